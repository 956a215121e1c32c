package dev.customprofiles.benchmarks.reading;

import dev.customprofiles.benchmarks.Command;
import dev.customprofiles.benchmarks.Runs;
import dev.customprofiles.benchmarks.Table;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the tool's commands as started by a user. Each round runs every command once on every recording. */
final class ToolFigures {

    private static final String HEAP = "-J-Xmx64m";

    private static final int MANY = 101;

    /** Message of the tool if its heap is too small, and its replacement in the table. */
    private static final String OUT_OF_MEMORY = "out of memory";

    private final Tool tool;
    private final int rounds;

    ToolFigures(Tool tool, int rounds) {
        this.tool = tool;
        this.rounds = rounds;
    }

    /** Measures questions for which only the end of a recording must be read, from start to result. */
    void atEnd(List<RecordedFile> recordings) throws IOException, InterruptedException {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("java -version", List.of(Command.jdkTool("java"), "-version"));
        commands.put("jfr2pprof --version", tool.version());
        for (RecordedFile recording : recordings) {
            commands.put("jfr2pprof --at end, of " + recording, tool.atEnd(recording));
        }
        Map<String, Runs> runs = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                run(runs, command.getKey(), command.getValue());
            }
            System.err.println("the end: round " + round + " of " + rounds);
        }
        Table table =
                new Table("The end: medians of " + rounds + " processes", "command", "ms", "processor ms", "peak MB");
        runs.forEach((command, figures) -> table.row(
                command,
                Table.number(figures.millis()),
                Table.number(figures.processorMillis()),
                Table.number(figures.peakMegabytes())));
        System.out.print(table);
    }

    /** Measures questions for which the whole recording must be read, in a small heap. */
    void inSmallHeap(List<RecordedFile> recordings) throws IOException, InterruptedException {
        Map<RecordedFile, Map<String, Runs>> runs = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (RecordedFile recording : recordings) {
                Map<String, Runs> own = runs.computeIfAbsent(recording, absent -> new LinkedHashMap<>());
                run(own, "list", tool.list(recording, HEAP));
                run(own, "timeline", tool.timeline(recording, HEAP));
                run(own, "report", tool.report(recording, HEAP));
                run(own, "series, start and end", tool.seriesOfTwo(recording, HEAP));
                String many = "series, " + MANY + " instants";
                run(own, many, tool.series(recording, MANY, HEAP));
                if (own.get(many).isComplete() && tool.profiles() != MANY) {
                    throw new IOException(many + ": " + tool.profiles() + " profiles of " + recording);
                }
            }
            System.err.println("in a heap of 64 MB: round " + round + " of " + rounds);
        }
        Map<String, Runs> first = runs.get(recordings.get(0));
        for (RecordedFile recording : recordings) {
            Table table = new Table(
                    "In a heap of 64 MB, " + recording + ": medians of " + rounds
                            + " processes; times those of the first",
                    "jfr2pprof " + HEAP,
                    "ms",
                    "times",
                    "processor ms",
                    "times",
                    "peak MB",
                    "times");
            runs.get(recording).forEach((command, figures) -> {
                Runs base = first.get(command);
                if (!figures.isComplete()) {
                    table.row(command, OUT_OF_MEMORY);
                    return;
                }
                table.row(
                        command,
                        Table.number(figures.millis()),
                        Table.number(figures.millis() / base.millis()),
                        Table.number(figures.processorMillis()),
                        Table.number(figures.processorMillis() / base.processorMillis()),
                        Table.number(figures.peakMegabytes()),
                        Table.number(figures.peakMegabytes() / base.peakMegabytes()));
            });
            System.out.print(table);
        }
    }

    private void run(Map<String, Runs> runs, String name, List<String> command)
            throws IOException, InterruptedException {
        tool.clean();
        Command.Result result = Command.run(Command.timed(command));
        if (result.exitCode() != 0 && !result.output().contains(OUT_OF_MEMORY)) {
            throw new IOException(name + ": exit code " + result.exitCode() + "\n" + result.output());
        }
        runs.computeIfAbsent(name, absent -> new Runs()).add(result);
    }
}
