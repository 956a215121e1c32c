package dev.customprofiles.benchmarks.reading;

import dev.customprofiles.benchmarks.Command;
import dev.customprofiles.benchmarks.Rounds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code run converter}: {@code ConverterSet FOLDER JFR2PPROF [--quick] [--rounds N] [--jmc] [--warm] [--long]}; the recordings are
 * left in the folder. Needs {@code taskset} and GNU {@code time}.
 */
public final class ConverterSet {

    private static final int FEW_SITES = 200;
    private static final int SITES = 4_096;
    private static final int MANY_SITES = 50_000;

    private static final int LIVE = 8_000;

    private ConverterSet() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> options = List.of(args);
        boolean quick = options.contains("--quick");
        int rounds = Rounds.of(args, quick);
        for (String program : List.of("taskset", "time")) {
            if (!Command.exists(program)) {
                System.err.println(program + " is not on the PATH");
                System.exit(1);
            }
        }
        System.out.println(
                "JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors"
                        + (quick ? "; a smoke run, its figures mean nothing" : ""));
        Path folder = Path.of(args[0]);
        Tool tool = new Tool(Path.of(args[1]), folder.resolve("written"));
        long events = quick ? 400_000 : 8_000_000;

        Reading reading = new Reading(tool, options.contains("--jmc"), rounds);
        for (int sites : List.of(FEW_SITES, SITES, MANY_SITES)) {
            RecordedFile recording = new Workload(events, sites, LIVE).record(folder);
            reading.compare(recording);
            if (options.contains("--warm")) {
                reading.compareWarm(recording);
            }
        }

        ToolFigures figures = new ToolFigures(tool, rounds);
        RecordedFile recording = new Workload(events, SITES, LIVE).record(folder);
        List<RecordedFile> longer = new ArrayList<>(List.of(recording));
        if (options.contains("--long")) {
            longer.add(new Workload(10 * events, SITES, LIVE).record(folder));
        }
        figures.inSmallHeap(longer);
        RecordedFile shorter = new Workload(events / 20, SITES, LIVE).record(folder);
        figures.atEnd(List.of(shorter, recording));
        Command.delete(tool.output());
    }
}
