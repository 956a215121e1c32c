package dev.customprofiles.benchmarks;

import dev.customprofiles.benchmarks.addremove.AddRemove;
import dev.customprofiles.benchmarks.liveset.LiveSetFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** {@code run pairs} and {@code run liveset}: {@code RecorderSet pairs|liveset GO-FOLDER [--quick] [--rounds N]}. */
public final class RecorderSet {

    private RecorderSet() {}

    public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
        boolean quick = List.of(args).contains("--quick");
        System.out.println(
                "JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors"
                        + (quick ? "; a smoke run, its figures mean nothing" : ""));
        if (args[0].equals("pairs")) {
            new AddRemove(quick, Rounds.of(args, quick)).run(Path.of(args[1]));
        } else {
            new LiveSetFigures(quick).run();
        }
    }
}
