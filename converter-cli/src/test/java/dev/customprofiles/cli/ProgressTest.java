package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.ExternalPrograms;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import dev.customprofiles.reader.ProgressListener;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far the reading has come: what the reader tells, what a terminal shows of it, and that nothing else does. */
class ProgressTest {

    private static final long SECOND = 1_000_000_000;

    @TempDir
    private static Path folder;

    /** Two chunks, of two JVMs. */
    private static Path recording;

    private final StringWriter text = new StringWriter();
    private final ProgressLine line = new ProgressLine(new PrintWriter(text), () -> this.now);
    private long now = -SECOND / 2;

    @BeforeAll
    static void record() throws Exception {
        recording = folder.resolve("app.jfr");
        Path other = folder.resolve("other.jfr");
        RecordingFixture.record(recording, "blobstore.Open");
        RecordingFixture.record(other, "blobstore.Open");
        Files.write(recording, Files.readAllBytes(other), StandardOpenOption.APPEND);
    }

    /** Says what it was told: the bytes of each round, announced and counted. */
    private static final class Told implements ProgressListener {
        final List<String> rounds = new ArrayList<>();
        private long announced;
        private long counted;

        @Override
        public synchronized void begin(long bytes) {
            announced = bytes;
            counted = 0;
        }

        @Override
        public synchronized void advance(long bytes) {
            assertTrue(bytes >= 0);
            counted += bytes;
        }

        @Override
        public synchronized void end() {
            rounds.add(announced + "=" + counted);
        }
    }

    private static String all(Path file) throws IOException {
        return Files.size(file) + "=" + Files.size(file);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aRoundOverTheChunksTellsOfEachByteOnce(int workers) throws IOException {
        Told told = new Told();
        try (Recording read = Recording.open(List.of(recording), told)) {
            assertEquals(2, read.chunks().size());
            assertEquals(List.of(), told.rounds);
            read.process(chunk -> null, nothing -> {}, workers);
            read.process(
                    chunk -> {
                        try (ChunkReader events = chunk.read(EventSelection.of("customprofiles.Add"))) {
                            while (events.next() >= 0) {}
                            return null;
                        }
                    },
                    nothing -> {},
                    workers);
        }
        assertEquals(List.of(all(recording), all(recording)), told.rounds);
    }

    @Test
    void unpackingTellsOfTheBytesThatArePacked() throws IOException {
        Path packed = folder.resolve("packed.jfr.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(recording, out);
        }
        Told told = new Told();
        Recording.open(List.of(packed), told).close();
        assertEquals(List.of(all(packed)), told.rounds);
    }

    @Test
    void aRoundThatFailsEndsToo() throws IOException {
        Told told = new Told();
        try (Recording read = Recording.open(List.of(recording), told)) {
            assertThrows(
                    IOException.class,
                    () -> read.process(
                            chunk -> {
                                throw new IOException("no");
                            },
                            nothing -> {},
                            2));
        }
        assertEquals(List.of(Files.size(recording) + "=0"), told.rounds);
    }

    @Test
    void nothingIsShownWithinTheFirstSecond() {
        line.begin(2 << 20);
        now += SECOND - 1;
        line.advance(2 << 20);
        line.end();
        assertEquals("", text.toString());
    }

    @Test
    void bytesRateAndTimeLeftAreShownFromThenOn() {
        line.begin(5 << 20);
        now += SECOND;
        line.advance(1 << 20);
        assertEquals("\r20%: 1MB of 5MB, 1MB/s, 4s left", text.toString());
    }

    @Test
    void theFirstSecondIsThatOfAllRounds() {
        line.begin(100);
        now += SECOND / 2;
        line.advance(100);
        line.end();
        now += SECOND / 4;
        line.begin(1000);
        now += SECOND / 4;
        line.advance(10);
        assertEquals("\r1%: 10B of 1000B, 40B/s, 25s left", text.toString());
    }

    @Test
    void theLineIsNotWrittenMoreOftenThanCanBeRead() {
        line.begin(100);
        now += SECOND;
        for (int i = 0; i < 100; i++) {
            line.advance(1);
            now += SECOND / 100;
        }
        assertEquals(5, text.toString().chars().filter(c -> c == '\r').count());
    }

    @Test
    void aShorterLineLeavesNothingOfALongerOne() {
        line.begin(1 << 20);
        now += SECOND;
        line.advance(1023);
        String first = "\r0%: 1023B of 1MB, 1023B/s, 17m5s left";
        assertEquals(first, text.toString());
        now += SECOND;
        line.advance((1 << 20) - 1023);
        String second = "\r100%: 1MB of 1MB, 205.40kB/s, 0s left";
        assertEquals(first + second + " ".repeat(Math.max(0, first.length() - second.length())), text.toString());
    }

    @Test
    void atTheEndTheLineIsEmptyAgain() {
        line.begin(100);
        now += SECOND;
        line.advance(50);
        String shown = text.toString();
        line.end();
        assertEquals(shown + "\r" + " ".repeat(shown.length() - 1) + "\r", text.toString());
        now += SECOND;
        line.advance(50);
        line.end();
        assertEquals(shown + "\r" + " ".repeat(shown.length() - 1) + "\r", text.toString());
    }

    /** The program with a clock that runs a thousand times too fast, so that every recording takes a second. */
    static final class Impatient {

        private Impatient() {}

        public static void main(String[] args) {
            System.exit(Main.run(args, Main.ofProcess(() -> 1000 * System.nanoTime())));
        }
    }

    private static String shell(String redirections, boolean terminal, String... options)
            throws IOException, InterruptedException {
        String command = "'" + String.join("' '", ChildJvm.quick(Impatient.class.getName(), "top", "-n", "1")) + "' "
                + String.join(" ", options) + " '" + recording + "' " + redirections;
        Process process = new ProcessBuilder(
                        terminal ? List.of("script", "-qec", command, "/dev/null") : List.of("sh", "-c", command))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return shown;
    }

    private static void assumeScript() {
        ExternalPrograms.assumeFound("script");
    }

    @Test
    void aTerminalShowsTheLineAndThenNothingOfIt() throws Exception {
        assumeScript();
        String shown = shell("", true);
        assertTrue(
                Pattern.compile("\r\\d+%: \\S+ of \\S+, \\S+/s, \\S+ left")
                        .matcher(shown)
                        .find(),
                shown);
        String last = shown.substring(shown.lastIndexOf("left") + 4);
        assertTrue(last.matches("(?s) *\r +\rblobstore\\.Open at .*"), last);
        assertTrue(shown.contains("RecordingFixture.open"), shown);
    }

    @Test
    void aPipeShowsNoneEvenIfStandardOutputIsATerminal() throws Exception {
        assertFalse(shell("", false).contains("\r"));
        assumeScript();
        Path err = folder.resolve("err");
        String shown = shell("2> '" + err + "'", true);
        assertTrue(shown.contains("RecordingFixture.open"), shown);
        assertFalse(shown.contains("left"), shown);
        assertFalse(Files.readString(err).contains("\r"));
    }

    @Test
    void quietIsQuietOnATerminalToo() throws Exception {
        assumeScript();
        assertFalse(shell("", true, "--quiet").contains("left"));
    }
}
