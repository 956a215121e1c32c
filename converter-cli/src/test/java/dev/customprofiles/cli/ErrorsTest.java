package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.customprofiles.cli.Cli.Result;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.writer.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mistake: one line, lower case, naming the thing; the exit code; and no half-written file. */
class ErrorsTest {

    private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}(?:Z|[+-]\\d\\d:\\d\\d)";

    @TempDir
    private static Path recordings;

    @TempDir
    private Path folder;

    private static Path app;
    private static Path two;
    private static Path none;

    @BeforeAll
    static void record() throws Exception {
        app = recordings.resolve("app.jfr");
        two = recordings.resolve("two.jfr");
        none = recordings.resolve("none.jfr");
        RecordingFixture.record(app, "blobstore.Open");
        RecordingFixture.record(two, "blobstore.Open", "db.Conn");
        RecordingFixture.recordNothing(none);
    }

    private static void assertFails(int exitCode, String line, Result result) {
        assertEquals("jfr2pprof: " + line + "\n", result.err());
        assertEquals("", result.out());
        assertEquals(exitCode, result.exitCode());
    }

    private static void assertFailsLike(int exitCode, String regex, Result result) {
        assertTrue(Pattern.matches("jfr2pprof: " + regex + "\n", result.err()), result.err());
        assertEquals("", result.out());
        assertEquals(exitCode, result.exitCode());
    }

    // Bad data: exit code 1.

    @Test
    void aMissingFile() {
        Path missing = folder.resolve("missing.jfr");
        for (Result result : List.of(Cli.run(missing), Cli.run("list", missing), Cli.run("top", missing))) {
            assertFails(1, "no such file: " + missing, result);
        }
    }

    @Test
    void aTextFile() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.jfr"), "these are notes, not a recording\n");
        assertFails(1, text + ": not a JFR recording", Cli.run(text));
    }

    @Test
    void anEmptyFile() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.jfr"));
        assertFails(1, empty + ": the file is empty", Cli.run(empty));
    }

    @Test
    void filesThatAreNoRecordingsDoNotHideThoseThatAre() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.jfr"));
        Path text = Files.writeString(folder.resolve("notes.jfr"), "these are notes, not a recording\n");
        Result alone = Cli.run("top", app);
        Result among = Cli.run("top", empty, app, text);
        assertEquals(alone.out(), among.out());
        assertEquals(3, among.exitCode());
        assertTrue(among.err().contains(empty + ": the file is empty"), among.err());
        assertTrue(among.err().contains(text + ": not a JFR recording"), among.err());
        assertFails(1, empty + ": the file is empty", Cli.run("top", empty, text));
        Path missing = folder.resolve("missing.jfr");
        assertFails(1, "no such file: " + missing, Cli.run("top", app, missing));
    }

    @Test
    void aFolderWithoutRecordings() {
        assertFails(1, "no recordings (*.jfr) in folder " + folder, Cli.run(folder));
    }

    @Test
    void aRecordingWithoutEventsOfOurs() {
        String first = "no custom profile events in " + none;
        String listed = first + ": 'jfr2pprof list' shows which profiles of the JVM's own there are";
        assertFails(1, listed, Cli.run(none));
        assertFails(1, listed, Cli.run("top", "--profile", "x", "--at", "start", none));
        assertFails(
                1, first + ", and none of the JVM's: two others can make a profile, see --open", Cli.run("list", none));
    }

    /** Those that the header does not name too: a chunk has one of each flush, once a second. */
    private static List<Integer> metadataEvents(byte[] bytes, Chunk chunk) {
        List<Integer> found = new ArrayList<>();
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int end = (int) (chunk.offset() + chunk.size());
        for (int at = (int) chunk.offset() + 68; at < end; ) {
            file.position(at);
            int size = compressed(file);
            if (compressed(file) == 0) {
                found.add(at);
            }
            at += size;
        }
        return found;
    }

    private static int compressed(ByteBuffer file) {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = file.get();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    /** What was asked for may be what was lost. */
    @Test
    void aDamagedFileIsCalledDamagedWhateverIsMissingFromIt() throws IOException {
        Path broken = folder.resolve("broken.jfr");
        byte[] bytes = Files.readAllBytes(two);
        try (Recording recording = Recording.open(List.of(two))) {
            for (Chunk chunk : recording.chunks()) {
                for (int metadata : metadataEvents(bytes, chunk)) {
                    Arrays.fill(bytes, metadata + 4, metadata + 400, (byte) 0xff);
                }
            }
        }
        Files.write(broken, bytes);
        String nothing = Pattern.quote(broken + " is damaged, and nothing in it can be read: " + broken + ": ")
                + "\\d+ bytes at 0: chunk without metadata that can be read .*";
        String cutReason = ".*, which is damaged: .*: the chunk is cut short";
        Path cut = folder.resolve("cut.jfr");
        byte[] whole = Files.readAllBytes(two);
        Files.write(cut, Arrays.copyOf(whole, whole.length - 10));
        String[] pair = {"top", "--open", "live.Add", "--close", "live.Remove", "--key", "id"};
        for (String[] command : new String[][] {
            pair,
            {"top"},
            {"list"},
            {"--profile", "x"},
            {"top", "--profile", "allocs"},
            {"top", "--profile", "goroutine"}
        }) {
            List<Object> arguments = new ArrayList<>(List.of((Object[]) command));
            arguments.add(broken);
            assertFailsLike(1, nothing, Cli.run(arguments.toArray()));
        }
        for (String[] command : new String[][] {
            pair, {"top", "--profile", "x"}, {"list", "--profile", "x"}, {"top", "--profile", "allocs"}
        }) {
            List<Object> arguments = new ArrayList<>(List.of((Object[]) command));
            arguments.add(cut);
            assertFailsLike(1, cutReason, Cli.run(arguments.toArray()));
        }
    }

    @Test
    void aMistypedCommand() {
        for (String[] word :
                new String[][] {{"leak", "leaks"}, {"lits", "list"}, {"sereis", "series"}, {"timelin", "timeline"}}) {
            assertFails(
                    2,
                    "no such command or file: " + word[0] + ", did you mean '" + word[1] + "'?",
                    Cli.run(word[0], app));
        }
        assertFails(1, "no such file: shop", Cli.run("shop", app));
    }

    @Test
    void aMistypedBuiltinProfile() {
        assertFails(
                1,
                "no profile \"goroutines\" in " + two + " (has: blobstore.Open, db.Conn), did you mean goroutine?",
                Cli.run("top", "--profile", "goroutines", two));
    }

    @Test
    void anUnknownProfile() {
        assertFails(
                1,
                "no profile \"conns\" in " + two + " (has: blobstore.Open, db.Conn)",
                Cli.run("--profile", "conns", two));
        assertFails(
                1,
                "no profile \"conns\" in " + two + " (has: blobstore.Open, db.Conn)",
                Cli.run("top", "--profile", "conns", "--at", "50%", two));
    }

    @Test
    void anInstantOutsideTheRecordingNamesTheRange() {
        for (String time : List.of("@0", "-1h", "+1h", "2200-01-01T00:00Z", "9999-12-31T00:00Z")) {
            assertFailsLike(
                    1,
                    INSTANT + " is outside what the recording tells of blobstore\\.Open: " + INSTANT + " to " + INSTANT,
                    Cli.run("--at", time, app));
        }
    }

    @Test
    void aTimeOfDayOutsideTheRecordingNamesTheRange() {
        String sixHoursOff = Instant.now()
                .plusSeconds(6 * 3600)
                .atZone(ZoneId.systemDefault())
                .toLocalTime()
                .withNano(0)
                .toString();
        assertFailsLike(
                1,
                "[0-9:]+ is outside the recording, which goes from " + INSTANT + " to " + INSTANT,
                Cli.run("--at", sixHoursOff, app));
    }

    @Test
    void anOutputThatCannotBeWritten() throws IOException {
        Path nowhere = folder.resolve("nowhere");
        assertFails(
                1,
                "cannot write " + nowhere.resolve("x.pb.gz") + ": no such folder",
                Cli.run("-o", nowhere.resolve("x.pb.gz"), app));
        Path directory = Files.createDirectory(folder.resolve("dir.pb"));
        assertFails(1, "cannot write " + directory + ": is a folder", Cli.run("-o", directory, app));
    }

    @Test
    void anOutputThatMustNotBeWritten() throws IOException {
        Path readOnly = Files.createFile(folder.resolve("x.pb"));
        Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r--r--r--"));
        assumeFalse(Files.isWritable(readOnly), "this user may write anything");
        assertFails(1, "cannot write " + readOnly + ": permission denied", Cli.run("-o", readOnly, app));
    }

    @Test
    void aFullDisk() {
        assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full here");
        assertFails(1, "cannot write /dev/full: no space left on device", Cli.run("-o", "/dev/full", app));
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("open.pb"), "old");
        assertEquals(1, Cli.run("-o", file, none).exitCode());
        assertEquals("old", Files.readString(file));
        AtomicFile whole = AtomicFile.of(file);
        try {
            whole.write(out -> {
                out.write(new byte[1 << 20]);
                throw new IOException("Interrupted");
            });
        } catch (IOException e) {
            assertEquals("cannot write " + file + ": interrupted", e.getMessage());
        }
        assertEquals("old", Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    // Usage: exit code 2.

    @Test
    void anUnknownOptionIsAnsweredWithTheNearest() {
        assertFails(2, "unknown option '--profil', did you mean '--profile'?", Cli.run("--profil", "x", app));
        assertFails(2, "unknown option '--limi', did you mean '--limit'?", Cli.run("top", "--limi", "3", app));
        assertFails(2, "unknown option '--treads', did you mean '--threads'?", Cli.run("top", "--treads", app));
        assertFails(2, "unknown option '--Quiet', did you mean '--quiet'?", Cli.run("--Quiet=x", app));
        assertFails(2, "unknown option '--zzz', see 'jfr2pprof --help'", Cli.run("--zzz", app));
        assertFails(2, "unknown option '--zzz', see 'jfr2pprof list --help'", Cli.run("list", "--zzz", app));
    }

    @Test
    void anOptionWithoutItsValue() {
        assertFails(2, "missing required parameter for option '--at' (TIME)", Cli.run(app, "--at"));
    }

    @Test
    void anOptionTwice() {
        assertFails(
                2, "option '--at' (TIME) should be specified only once", Cli.run("--at", "end", "--at", "end", app));
    }

    @Test
    void badTime() {
        assertFails(
                2,
                "invalid value for option '--at': a bare number can mean two things:"
                        + " write +90ms for milliseconds after the start, or @90 for milliseconds since 1970",
                Cli.run("--at", "90", app));
        assertFails(
                2,
                "invalid value for option '--at': not a time: 'noon' (expected start, end, +1m30s, -15s, 13:20:15,"
                        + " 2026-11-23T13:20:15 or 2026-11-23 13:20:15 (with Z or an offset: absolute), @epochMillis, 50%)",
                Cli.run("top", "--at=noon", app));
    }

    @Test
    void severalProfilesAndNoneChosen() {
        for (Result result : List.of(Cli.run(two), Cli.run("top", two), Cli.run("--at", "start", two))) {
            assertFails(
                    2, "several profiles in " + two + ", choose one with --profile: blobstore.Open, db.Conn", result);
        }
    }

    @Test
    void anOutputThatIsTheRecording() throws IOException {
        Path copy = Files.copy(app, folder.resolve("copy.pb"));
        Path soft = Files.createSymbolicLink(folder.resolve("soft.pb"), copy);
        Path hard = Files.createLink(folder.resolve("hard.pb"), copy);
        byte[] before = Files.readAllBytes(copy);
        for (Path output : List.of(copy, soft, hard, folder.resolve("./copy.pb"))) {
            assertFails(2, "the output " + output + " is the recording itself", Cli.run("-o", output, copy));
        }
        assertFails(2, "the output " + app + " is the recording itself", Cli.run("-o", app, app));
        Files.copy(app, folder.resolve("in.jfr"));
        Path link = Files.createSymbolicLink(folder.resolve("link.pb"), folder.resolve("in.jfr"));
        for (Object input : List.of(folder, folder + "/*.jfr")) {
            assertFails(2, "the output " + link + " is the recording itself", Cli.run("-o", link, input));
        }
        assertArrayEquals(before, Files.readAllBytes(copy));
    }

    @Test
    void anUnknownExtension() {
        for (String name : List.of("open.pprof", "open", "open.gz", "open.svg", "open.csv", "open.PB")) {
            Path output = folder.resolve(name);
            assertFails(
                    2,
                    "cannot tell a format from the name " + output
                            + " (known: .pb.gz, .pb, .collapsed, .txt, .html, .json)",
                    Cli.run("-o", output, app));
            assertFalse(Files.exists(output));
        }
    }

    @Test
    void pprofOnATerminal() {
        assertFails(2, "pprof is not for a terminal: send it into a file or a pipe", Cli.runOnTerminal("-o", "-", app));
    }

    @Test
    void noRecording() {
        assertFails(2, "no recording given, see 'jfr2pprof --help'", Cli.run("--at", "end"));
        assertFails(2, "no recording given, see 'jfr2pprof list --help'", Cli.run("list"));
        assertFails(2, "the name of a recording is empty", Cli.run("top", ""));
    }

    @Test
    void whatStandsBeforeACommand() {
        assertFails(2, "'top' must be the first argument", Cli.run("--at", "-5s", "top", app));
        assertFails(2, "'list' must be the first argument", Cli.run(app, "list"));
    }

    @Test
    void helpForWhatIsNoCommand() {
        assertFails(
                2,
                "no such command: foo (has: leaks, holders, list, top, diff, series, timeline, report, serve, help)",
                Cli.run("help", "foo"));
        assertFails(2, "no such command: sereis, did you mean 'series'?", Cli.run("help", "sereis"));
    }

    @Test
    void aProcessThatIsNoNumber() {
        assertFails(
                2,
                "invalid value for option '--pid': not the number of a process: 'abc' (jcmd lists them)",
                Cli.run("list", "--pid", "abc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leak.pb.gz", "leak.json", "leak.txt", "leak"})
    void aReportThatIsNoPage(String name) {
        Path file = folder.resolve(name);
        assertFails(
                2,
                "a report is a page, *.html, but the output is " + file
                        + "; for other formats leave out 'report', or see 'jfr2pprof help timeline'",
                Cli.run("report", "-o", file, app));
        assertFalse(Files.exists(file));
    }

    @Test
    void linesThatAreNoNumber() {
        assertFails(2, "--limit is 0 or more, but was -1", Cli.run("top", "--limit", "-1", app));
        assertFails(2, "invalid value for option '--limit': 'x' is not an int", Cli.run("top", "--limit", "x", app));
    }

    // What no user can help, or wanted.

    @Test
    void aReaderWhoHasReadEnoughIsNoError() {
        Result result = Cli.runInto(failing(new IOException("Broken pipe")), "list", app);
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
    }

    @Test
    void aVersionThatCannotBeWrittenIsAnError() {
        assertFails(
                1,
                "cannot write to standard output: no space left on device",
                Cli.runInto(failing(new IOException("No space left on device")), "--version"));
    }

    @Test
    void aFullStandardOutputIsAnError() {
        assertFails(
                1,
                "cannot write to standard output: no space left on device",
                Cli.runInto(failing(new IOException("No space left on device")), "list", app));
    }

    @Test
    void theUnexpectedIsALineUnlessTheTraceIsAskedFor() {
        OutputStream bug = failing(new IllegalStateException("boom"));
        assertFails(
                1,
                "unexpected java.lang.IllegalStateException: boom (--stacktrace shows where)",
                Cli.runInto(bug, "list", app));
        Result traced = Cli.runInto(bug, "list", "--stacktrace", app);
        assertTrue(traced.err().contains("\tat dev.customprofiles.cli."), traced.err());
        assertTrue(traced.err().endsWith("(--stacktrace shows where)\n"), traced.err());
        assertEquals(1, traced.exitCode());
    }

    @Test
    void tooLittleMemoryIsALine() {
        assertFails(
                1,
                "out of memory; give the JVM more, such as -J-Xmx4g",
                Cli.runInto(failing(new OutOfMemoryError("Java heap space")), "list", app));
        assertFails(
                1,
                "unexpected java.lang.StackOverflowError (--stacktrace shows where)",
                Cli.runInto(failing(new StackOverflowError()), "list", app));
    }

    private static OutputStream failing(Throwable failure) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                ErrorsTest.<IOException>raise(failure);
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void whatTheUserTypedIsInertInTheAnswer() {
        assertFails(
                1,
                "no profile \"\uFFFD[31m\" in " + app + " (has: blobstore.Open)",
                Cli.run("--profile", "\u001b[31m", app));
    }
}
