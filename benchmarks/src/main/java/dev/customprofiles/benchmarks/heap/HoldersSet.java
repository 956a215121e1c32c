package dev.customprofiles.benchmarks.heap;

import dev.customprofiles.benchmarks.Command;
import dev.customprofiles.benchmarks.Rounds;
import dev.customprofiles.benchmarks.Runs;
import dev.customprofiles.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures {@code jfr2pprof holders} on dumps of known content, and Shark's own search on the smaller ones: {@code HoldersSet FOLDER
 * JFR2PPROF [--quick] [--rounds N]}. The dumps, some 5 GB, are kept in the folder.
 */
public final class HoldersSet {

    private static final int RECORDED = 100_000;

    private record Dump(String kind, int number, String heap, boolean isForPeer, String ourHeap) {
        Path file(Path folder) {
            return folder.resolve(kind + number + ".hprof");
        }
    }

    private static final List<Dump> DUMPS = List.of(
            new Dump("small", 1_000_000, "1g", true, "256m"),
            new Dump("small", 10_000_000, "1g", true, "512m"),
            new Dump("small", 60_000_000, "3g", false, "2g"),
            new Dump("arrays", 2_000, "3g", true, "512m"));

    private HoldersSet() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(args[0]).resolve("dumps"));
        String jfr2pprof = args[1];
        boolean quick = List.of(args).contains("--quick");
        int rounds = Rounds.of(args, quick);
        Table table = new Table(
                "paths to 100,000 objects, medians of " + rounds + " runs",
                "",
                "dump MB",
                "-Xmx",
                "s",
                "processor s",
                "resident MB");
        for (Dump dump : quick ? DUMPS.subList(0, 1) : DUMPS) {
            Path file = dump.file(folder);
            if (Files.notExists(file)) {
                Command.require(Command.java(
                        List.of("-Xmx" + dump.heap(), "-XX:+UseParallelGC"),
                        Filled.class,
                        dump.kind(),
                        Integer.toString(dump.number()),
                        Integer.toString(RECORDED),
                        file.toString()));
            }
            Runs ours = new Runs();
            Runs peer = new Runs();
            for (int round = 0; round < rounds; round++) {
                ours.add(Command.require(Command.timed(
                        List.of(jfr2pprof, "-J-Xmx" + dump.ourHeap(), "holders", "--quiet", file.toString()))));
                if (dump.isForPeer()) {
                    peer.add(Command.require(
                            Command.timed(Command.java(List.of("-Xmx8g"), SharkSearch.class, file.toString()))));
                }
            }
            String name = dump.kind() + " " + dump.number();
            row(table, name, file, dump.ourHeap(), ours);
            if (dump.isForPeer()) {
                row(table, name + ", Shark", file, "8g", peer);
            }
        }
        System.out.println(table);
    }

    private static void row(Table table, String name, Path file, String heap, Runs runs) throws IOException {
        table.row(
                name,
                Table.number(Files.size(file) / 1e6),
                heap,
                Table.number(runs.millis() / 1e3),
                Table.number(runs.processorMillis() / 1e3),
                Table.number(runs.peakMegabytes()));
    }
}
