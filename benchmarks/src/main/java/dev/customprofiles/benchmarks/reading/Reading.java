package dev.customprofiles.benchmarks.reading;

import dev.customprofiles.benchmarks.Command;
import dev.customprofiles.benchmarks.Median;
import dev.customprofiles.benchmarks.Runs;
import dev.customprofiles.benchmarks.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the time to rebuild the live set at the end of a recording, with the tool and with other readers. Each round
 * runs every side once, so a temporary disturbance of the machine affects all sides. The file is in the page cache.
 */
final class Reading {

    /** {@code taskset} holds the garbage collector and the compilers to the core as well. */
    private static final List<String> ONE_CORE = List.of("taskset", "-c", "0");

    private static final String OURS = "jfr2pprof series, start and end";

    private static final String REPLAY = "async-profiler's JfrReader, replay";

    private static final String STEPS = "async-profiler's JfrReader, stepping";

    /** Number of reads of a warm process, of which the later half counts. */
    private static final int WARM_READS = 4;

    /** Readers in a JVM of their own, without options. */
    private static final Map<String, String> WARM = new LinkedHashMap<>();

    static {
        WARM.put("ours, the library", "ours");
        WARM.put(REPLAY, "async-profiler");
        WARM.put(STEPS, "async-profiler-steps");
        WARM.put("JDK's RecordingFile", "jdk");
    }

    private final Tool tool;
    private final boolean missionControl;
    private final int rounds;

    /** @param missionControl whether JMC's parser takes part, which takes ten times as long as others */
    Reading(Tool tool, boolean missionControl, int rounds) {
        this.tool = tool;
        this.missionControl = missionControl;
        this.rounds = rounds;
    }

    /** Whole processes, on all cores and on one. */
    void compare(RecordedFile recording) throws IOException, InterruptedException {
        Map<String, List<String>> onAll = new LinkedHashMap<>();
        onAll.put(OURS, tool.seriesOfTwo(recording));
        onAll.put("jfr2pprof --at end, from the last snapshot on", tool.atEnd(recording));
        onAll.put(REPLAY, reader(recording, "async-profiler"));
        onAll.put(STEPS, reader(recording, "async-profiler-steps"));
        onAll.put("JDK's RecordingFile, replay", reader(recording, "jdk"));
        if (missionControl) {
            onAll.put("JMC's parser, replay", reader(recording, "jmc", "-XX:MaxRAMPercentage=75"));
        }
        Map<String, List<String>> onOne = new LinkedHashMap<>();
        for (String side : List.of(OURS, REPLAY, STEPS)) {
            List<String> command = new ArrayList<>(ONE_CORE);
            command.addAll(onAll.get(side));
            onOne.put(side, command);
        }
        List<Double> cat = new ArrayList<>();
        Map<String, Runs> runsOnAll = new LinkedHashMap<>();
        Map<String, Runs> runsOnOne = new LinkedHashMap<>();
        Live live = new Live();
        for (int round = 1; round <= rounds; round++) {
            cat.add(Command.require(List.of(
                            "sh",
                            "-c",
                            "cat \"$1\" >/dev/null",
                            "cat",
                            recording.path().toString()))
                    .millis());
            round(onAll, runsOnAll, live);
            round(onOne, runsOnOne, live);
            System.err.println("reading " + recording.workload().sites() + " sites: round " + round + " of " + rounds);
        }
        String what = recording + ", " + live + " live at the end";
        System.out.print(table("Reading " + what, runsOnAll));
        System.out.print(table("Reading the same on one core", runsOnOne));
        System.out.println("\n  cat FILE >/dev/null: " + Table.number(Median.of(cat)) + " ms");
    }

    /** The later reads of processes that read several times, with code of the second compiler. */
    void compareWarm(RecordedFile recording) throws IOException, InterruptedException {
        Map<String, List<Double>> reads = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<String, String> side : WARM.entrySet()) {
                List<Double> all = Command.require(Command.java(
                                List.of(),
                                ReadFile.class,
                                side.getValue(),
                                recording.path().toString(),
                                String.valueOf(WARM_READS)))
                        .figures("read-ms");
                reads.computeIfAbsent(side.getKey(), absent -> new ArrayList<>())
                        .addAll(all.subList(WARM_READS / 2, WARM_READS));
            }
            System.err.println("reading warm: round " + round + " of " + rounds);
        }
        Table table = new Table(
                "Reading " + recording + ": medians of the later half of " + WARM_READS + " reads in each of " + rounds
                        + " processes",
                "reader",
                "ms",
                "/ ours");
        double ours = Median.of(reads.values().iterator().next());
        reads.forEach((side, millis) ->
                table.row(side, Table.number(Median.of(millis)), Table.number(Median.of(millis) / ours)));
        System.out.print(table);
    }

    private void round(Map<String, List<String>> commands, Map<String, Runs> runs, Live live)
            throws IOException, InterruptedException {
        for (Map.Entry<String, List<String>> side : commands.entrySet()) {
            tool.clean();
            Command.Result result = Command.require(Command.timed(side.getValue()));
            List<Double> printed = result.figures("live");
            live.found(
                    side.getKey(),
                    printed.isEmpty() ? tool.live() : printed.get(0).longValue());
            runs.computeIfAbsent(side.getKey(), absent -> new Runs()).add(result);
        }
    }

    private Table table(String what, Map<String, Runs> runs) {
        Table table = new Table(
                what + ": medians of " + rounds + " processes",
                "reader",
                "ms",
                "/ ours",
                "processor ms",
                "/ ours",
                "peak MB");
        Runs ours = runs.get(OURS);
        runs.forEach((side, figures) -> table.row(
                side,
                Table.number(figures.millis()),
                Table.number(figures.millis() / ours.millis()),
                Table.number(figures.processorMillis()),
                Table.number(figures.processorMillis() / ours.processorMillis()),
                Table.number(figures.peakMegabytes())));
        return table;
    }

    private static List<String> reader(RecordedFile recording, String reader, String... options) {
        return Command.java(
                List.of(options), ReadFile.class, reader, recording.path().toString(), "1");
    }

    /** The number of live objects, on which all sides must agree. */
    private static final class Live {

        private Long objects;

        void found(String side, long found) throws IOException {
            if (objects == null) {
                objects = found;
            } else if (found != objects) {
                throw new IOException(side + ": " + found + " live objects, another reader has " + objects);
            }
        }

        @Override
        public String toString() {
            return String.valueOf(objects);
        }
    }
}
