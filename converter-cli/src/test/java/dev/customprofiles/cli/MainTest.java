package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.cli.Cli.Result;
import dev.customprofiles.pprof.proto.Profile;
import dev.customprofiles.pprof.proto.Sample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands on a recording of this JVM: what they say, what they write, how they end. */
class MainTest {

    private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}(?:Z|[+-]\\d\\d:\\d\\d)";

    @TempDir
    private static Path recordings;

    @TempDir
    private Path folder;

    private static Path app;
    private static Path two;
    private static Instant full;

    @BeforeAll
    static void record() throws Exception {
        app = recordings.resolve("app.jfr");
        two = recordings.resolve("two.jfr");
        full = RecordingFixture.record(app, "blobstore.Open");
        RecordingFixture.record(two, "blobstore.Open", "db.Conn");
    }

    private static Profile unzipped(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return Profile.parseFrom(in);
        }
    }

    private static long live(Profile profile) {
        return profile.getSampleList().stream()
                .mapToLong(sample -> sample.getValue(0))
                .sum();
    }

    private static void assertMatches(String regex, String actual) {
        assertTrue(Pattern.matches(regex, actual), () -> actual + " should match " + regex);
    }

    @Test
    void theMainJobWritesTheLiveSetAndSaysSoInOneLine() throws IOException {
        Path file = folder.resolve("open.pb.gz");
        Result result = Cli.run("--profile", "blobstore.Open", "--at", "end", "-o", file, app);
        assertMatches(
                "blobstore\\.Open at " + INSTANT + ": 7 live from 2 sites, written to " + Pattern.quote(file.toString())
                        + "\n",
                result.err());
        assertEquals("", result.out());
        assertEquals(0, result.exitCode());
        Profile profile = unzipped(Files.readAllBytes(file));
        assertEquals(7, live(profile));
        assertEquals("app", profile.getStringTable((int) profile.getMapping(0).getFilename()));
        assertTrue(profile.getStringTableList().contains("dev.customprofiles.cli.RecordingFixture.connect"));
        assertTrue(profile.getStringTableList().contains("recording: app.jfr"));
    }

    @Test
    void anEarlierInstantHasWhatWasLiveThen() throws IOException {
        Result result = Cli.run("--at", full, "-o", "-", app);
        assertEquals(10, live(unzipped(result.bytes())));
        assertMatches(
                "blobstore\\.Open at " + INSTANT + ": 10 live from 2 sites, written to standard output\n",
                result.err());
    }

    @Test
    void theInstantIsTheOneThatWasAskedFor() throws IOException {
        Profile profile = unzipped(Cli.run("--at", full, "-o", "-", app).bytes());
        assertEquals(full, Instant.ofEpochSecond(0, profile.getTimeNanos()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "+0s", "0%"})
    void atTheStartTheProfileIsEmpty(String time) throws IOException {
        assertEquals(0, live(unzipped(Cli.run("--at", time, "-o", "-", app).bytes())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"end", "-0s", "100%"})
    void atTheEndThereIsWhatLeaked(String time) throws IOException {
        assertEquals(7, live(unzipped(Cli.run("--at", time, "-o", "-", app).bytes())));
        assertEquals(7, live(unzipped(Cli.run("--at=" + time, "-o", "-", app).bytes())));
    }

    @Test
    void aLocalTimeIsThatOfTheUser() throws IOException {
        LocalDateTime local = LocalDateTime.ofInstant(full, ZoneId.systemDefault());
        assertEquals(10, live(unzipped(Cli.run("--at", local, "-o", "-", app).bytes())));
        assertEquals(
                10,
                live(unzipped(
                        Cli.run("--at", local.toLocalTime(), "-o", "-", app).bytes())));
    }

    @Test
    void anyPrintedInstantCanBeGivenBack() {
        Matcher printed = Pattern.compile(INSTANT).matcher(Cli.run("list", app).out());
        assertTrue(printed.find());
        assertEquals(0, Cli.run("--at", printed.group(), "-o", "/dev/null", app).exitCode());
    }

    @Test
    void theSameQuestionGivesTheSameBytes() {
        byte[] once = Cli.run("--at", full, "-o", "-", app).bytes();
        byte[] again = Cli.run("-q", "--at", full, "-o", "-", app).bytes();
        assertTrue(once.length > 0);
        assertArrayEquals(once, again);
    }

    @Test
    void theExtensionDecidesTheFormat() throws IOException {
        for (String extension : List.of(".pb.gz", ".pb", ".collapsed", ".txt")) {
            assertEquals(
                    0, Cli.run("-o", folder.resolve("open" + extension), app).exitCode());
        }
        Profile zipped = unzipped(Files.readAllBytes(folder.resolve("open.pb.gz")));
        assertEquals(zipped, Profile.parseFrom(Files.readAllBytes(folder.resolve("open.pb"))));
        assertMatches("(?s).*RecordingFixture\\.open 4\n.*", Files.readString(folder.resolve("open.collapsed")));
        assertTrue(
                Files.readString(folder.resolve("open.txt")).startsWith("blobstore.Open profile: total 7\n4 @ class="));
    }

    @Test
    void withoutANameTheFileIsNamedForApplicationProfileAndInstant() throws IOException {
        Result result = Cli.run("--at", "2026-11-23T13:20:15.123Z", app);
        assertEquals(1, result.exitCode(), "outside the recording");
        result = Cli.run("--at", full, app);
        Matcher name = Pattern.compile(", written to (app\\.blobstore\\.Open@\\d{8}T\\d{6}\\.\\d{3}Z\\.pb\\.gz)\n")
                .matcher(result.err());
        assertTrue(name.find(), result.err());
        Path file = Path.of(name.group(1));
        assertEquals(10, live(unzipped(Files.readAllBytes(file))));
        Files.delete(file);
    }

    @Test
    void oneOfSeveralProfilesIsChosenByName() throws IOException {
        Profile profile =
                unzipped(Cli.run("--profile", "db.Conn", "-o", "-", two).bytes());
        assertEquals("db.Conn", profile.getStringTable((int) profile.getDefaultSampleType()));
        assertEquals(7, live(profile));
    }

    @Test
    void threadsAreTheirOwnLabelOnRequest() throws IOException {
        Profile plain = unzipped(Cli.run("-o", "-", app).bytes());
        Profile byThread = unzipped(Cli.run("--threads", "-o", "-", app).bytes());
        assertEquals(List.of("class"), labelKeys(plain));
        assertEquals(List.of("class", "thread"), labelKeys(byThread));
        assertTrue(byThread.getStringTableList().contains("opener"));
    }

    private static List<String> labelKeys(Profile profile) {
        Sample sample = profile.getSample(0);
        return sample.getLabelList().stream()
                .map(label -> profile.getStringTable((int) label.getKey()))
                .toList();
    }

    @Test
    void quietSaysNothingWhenAllIsWell() {
        assertEquals("", Cli.run("--quiet", "-o", folder.resolve("x.pb"), app).err());
        assertEquals("", Cli.run("top", "-q", app).err());
    }

    @Test
    void aFileThatWasThereIsReplacedAndKeepsItsPermissions() throws IOException {
        Path file = Files.writeString(folder.resolve("open.txt"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals(0, Cli.run("-o", file, app).exitCode());
        assertTrue(Files.readString(file).startsWith("blobstore.Open profile"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aLinkIsWrittenThrough() throws IOException {
        Path file = Files.writeString(folder.resolve("real.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("latest.txt"), file);
        assertEquals(0, Cli.run("-o", link, app).exitCode());
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.readString(file).startsWith("blobstore.Open profile"));
    }

    @Test
    void whatIsNoRegularFileIsWrittenDirectly() {
        assertEquals(0, Cli.run("-o", "/dev/null", app).exitCode());
        assertTrue(Files.exists(Path.of("/dev/null")));
    }

    @Test
    void nothingIsLeftBesideTheFile() throws IOException {
        Cli.run("-o", folder.resolve("open.pb"), app);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("open.pb")), files.toList());
        }
    }

    @Test
    void topShowsTheFunctionsThatHoldObjects() {
        Result result = Cli.run("top", "--limit", "2", app);
        assertEquals("""
                      flat  flat%   sum%        cum   cum%
                         4 57.14% 57.14%          4 57.14%  dev.customprofiles.cli.RecordingFixture.open
                         3 42.86%   100%          3 42.86%  dev.customprofiles.cli.RecordingFixture.connect
                """, result.out());
        assertMatches(
                "blobstore\\.Open at " + INSTANT + ": 7 live from 2 sites \\(top 2 of \\d+ functions\\)\n",
                result.err());
        assertEquals(0, result.exitCode());
    }

    @Test
    void topShowsAllOnRequest() {
        Result result = Cli.run("top", "--limit=0", "--at", full, app);
        assertTrue(
                result.out().endsWith("         0     0%   100%         10   100%  java.lang.Thread.run\n"),
                result.out());
        assertMatches("blobstore\\.Open at " + INSTANT + ": 10 live from 2 sites\n", result.err());
    }

    @Test
    void listShowsProfilesTimeAndLosses() {
        Result result = Cli.run("list", two);
        List<String> lines = result.out().lines().toList();
        assertEquals(
                "PROFILE         LIVE  ADDED  REMOVED  COLLECTED  ORPHANS  FIRST SEEN                      PEAK  AT",
                lines.get(0));
        assertMatches(
                "blobstore\\.Open     7     10        3          0        0  " + INSTANT + " +10  " + INSTANT,
                lines.get(1));
        assertMatches(
                "db\\.Conn            7     10        3          0        0  " + INSTANT + " +10  " + INSTANT,
                lines.get(2));
        assertEquals("", lines.get(3));
        assertMatches("recorded from " + INSTANT + " to " + INSTANT + " \\([0-9.]+m?s\\)", lines.get(4));
        assertEquals("nothing was lost", lines.get(5));
        assertEquals(6, lines.size());
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
    }

    @Test
    void aDamagedRecordingGivesWhatIsInItAndSaysWhatIsNot() throws IOException {
        Path damaged = Files.copy(app, folder.resolve("damaged.jfr"));
        long size = Files.size(damaged);
        Files.write(damaged, new byte[1000], StandardOpenOption.APPEND);
        String warning = "jfr2pprof: warning: " + damaged + ": 1000 bytes at " + size + ": no chunk begins here\n";

        Result written = Cli.run("-q", "-o", "-", damaged);
        assertEquals(warning, written.err());
        assertEquals(3, written.exitCode());
        Profile profile = unzipped(written.bytes());
        assertEquals(7, live(profile));
        assertTrue(profile.getStringTableList().stream().anyMatch(text -> text.startsWith("incomplete: ")));

        Result top = Cli.run("top", "-q", damaged);
        assertEquals(warning, top.err());
        assertEquals(3, top.exitCode());
        assertEquals(Cli.run("top", app).out(), top.out());

        Result list = Cli.run("list", damaged);
        assertEquals(warning, list.err());
        assertEquals(3, list.exitCode());
        assertTrue(list.out().endsWith("no chunk begins here\n"), list.out());
    }

    @Test
    void severalInputsAreOneRecording() throws IOException {
        Result both = Cli.run("-o", "-", "--profile", "db.Conn", app, two);
        assertEquals(7, live(unzipped(both.bytes())));
        Result twice = Cli.run("-o", "-", app, Files.copy(app, folder.resolve("again.jfr")));
        assertEquals(7, live(unzipped(twice.bytes())));
        assertTrue(twice.err().startsWith("jfr2pprof: note: 1 chunk is in the inputs more than once"), twice.err());
        assertEquals(0, twice.exitCode());
    }

    @Test
    void theVersionNamesCommitAndJdk() {
        for (Result result : List.of(Cli.run("--version"), Cli.run("-V"), Cli.run("top", "--version"))) {
            assertMatches(
                    "jfr2pprof \\S+ \\([^,]+, JDK " + Pattern.quote(System.getProperty("java.version")) + "\\)\n",
                    result.out());
            assertEquals(0, result.exitCode());
        }
    }

    @Test
    void helpGoesToStdoutAndShowsExamples() {
        Result result = Cli.run("--help");
        assertEquals(0, result.exitCode());
        assertEquals("", result.err());
        assertTrue(result.out().contains("Example usage:\n"), result.out());
        assertTrue(result.out().contains("  50%                  of the way"), result.out());
        assertTrue(Cli.run("top", "--help").out().contains("--limit"));
        assertTrue(Cli.run("list", "--help").out().contains("Usage: jfr2pprof list"));
        assertEquals(Cli.run("top", "--help").out(), Cli.run("help", "top").out());
        assertEquals(result.out(), Cli.run("--help", "list").out());
    }

    @Test
    void withoutArgumentsThereIsHelpButNotSuccess() {
        Result result = Cli.run();
        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("Example usage:"));
        assertEquals("", result.out());
    }
}
