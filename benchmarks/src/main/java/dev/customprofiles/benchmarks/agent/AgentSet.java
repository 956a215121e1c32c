package dev.customprofiles.benchmarks.agent;

import dev.customprofiles.benchmarks.Command;
import dev.customprofiles.benchmarks.Median;
import dev.customprofiles.benchmarks.Rounds;
import dev.customprofiles.benchmarks.Runs;
import dev.customprofiles.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what the agent costs a program: {@code AgentSet AGENT.JAR FOLDER [--quick] [--rounds N] [--peer AGENT.JAR]}. In each round a
 * pair of opening and closing runs in a JVM of its own without the agent, with it, and recorded; then a hello world and the loading of 5,000
 * classes start without and with it. The peer is another agent that follows files.
 */
public final class AgentSet {

    private static final int CLASSES = 5_000;

    private final String agent;
    private final Path folder;
    private final String peer;
    private final boolean quick;
    private final int rounds;

    private AgentSet(String[] args) {
        List<String> options = List.of(args);
        this.agent = args[0];
        this.folder = Path.of(args[1]);
        this.peer = options.contains("--peer") ? options.get(options.indexOf("--peer") + 1) : null;
        this.quick = options.contains("--quick");
        this.rounds = Rounds.of(args, quick);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        AgentSet set = new AgentSet(args);
        for (String workload : List.of("files", "jdbc", "buffers")) {
            System.out.println(set.pairs(workload));
        }
        System.out.println(set.starts());
    }

    private Map<String, List<String>> modes(String presets) {
        List<String> ours = List.of("-javaagent:" + agent + "=presets=" + presets, "-Xlog:all=error");
        Map<String, List<String>> modes = new LinkedHashMap<>();
        modes.put("without", List.of());
        modes.put("agent", ours);
        List<String> recorded = new ArrayList<>(ours);
        recorded.add("-XX:StartFlightRecording:filename=" + folder.resolve("agent.jfr"));
        modes.put("agent, recorded", recorded);
        List<String> never = new ArrayList<>(ours);
        never.add("-Dcustomprofiles.capture=never");
        modes.put("agent, capture never", never);
        return modes;
    }

    private Table pairs(String workload) throws IOException, InterruptedException {
        Map<String, List<String>> modes = modes(workload);
        if (peer != null && workload.equals("files")) {
            modes.put("peer", List.of("-javaagent:" + peer));
        }
        Map<String, List<Double>> nanos = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, List<String>> mode : modes.entrySet()) {
                List<String> command = Command.java(mode.getValue(), Opening.class, workload, quick ? "0.3" : "2");
                nanos.computeIfAbsent(mode.getKey(), absent -> new ArrayList<>())
                        .addAll(Command.require(command).figures("pair-ns"));
            }
        }
        Table table =
                new Table(workload + ": a pair at 20 frames, medians of " + rounds + " rounds", "", "ns", "ratio");
        double without = Median.of(nanos.get("without"));
        nanos.forEach(
                (mode, all) -> table.row(mode, Table.number(Median.of(all)), Table.number(Median.of(all) / without)));
        return table;
    }

    private Table starts() throws IOException, InterruptedException {
        Path jar = folder.resolve("classes" + CLASSES + ".jar");
        if (Files.notExists(jar)) {
            Starting.makeJar(jar, CLASSES);
        }
        Table table = new Table(
                "start to end, medians of " + 3 * rounds + " runs", "", "ms", "processor ms", "ratio", "resident MB");
        for (int classes : new int[] {0, CLASSES}) {
            Map<String, List<String>> modes = modes("files,jdbc");
            modes.remove("agent, recorded");
            modes.remove("agent, capture never");
            Map<String, Runs> runs = new LinkedHashMap<>();
            for (int round = 0; round < 3 * rounds; round++) {
                for (Map.Entry<String, List<String>> mode : modes.entrySet()) {
                    List<String> command = Command.timed(
                            Command.java(mode.getValue(), Starting.class, jar.toString(), Integer.toString(classes)));
                    runs.computeIfAbsent(mode.getKey(), absent -> new Runs()).add(Command.require(command));
                }
            }
            double without = runs.get("without").processorMillis();
            runs.forEach((mode, all) -> table.row(
                    (classes == 0 ? "hello world" : classes + " classes") + ", " + mode,
                    Table.number(all.millis()),
                    Table.number(all.processorMillis()),
                    Table.number(all.processorMillis() / without),
                    Table.number(all.peakMegabytes())));
        }
        return table;
    }
}
