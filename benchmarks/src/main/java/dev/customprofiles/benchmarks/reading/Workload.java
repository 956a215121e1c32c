package dev.customprofiles.benchmarks.reading;

import dev.customprofiles.benchmarks.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The contents of a recording made by {@link Generate}.
 *
 * @param events how many Adds and Removes
 * @param sites the number of distinct stacks from which objects are added
 * @param live how many objects are live at the end
 */
record Workload(long events, int sites, int live) {

    /** Returns the recording, from the folder if it exists there; otherwise creates it there. */
    RecordedFile record(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("events" + events + "-sites" + sites + "-live" + live + "-jdk"
                + Runtime.version().feature() + ".jfr");
        if (!Files.exists(file)) {
            System.err.println("recording " + file.getFileName());
            Path unfinished = folder.resolve("unfinished.jfr");
            Command.require(Command.java(
                    Generate.OPTIONS,
                    Generate.class,
                    String.valueOf(events),
                    String.valueOf(sites),
                    String.valueOf(live),
                    unfinished.toString()));
            Files.move(unfinished, file);
        }
        return RecordedFile.of(this, file);
    }
}
