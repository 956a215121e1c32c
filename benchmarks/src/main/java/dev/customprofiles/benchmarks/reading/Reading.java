package dev.customprofiles.benchmarks.reading;

import dev.customprofiles.benchmarks.Command;
import dev.customprofiles.benchmarks.Median;
import dev.customprofiles.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long it takes to rebuild the live set at the end of a recording, with our reader and the others. Rounds, of which
 * each runs every side once: what disturbs the machine for a while disturbs all sides. The file is in the page cache.
 */
public final class Reading {

    /** Every core, then one: {@code taskset} holds the garbage collector and the compilers to it as well. */
    private static final List<String> ALL_CORES = List.of();

    private static final List<String> ONE_CORE = List.of("taskset", "-c", "0");

    /** A line of the tables. */
    private record Side(String name, List<String> prefix, String reader, List<String> options) {}

    private static final Side OURS = new Side("ours", ALL_CORES, "ours", List.of());

    /** The options that the tool itself sets. */
    private static final List<String> AS_SHIPPED = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final List<Side> SIDES = List.of(
            OURS,
            new Side("ours, with the options of jfr2pprof", ALL_CORES, "ours", AS_SHIPPED),
            new Side("ours, in a heap of 64 MB", ALL_CORES, "ours", List.of("-Xmx64m")),
            new Side("async-profiler's JfrReader", ALL_CORES, "async-profiler", List.of()),
            new Side("JDK's RecordingFile", ALL_CORES, "jdk", List.of()),
            new Side("JMC's parser", ALL_CORES, "jmc", List.of("-XX:MaxRAMPercentage=75")),
            new Side("ours, with those options, one core", ONE_CORE, "ours", AS_SHIPPED),
            new Side("async-profiler's JfrReader, one core", ONE_CORE, "async-profiler", List.of()));

    private final Path folder;
    private final Path jfr2pprof;
    private final boolean quick;
    private final int runs;
    private final int warmReads;

    /**
     * @param folder where recordings are generated, and left for the next time
     * @param jfr2pprof the tool as it is shipped
     * @param quick whether all is to be shown to work, rather than measured
     * @param rounds how often everything is measured
     */
    public Reading(Path folder, Path jfr2pprof, boolean quick, int rounds) {
        this.folder = folder;
        this.jfr2pprof = jfr2pprof;
        this.quick = quick;
        this.runs = rounds;
        this.warmReads = quick ? 2 : 4;
    }

    /** Generates, measures and prints. */
    public void run() throws IOException, InterruptedException {
        long events = quick ? 1_000_000 : 20_000_000;
        Path large = generated(events);
        Path small = generated(events / 20);
        compareReaders(large, events);
        measureTool(large, small);
    }

    private Path generated(long events) throws IOException, InterruptedException {
        Path file =
                folder.resolve("events-" + events + "-jdk" + Runtime.version().feature() + ".jfr");
        if (!Files.exists(file)) {
            Path unfinished = folder.resolve("unfinished.jfr");
            Command.require(
                    Command.java(Generate.OPTIONS, Generate.class, String.valueOf(events), unfinished.toString()));
            Files.move(unfinished, file);
        }
        System.err.println("recording: " + file.getFileName() + ", " + Files.size(file) / 1_000_000 + " MB");
        return file;
    }

    private void compareReaders(Path file, long events) throws IOException, InterruptedException {
        Map<Side, List<Double>> whole = new LinkedHashMap<>();
        Map<Side, List<Double>> warm = new LinkedHashMap<>();
        Map<Side, String> answers = new LinkedHashMap<>();
        List<Double> cat = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            cat.add(Command.require(List.of("sh", "-c", "cat \"$1\" >/dev/null", "cat", file.toString()))
                    .millis());
            for (Side side : SIDES) {
                Command.Result once = read(side, file, 1);
                answers.putIfAbsent(side, answer(once));
                if (once.exitCode() == 0) {
                    whole.computeIfAbsent(side, absent -> new ArrayList<>()).add(once.millis());
                    List<Double> reads = read(side, file, warmReads).figures("read-ms");
                    warm.computeIfAbsent(side, absent -> new ArrayList<>())
                            .addAll(reads.subList(warmReads / 2, warmReads));
                }
            }
            System.err.println("reading: round " + (run + 1) + " of " + runs);
        }
        Table table = new Table(
                "Live set at the end of a recording of " + Files.size(file) / 1_000_000 + " MB, " + events
                        + " events: medians of " + runs + " processes, and of the later half of " + warmReads
                        + " reads within each of " + runs + " more",
                "reader",
                "process, ms",
                "/ ours",
                "warm, ms",
                "/ ours",
                "added, live, frames");
        double ours = median(whole, OURS);
        double oursWarm = median(warm, OURS);
        table.row("cat FILE >/dev/null", Table.number(Median.of(cat)), Table.number(Median.of(cat) / ours));
        for (Side side : SIDES) {
            table.row(
                    side.name,
                    Table.number(median(whole, side)),
                    Table.number(median(whole, side) / ours),
                    Table.number(median(warm, side)),
                    Table.number(median(warm, side) / oursWarm),
                    answers.get(side));
        }
        System.out.print(table);
        double shipped = median(whole, SIDES.get(1));
        double oursAlone = median(whole, SIDES.get(6));
        double peerAlone = median(whole, SIDES.get(7));
        Table ratios = new Table(
                "Reading: ratios of these medians, whole processes, ours with the options of jfr2pprof",
                "ratio",
                "measured",
                "wanted");
        ratios.row("async-profiler's JfrReader / ours", ratio(whole, 3, shipped), ">= 3");
        ratios.row("JDK's RecordingFile / ours", ratio(whole, 4, shipped), ">= 10");
        ratios.row("JMC's parser / ours", ratio(whole, 5, shipped), "> 1");
        ratios.row("async-profiler's JfrReader / ours, one core each", Table.number(peerAlone / oursAlone), "> 1");
        System.out.print(ratios);
    }

    private static String ratio(Map<Side, List<Double>> whole, int side, double ours) {
        return Table.number(median(whole, SIDES.get(side)) / ours);
    }

    private static double median(Map<Side, List<Double>> figures, Side side) {
        return Median.of(figures.getOrDefault(side, List.of()));
    }

    private static Command.Result read(Side side, Path file, int times) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(side.prefix);
        command.addAll(Command.java(side.options, ReadFile.class, side.reader, file.toString(), String.valueOf(times)));
        return Command.run(command);
    }

    private static String answer(Command.Result result) {
        if (result.exitCode() != 0) {
            boolean heapTooSmall = result.output().contains(OutOfMemoryError.class.getName());
            System.err.println(result.output());
            return heapTooSmall ? "out of memory" : "failed";
        }
        List<String> words = new ArrayList<>();
        for (String figure : List.of("added", "live", "frames")) {
            words.add(String.valueOf(result.figures(figure).get(0).longValue()));
        }
        return String.join(", ", words);
    }

    /** The tool as a user starts it: the time until the profile is written. */
    private void measureTool(Path large, Path small) throws IOException, InterruptedException {
        Path profile = folder.resolve("benchmark.pb.gz");
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("java -version", List.of(Command.jdkTool("java"), "-version"));
        commands.put("jfr2pprof --version", List.of(jfr2pprof.toString(), "--version"));
        commands.put("jfr2pprof --at end, small", convert(profile, small));
        commands.put("jfr2pprof --at end, 20 times as large", convert(profile, large));
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        for (int run = 0; run < runs; run++) {
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                millis.computeIfAbsent(command.getKey(), absent -> new ArrayList<>())
                        .add(Command.require(command.getValue()).millis());
            }
        }
        Table table = new Table("The tool: medians of " + runs + " processes", "command", "ms");
        millis.forEach((name, values) -> table.row(name, Table.number(Median.of(values))));
        System.out.print(table);
    }

    private List<String> convert(Path profile, Path recording) {
        return List.of(jfr2pprof.toString(), "--quiet", "--at", "end", "-o", profile.toString(), recording.toString());
    }
}
