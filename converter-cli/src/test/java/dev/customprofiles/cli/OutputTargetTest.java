package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code -o} may name besides a file or nothing at all. */
class OutputTargetTest {

    @TempDir
    private static Path recordings;

    @TempDir
    private Path folder;

    private static Path recording;
    private static byte[] expected;

    @BeforeAll
    static void record() throws Exception {
        recording = recordings.resolve("app.jfr");
        RecordingFixture.record(recording, "target.Open");
        expected = Cli.run("-o", "-", recording).bytes();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertWritten(Path output) {
        Result result = Cli.run("-o", output, recording);
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(result.err().endsWith(", written to " + output + "\n"), result.err());
    }

    private static void assertRefused(Path output, String reason) {
        Result result = Cli.run("-o", output, recording);
        assertEquals("jfr2pprof: cannot write " + output + ": " + reason + "\n", result.err());
        assertEquals(1, result.exitCode());
    }

    @Test
    void aLinkToNothingIsWrittenThrough() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(folder.resolve("link.pb.gz"), Path.of("second.pb.gz"));
        Path second = Files.createSymbolicLink(folder.resolve("second.pb.gz"), Path.of("elsewhere/new.pb.gz"));
        assertWritten(link);
        assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(second));
        assertArrayEquals(expected, Files.readAllBytes(elsewhere.resolve("new.pb.gz")));
        assertEquals(List.of("elsewhere", "link.pb.gz", "second.pb.gz"), names());
    }

    @Test
    void aLinkToAFileIsWrittenThrough() throws Exception {
        Path file = Files.writeString(folder.resolve("file.pb.gz"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.pb.gz"), file.getFileName());
        assertWritten(link);
        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(expected, Files.readAllBytes(file));
    }

    @Test
    void linksInFoldersLeadFromWhereTheyAre() throws Exception {
        Path deep = Files.createDirectories(folder.resolve("a/b"));
        Path shortcut = Files.createSymbolicLink(folder.resolve("shortcut"), deep);
        Files.createSymbolicLink(deep.resolve("link.pb.gz"), Path.of("../new.pb.gz"));
        assertWritten(shortcut.resolve("link.pb.gz"));
        assertArrayEquals(expected, Files.readAllBytes(folder.resolve("a/new.pb.gz")));
    }

    @Test
    void linksThatLeadNowhereAreRefused() throws Exception {
        assertRefused(
                Files.createSymbolicLink(folder.resolve("out.pb.gz"), Path.of("missing/new.pb.gz")), "no such folder");
        Path one = folder.resolve("one.pb.gz");
        Files.createSymbolicLink(folder.resolve("two.pb.gz"), one);
        assertRefused(Files.createSymbolicLink(one, Path.of("two.pb.gz")), "its links lead to each other");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("missing"));
        Result series = Cli.run("series", "--every", "10ms", "-o", link, recording);
        assertEquals("jfr2pprof: cannot write into " + link + ": is a broken link\n", series.err());
        assertEquals(1, series.exitCode());
    }

    @Test
    void foldersAreRefused() throws Exception {
        assertRefused(folder.resolve("missing/out.pb.gz"), "no such folder");
        assertRefused(Files.createDirectory(folder.resolve("folder.pb.gz")), "is a folder");
        assertRefused(
                Files.createSymbolicLink(folder.resolve("link.pb.gz"), folder.resolve("folder.pb.gz")), "is a folder");
        assertRefused(Path.of("/"), "is a folder");
    }

    @Test
    void aPipeIsWrittenTo() throws Exception {
        Result read = new InstalledTool(folder)
                .shell("mkfifo pipe; \"$0\" -q -o pipe " + recording + " & cat pipe; wait $!; test -p pipe");
        assertEquals(0, read.exitCode(), read.err());
        assertArrayEquals(expected, read.bytes());
        assertWritten(Path.of("/dev/null"));
    }

    /** What the shell has opened, to the place it has reached, and with what others write there. */
    @ParameterizedTest
    @ValueSource(strings = {"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/dev/fd/3", "/dev/stderr"})
    void anOpenFileIsWrittenToWhereItIs(String name) throws Exception {
        String descriptor = name.endsWith("3") ? "3" : name.endsWith("err") ? "2" : "1";
        Result result = new InstalledTool(folder)
                .shell("{ printf a >&" + descriptor + "; \"$0\" -q -o " + name + " " + recording + "; } " + descriptor
                        + "> out");
        assertEquals(0, result.exitCode(), result.err());
        byte[] written = Files.readAllBytes(folder.resolve("out"));
        assertEquals('a', written[0]);
        assertArrayEquals(expected, Arrays.copyOfRange(written, 1, written.length));
    }

    @Test
    void anOpenFileThatIsNotIsRefused() {
        assertRefused(Path.of("/dev/fd/4711"), "no such open file");
    }
}
