package dev.customprofiles.benchmarks.reading;

import dev.customprofiles.benchmarks.Command;
import dev.customprofiles.pprof.proto.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * {@code jfr2pprof} as it is shipped, and what it writes.
 *
 * @param program the file to start
 * @param output an emptied folder for what it writes
 */
record Tool(Path program, Path output) {

    List<String> version() {
        return List.of(program.toString(), "--version");
    }

    /** The live set at the end, for which it reads from the last snapshot on. */
    List<String> atEnd(RecordedFile recording) {
        return command(
                recording,
                List.of(),
                "--at",
                "end",
                "-o",
                output.resolve("end.pb.gz").toString());
    }

    /** The live sets at the start and at the end: the fewest instants that have it read all of a recording. */
    List<String> seriesOfTwo(RecordedFile recording, String... options) {
        return command(recording, List.of(options), "series", "--every", "1000h", "-o", output.toString());
    }

    /** The live sets of so many instants, the start and the end among them. */
    List<String> series(RecordedFile recording, int instants, String... options) {
        // Rounded up, so that the last step but one is before the end.
        long millis = TimeUnit.NANOSECONDS.toMillis(recording.nanos()) / (instants - 1) + 1;
        return command(recording, List.of(options), "series", "--every", millis + "ms", "-o", output.toString());
    }

    List<String> list(RecordedFile recording, String... options) {
        return command(recording, List.of(options), "list");
    }

    List<String> timeline(RecordedFile recording, String... options) {
        return command(recording, List.of(options), "timeline");
    }

    List<String> report(RecordedFile recording, String... options) {
        return command(
                recording,
                List.of(options),
                "report",
                "-o",
                output.resolve("page.html").toString());
    }

    private List<String> command(RecordedFile recording, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(options);
        command.addAll(List.of(arguments));
        command.add("--quiet");
        command.add(recording.path().toString());
        return command;
    }

    /** Empties the folder, so that nothing found there later is of a run before. */
    void clean() throws IOException {
        Command.delete(output);
        Files.createDirectories(output);
    }

    /** How many profiles it wrote. */
    int profiles() throws IOException {
        return written().size();
    }

    /** How many objects the latest profile has that it wrote. */
    long live() throws IOException {
        List<Path> written = written();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(written.get(written.size() - 1)))) {
            return Profile.parseFrom(in).getSampleList().stream()
                    .mapToLong(sample -> sample.getValue(0))
                    .sum();
        }
    }

    /** By name, which says the instant. */
    private List<Path> written() throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            return files.filter(file -> file.toString().endsWith(".pb.gz"))
                    .sorted()
                    .toList();
        }
    }
}
