package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.cli.Cli.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that are not ASCII where the locale is. */
class LocaleTest {

    private static final String PROFILE = "b\u00fcro.\u0394oor\u20ac";
    private static final String FILE = "r\u00fc\u20ac\ud83d\ude00.jfr";

    @TempDir
    private static Path recordings;

    @TempDir
    private Path folder;

    private static byte[] recording;

    @BeforeAll
    static void record() throws Exception {
        assumeTrue(System.getProperty("sun.jnu.encoding").equals("UTF-8"), "the tests themselves need UTF-8");
        Path file = recordings.resolve("app.jfr");
        RecordingFixture.record(file, PROFILE, "other.Open");
        recording = Files.readAllBytes(file);
    }

    @BeforeEach
    void copy() throws IOException {
        Files.write(folder.resolve(FILE), recording);
    }

    static List<Path> homes() throws IOException {
        return ChildJvm.homes();
    }

    /** JDKs, and locales that are ASCII: by name, by default, or because they are not installed. */
    static Stream<Arguments> asciiLocales() throws IOException {
        return homes().stream()
                .flatMap(home -> Stream.of("LC_ALL=C", "LANG=POSIX", "LC_ALL=xx_YY.UTF-8", "UNRELATED=")
                        .map(variable -> Arguments.of(home, variable)));
    }

    private InstalledTool tool(Path home, String variable) throws IOException {
        return new InstalledTool(folder, home)
                .with(variable.split("=")[0], variable.substring(variable.indexOf('=') + 1));
    }

    @ParameterizedTest
    @MethodSource("asciiLocales")
    void theToolReadsAndWritesAnyName(Path home, String variable) throws Exception {
        Result result = tool(home, variable).run("--profile", PROFILE, "-o", "\u00e4.pb.gz", FILE);
        assertTrue(
                result.err().startsWith(PROFILE + " at ")
                        && result.err().endsWith(": 7 live from 2 sites, written to \u00e4.pb.gz\n"),
                result.err());
        assertEquals(0, result.exitCode());
        assertTrue(Files.size(folder.resolve("\u00e4.pb.gz")) > 0);
    }

    @Test
    void standardOutputIsUtf8() throws Exception {
        Result result = tool(ChildJvm.home(), "LC_ALL=C").run("list", "r\u00fc*.jfr");
        assertTrue(result.out().contains("\n" + PROFILE + " "), result.out());
        Result none = tool(ChildJvm.home(), "LC_ALL=C").run("top", "--include", "\u00fc", "--profile", PROFILE, FILE);
        assertTrue(none.err().startsWith(PROFILE + " at "), none.err());
    }

    /** A locale of another charset is the user's choice, and so are file names in it. */
    @Test
    void aUtf8LocaleIsLeftAlone() throws Exception {
        Result result = tool(ChildJvm.home(), "LC_ALL=C.UTF-8").run("top", "--profile", PROFILE, FILE);
        assertEquals(0, result.exitCode(), result.err());
    }

    @ParameterizedTest
    @MethodSource("homes")
    void theJarAloneComparesWhatItCannotOpen(Path home) throws Exception {
        Files.write(folder.resolve("ascii.jfr"), recording);
        Result top = tool(home, "LC_ALL=C").runJar("top", "--profile", PROFILE, "ascii.jfr");
        assertTrue(top.err().startsWith(PROFILE + " at "), top.err());
        assertEquals(0, top.exitCode());
        for (Object[] arguments : new Object[][] {
            {"top", "--profile", PROFILE, FILE},
            {FILE},
            {"-o", FILE, "ascii.jfr"},
            {"diff", "--base", "start", "-o", FILE, "ascii.jfr"}
        }) {
            Result refused = tool(home, "LC_ALL=C").runJar(arguments);
            assertEquals(
                    "jfr2pprof: the file name " + FILE
                            + " cannot be expressed in the charset of the locale, ANSI_X3.4-1968: set LC_ALL=C.UTF-8\n",
                    refused.err());
            assertEquals(1, refused.exitCode());
        }
    }

    @Test
    void theArgumentsAreTheEndOfTheCommandLine() throws Exception {
        byte[] line = "java\0-jar\0a.jar\0top\0\0\u00fc\0".getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(
                new String[] {"top", "", "\u00fc"},
                dev.customprofiles.cli.Arguments.last(line, new String[] {"top", "", "\ufffd\ufffd"}));
    }
}
