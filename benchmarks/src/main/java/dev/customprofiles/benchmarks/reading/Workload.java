package dev.customprofiles.benchmarks.reading;

import dev.customprofiles.benchmarks.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a recording is to hold; {@link Generate} makes it.
 *
 * @param events how many Adds and Removes
 * @param sites from how many distinct stacks objects are added
 * @param live how many objects are live at the end
 */
record Workload(long events, int sites, int live) {

    /** The recording, from the folder if it is there; it is left there for the next time. */
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
