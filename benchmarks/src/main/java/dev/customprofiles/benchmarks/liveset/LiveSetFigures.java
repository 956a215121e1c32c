package dev.customprofiles.benchmarks.liveset;

import dev.customprofiles.benchmarks.Command;
import dev.customprofiles.benchmarks.Median;
import dev.customprofiles.benchmarks.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The cost of a live set that stays: memory and snapshots. Each figure comes from JVMs of its own. */
public final class LiveSetFigures {

    private static final List<String> CAPTURE_NEVER = List.of("-Xmx2g", "-Dcustomprofiles.capture=never");
    private static final List<String> DEFAULTS = List.of("-Xmx2g");

    private final Table table =
            new Table("The live set: medians of runs in a JVM each", "figure", "median", "least", "most", "wanted");
    private final int runs;
    private final boolean quick;

    /** @param quick whether to check only that everything works, instead of measuring */
    public LiveSetFigures(boolean quick) {
        this.quick = quick;
        this.runs = quick ? 1 : 5;
    }

    /** Measures and prints. */
    public void run() throws IOException, InterruptedException {
        String objects = quick ? "200000" : "1000000";
        List<Command.Result> memory = repeat(runs, DEFAULTS, Memory.class, objects, "200");
        row(memory, "bytes-per-object", "bytes of heap per live object", "< 128");
        row(memory, "bytes-per-object-left-after-removal", "the same, left after removal", "0");

        String pairs = quick ? "2000000" : "100000000";
        List<Command.Result> noLeak = repeat(1, DEFAULTS, NoLeak.class, pairs);
        row(noLeak, "heap-growth-bytes", "bytes the heap grew by over " + pairs + " pairs", "0");

        hold(objects, DEFAULTS, "");
        hold(objects, CAPTURE_NEVER, ", capture never");

        List<Command.Result> size = repeat(runs, DEFAULTS, SnapshotSize.class, "5000");
        row(size, "snapshot-bytes", "bytes of a snapshot of 5000 sites of 30 frames", "< 1000000");
        System.out.print(table);
        size.get(0)
                .output()
                .lines()
                .filter(line -> line.startsWith("#"))
                .forEach(line -> System.out.println("  " + line));
    }

    private void hold(String objects, List<String> options, String mode) throws IOException, InterruptedException {
        List<Command.Result> hold = repeat(runs, options, SnapshotHold.class, objects, "200", quick ? "5" : "20");
        String of = " of " + objects + " objects" + mode;
        row(hold, "first-hold-ms", "ms that the first snapshot" + of + " holds JFR", "< 50");
        row(hold, "first-hold-cpu-ms", "ms of processor time in that", "");
        row(hold, "hold-ms", "ms that a later one holds it", "< 50");
        row(hold, "hold-cpu-ms", "ms of processor time in that", "");
        row(hold, "longest-pair-ms", "ms that adding and removing takes at most meanwhile", "");
        row(hold, "start-ms", "ms to start a recording then", "");
        row(hold, "start-without-snapshot-ms", "ms to start one without a snapshot", "");
    }

    private static List<Command.Result> repeat(int times, List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<Command.Result> results = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            results.add(Command.require(Command.java(options, main, arguments)));
            System.err.println("live set: " + main.getSimpleName() + " " + (i + 1) + " of " + times);
        }
        return results;
    }

    private void row(List<Command.Result> results, String figure, String name, String wanted) {
        List<Double> values = results.stream()
                .flatMap(result -> result.figures(figure).stream())
                .sorted()
                .toList();
        table.row(
                name,
                Table.number(Median.of(values)),
                Table.number(values.get(0)),
                Table.number(values.get(values.size() - 1)),
                wanted);
    }
}
