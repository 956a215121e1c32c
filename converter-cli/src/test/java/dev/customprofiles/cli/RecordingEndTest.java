package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.Corpus;
import dev.customprofiles.cli.Cli.Result;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.Recording;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All commands agree on the end of a recording, and objects counted there can be queried. */
class RecordingEndTest {

    private static final int TICKS_PER_SECOND = 56;
    private static final Pattern RANGE = Pattern.compile("(\\d{4}-\\S+T\\S+) to (\\d{4}-\\S+T\\S+)");
    private static final String THREADS = "--open jdk.ThreadStart --close jdk.ThreadEnd --key thread";

    @TempDir
    private Path folder;

    /** A recording whose clock is slower than its header says, as some recorders write it: its events go on after its end. */
    private Path slow() throws Exception {
        Path app = folder.resolve("app.jfr");
        RecordingFixture.record(app, "blobstore.Open");
        byte[] bytes = Files.readAllBytes(app);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        try (Recording recording = Recording.open(List.of(app))) {
            for (Chunk chunk : recording.chunks()) {
                int rate = (int) chunk.offset() + TICKS_PER_SECOND;
                header.putLong(rate, header.getLong(rate) / 4);
            }
        }
        return Files.write(app, bytes);
    }

    private static Result run(String arguments, Path recording) {
        return Cli.run((Object[]) (arguments + " " + recording).split(" "));
    }

    private static String range(Result result) {
        Matcher range = RANGE.matcher(result.out() + result.err());
        assertTrue(range.find(), result.out() + result.err());
        return range.group();
    }

    @Test
    void whatIsLiveAtTheEndIsLiveNoTimeBeforeIt() throws Exception {
        Path slow = slow();
        for (String command : List.of("top", "top --threads", "top --by site")) {
            Result end = run(command + " --at end", slow);
            assertTrue(end.err().contains(": 7 live from "), end.err());
            Result before = run(command + " --at -0s", slow);
            assertEquals(end.out(), before.out());
            assertEquals(end.err(), before.err());
        }
    }

    @Test
    void everyMessageNamesTheSameEnd() throws Exception {
        Path slow = slow();
        Set<String> ends = new TreeSet<>();
        for (String arguments : List.of(
                "list",
                "top --at @0",
                "top --at 2200-01-01T00:00Z",
                "series --every 1s --from @0 -o " + folder.resolve("series"),
                "timeline --to 2200-01-01T00:00Z",
                "top --profile goroutine --at @0",
                "top --profile block --from 2200-01-01T00:00Z",
                "top --open customprofiles.Add --close customprofiles.Remove --key id --at @0")) {
            String range = range(run(arguments, slow));
            ends.add(range.substring(range.lastIndexOf(' ') + 1));
        }
        assertEquals(1, ends.size(), ends.toString());
    }

    @ParameterizedTest
    @CsvSource({"object-allocation-sample.jfr.gz", "dd-trace-java.jfr.gz", "event-with-type-zero.jfr.gz"})
    void theEndOfARealRecordingWithAWrongClockRateCanBeAskedAbout(String file) {
        Path recording = Corpus.file(file);
        Result end = run("top " + THREADS + " --at end", recording);
        Result before = run("top " + THREADS + " --at -0s", recording);
        assertEquals(end.out(), before.out());
        assertEquals(end.err(), before.err());
        String range = range(run("list", recording));
        assertEquals(range, range(run("top " + THREADS + " --at @0", recording)));
        assertEquals(range, range(run("top --profile profile --to @0", recording)));
    }

    @Test
    void theLastSecondsOfABuiltinProfileAreThoseOfTheEvents() {
        Path recording = Corpus.file("object-allocation-sample.jfr.gz");
        Result last = run("top --profile profile --from -10s", recording);
        assertTrue(last.exitCode() == 0 || last.exitCode() == 3, last.err());
        assertTrue(Pattern.compile(": [1-9]\\S* cpu from ").matcher(last.err()).find(), last.err());
    }
}
