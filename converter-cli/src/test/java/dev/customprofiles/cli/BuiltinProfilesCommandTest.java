package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.GoTool;
import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.builtin.StuckProgram;
import dev.customprofiles.builtin.Workload;
import dev.customprofiles.cli.Cli.Result;
import dev.customprofiles.pprof.proto.Profile;
import dev.customprofiles.pprof.proto.Sample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Go's builtin profiles from the command line. */
class BuiltinProfilesCommandTest {

    @TempDir
    private static Path recordings;

    @TempDir
    private Path folder;

    private static Path app;
    private static Path custom;
    private static Path stuck;

    @BeforeAll
    static void record() throws Exception {
        app = recordings.resolve("app.jfr");
        recordWhole();
        custom = recordings.resolve("custom.jfr");
        RecordingFixture.record(custom, "blobstore.Open");
        stuck = recordings.resolve("stuck.jfr");
        assertEquals(0, ChildJvm.start(StuckProgram.class, List.of(), stuck, 8).waitFor());
    }

    /** Records again if the JVM lost a stack trace, as JDK 17's does now and then on a busy machine. */
    private static void recordWhole() throws Exception {
        for (int i = 0; i < 3; i++) {
            Files.deleteIfExists(app);
            Workload.record(app);
            if (Cli.run("top", "--profile", "block", app).exitCode() == 0) {
                return;
            }
        }
    }

    /** Threads that are stuck are in a recording of their own. */
    private static Path recording(Object... options) {
        return List.of(options).contains(BuiltinProfile.GOROUTINELEAK.goName()) ? stuck : app;
    }

    private static Profile pprof(Object... options) throws IOException {
        Object[] arguments = new Object[options.length + 3];
        System.arraycopy(options, 0, arguments, 0, options.length);
        arguments[options.length] = "-o";
        arguments[options.length + 1] = "-";
        arguments[options.length + 2] = recording(options);
        Result result = Cli.run(arguments);
        assertDone(result);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(result.bytes()))) {
            return Profile.parseFrom(in);
        }
    }

    /** JDK 17 loses the stacks of some old objects when a chunk ends; its own reader has none for them either. */
    private static void assertDone(Result result) {
        boolean lost = result.err().contains("in none of the chunk's constant pools");
        assertEquals(lost ? 3 : 0, result.exitCode(), result.err());
    }

    private static String string(Profile profile, long index) {
        return profile.getStringTable((int) index);
    }

    @ParameterizedTest
    @CsvSource({
        "profile, 'samples/count cpu/nanoseconds', cpu, cpu/nanoseconds",
        "allocs, 'samples/count alloc_space/bytes', alloc_space, space/bytes",
        "threadcreate, threadcreate/count, threadcreate, threadcreate/count",
        "goroutine, goroutine/count, goroutine, goroutine/count",
        "goroutineleak, goroutineleak/count, goroutineleak, goroutineleak/count",
        "block, 'contentions/count delay/nanoseconds', delay, contentions/count",
        "mutex, 'contentions/count delay/nanoseconds', delay, contentions/count",
    })
    void eachHasTheTypesThatGoHas(String name, String types, String shown, String periodType) throws IOException {
        Profile profile = pprof("--profile", name);
        List<String> actual = profile.getSampleTypeList().stream()
                .map(type -> string(profile, type.getType()) + "/" + string(profile, type.getUnit()))
                .toList();
        assertEquals(types, String.join(" ", actual));
        assertEquals(shown, string(profile, profile.getDefaultSampleType()));
        assertEquals(
                periodType,
                string(profile, profile.getPeriodType().getType()) + "/"
                        + string(profile, profile.getPeriodType().getUnit()));
    }

    /** What {@code Profile.CheckValid} of Go's pprof demands, and what Parca does. */
    @ParameterizedTest
    @EnumSource(BuiltinProfile.class)
    void eachIsValid(BuiltinProfile builtin) throws IOException {
        Profile profile = pprof("--profile", builtin.goName(), "--threads");
        assertTrue(profile.getSampleCount() > 0);
        for (Sample sample : profile.getSampleList()) {
            assertEquals(profile.getSampleTypeCount(), sample.getValueCount());
            assertTrue(sample.getLocationIdCount() > 0);
            sample.getLocationIdList().forEach(id -> assertTrue(id >= 1 && id <= profile.getLocationCount()));
            sample.getLabelList().forEach(label -> {
                assertTrue(label.getKey() > 0);
                assertTrue(label.getStr() > 0 != label.getNumUnit() > 0);
            });
        }
        for (int i = 0; i < profile.getLocationCount(); i++) {
            assertEquals(i + 1, profile.getLocation(i).getId());
            long function = profile.getLocation(i).getLine(0).getFunctionId();
            assertTrue(function >= 1 && function <= profile.getFunctionCount());
        }
    }

    @ParameterizedTest
    @EnumSource(BuiltinProfile.class)
    void goToolPprofReadsEach(BuiltinProfile builtin) throws Exception {
        GoTool.assumeInstalled();
        Path file = folder.resolve("app.pb.gz");
        assertDone(Cli.run("--profile", builtin.goName(), "-o", file, recording(builtin.goName())));
        Profile profile = pprof("--profile", builtin.goName());
        for (String option : List.of("-raw", "-top")) {
            String output = GoTool.pprof(folder, option, file);
            String shown = string(profile, profile.getDefaultSampleType());
            assertTrue(output.contains(option.equals("-raw") ? shown + "/" : "Type: " + shown), output);
            assertTrue(output.contains("PeriodType: ") || output.contains("% of "), output);
        }
    }

    @ParameterizedTest
    @EnumSource(BuiltinProfile.class)
    void theSameRecordingGivesTheSameBytes(BuiltinProfile builtin) {
        Path file = recording(builtin.goName());
        byte[] once = Cli.run("--profile", builtin.goName(), "-o", "-", file).bytes();
        assertTrue(once.length > 0);
        assertArrayEquals(
                once, Cli.run("--profile", builtin.goName(), "-o", "-", file).bytes());
    }

    @Test
    void topShowsTimesAndBytesInTheirUnits() {
        String cpu = Cli.run("top", "--limit", 0, "--profile", "profile", app).out();
        assertTrue(
                Pattern.compile(" [\\d.]+m?s +[\\d.]+%  dev\\.customprofiles\\.builtin\\.Workload\\.work\n")
                        .matcher(cpu)
                        .find(),
                cpu);
        String allocs = Cli.run("top", "--limit", 0, "--profile", "allocs", app).out();
        assertTrue(
                Pattern.compile(" [\\d.]+[kM]B +[\\d.]+%  dev\\.customprofiles\\.builtin\\.Workload\\.work\n")
                        .matcher(allocs)
                        .find(),
                allocs);
    }

    @Test
    void aSummarySaysTheTimeAndTheTotal() {
        String said = Cli.run("top", "--profile", "block", app).err();
        assertTrue(said.matches("block from \\S+ to \\S+: [\\d.]+m?s delay from \\d+ stacks.*\n"), said);
    }

    @Test
    void rangesAddUp() throws IOException {
        Profile all = pprof("--profile", "block");
        Profile first = pprof("--profile", "block", "--to", "50%");
        Profile second = pprof("--profile", "block", "--from", "50%");
        assertEquals(total(all), total(first) + total(second));
        assertTrue(total(first) > 0 && total(second) > 0);
        assertEquals(all.getTimeNanos(), first.getTimeNanos());
        assertEquals(first.getTimeNanos() + first.getDurationNanos(), second.getTimeNanos());
        assertEquals(all.getDurationNanos(), first.getDurationNanos() + second.getDurationNanos());
    }

    private static long total(Profile profile) {
        return profile.getSampleList().stream()
                .mapToLong(sample -> sample.getValue(sample.getValueCount() - 1))
                .sum();
    }

    @Test
    void theHeapCanBeAskedByClassAndAge() throws IOException {
        Profile arrays = pprof("--profile", "heap", "--class", "int\\[\\]");
        assertTrue(arrays.getSampleCount() > 0);
        assertTrue(arrays.getSampleCount() < pprof("--profile", "heap").getSampleCount());
        assertEquals(0, pprof("--profile", "heap", "--min-age", "1h").getSampleCount());
    }

    @Test
    void listShowsWhatThereIsOfEach() {
        Result result = Cli.run("list", app);
        assertEquals(0, result.exitCode());
        assertTrue(
                Pattern.compile("^BUILTIN +EVENTS\nprofile +\\d+ jdk\\.ExecutionSample\n")
                        .matcher(result.out())
                        .find(),
                result.out());
        assertTrue(Pattern.compile("\nmutex +\\d+ jdk.JavaMonitorEnter, \\d+ jdk.ThreadPark\n")
                .matcher(result.out())
                .find());
    }

    @Test
    void withoutTheEventsOneLineSaysWhichToEnable() {
        Result result = Cli.run("--profile", "heap", "-o", "-", custom);
        assertEquals(1, result.exitCode());
        assertEquals(
                "jfr2pprof: no events for profile heap in " + custom
                        + ": jdk.OldObjectSample would have to be enabled\n",
                result.err());
    }

    @Test
    void theOnlyCustomProfileNeedsNoNameStill() {
        assertEquals(0, Cli.run("top", custom).exitCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--profile block --at 50%",
                "--profile heap --from 10%",
                "--profile goroutine --to 10%",
                "--profile block --from 60% --to 40%",
                "--profile block --collected",
                "--profile block --label x",
                "--profile block --min-age 5s",
                "--from 10%",
            })
    void whatMakesNoSenseIsRefused(String options) {
        List<Object> arguments = new java.util.ArrayList<>(List.of("top"));
        arguments.addAll(List.of(options.split(" ")));
        arguments.add(app);
        Result result = Cli.run(arguments.toArray());
        assertEquals(2, result.exitCode(), result.err());
        assertEquals(1, result.err().lines().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--profile block --from 2040-01-01T00:00Z", "--profile heap --at 2001-01-01T00:00Z"})
    void aTimeOutsideTheRecordingIsSaidToBe(String options) {
        String[] words = options.split(" ");
        Result result = Cli.run("top", words[0], words[1], words[2], words[3], app);
        assertEquals(1, result.exitCode());
        assertTrue(result.err().contains(" is outside the recording, which goes from "), result.err());
    }

    @Test
    void aHeapBeforeTheFirstDumpIsNotKnown() {
        Result result = Cli.run("top", "--profile", "heap", "--at", "1%", app);
        assertEquals(1, result.exitCode());
        assertTrue(result.err().startsWith("jfr2pprof: nothing is known of the heap at "), result.err());
    }

    @Test
    void otherFormatsShowWhatTopShows() throws IOException {
        for (String extension : List.of(".collapsed", ".txt")) {
            Path file = folder.resolve("app" + extension);
            assertEquals(0, Cli.run("--profile", "block", "-o", file, app).exitCode());
            assertTrue(Files.readString(file).contains("dev.customprofiles.builtin.Workload.lockAndSleep"));
        }
    }
}
