package dev.customprofiles.benchmarks;

import dev.customprofiles.benchmarks.reading.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code run converter}: {@code ConverterSet FOLDER JFR2PPROF [--quick] [--rounds N]}; the recordings are left in the folder. */
public final class ConverterSet {

    private ConverterSet() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        boolean quick = List.of(args).contains("--quick");
        System.out.println(
                "JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors"
                        + (quick ? "; a smoke run, its figures mean nothing" : ""));
        new Reading(Path.of(args[0]), Path.of(args[1]), quick, Rounds.of(args, quick)).run();
    }
}
