package dev.customprofiles.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.Corpus;
import dev.customprofiles.pprof.proto.Profile;
import dev.customprofiles.pprof.proto.Sample;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import one.convert.Arguments;
import one.convert.JfrToPprof;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The builtin profiles beside those of async-profiler's converter and the JDK's {@code jfr} tool. */
class PeersTest {

    @TempDir
    private static Path folder;

    private static Path recording;
    private static Path newest;

    @BeforeAll
    static void record() throws Exception {
        recording = folder.resolve("app.jfr");
        Workload.record(recording);
        newest = folder.resolve("newest.jfr");
        Workload.record(ChildJvm.newestHome(), newest, "newer", "network", "tlab");
    }

    private static StackProfile ours(Path file, BuiltinProfile profile) throws IOException {
        try (Recording recording = Recording.open(List.of(file))) {
            return BuiltinAnswer.of(recording, profile, TimeRange.ALL, false)
                    .orElseThrow()
                    .profile();
        }
    }

    /** Sums by the function at the leaf. */
    private static Map<String, Long> flat(StackProfile profile, int type, Predicate<StackSample> wanted) {
        Map<String, Long> flat = new TreeMap<>();
        profile.samples().stream()
                .filter(wanted)
                .forEach(sample -> flat.merge(
                        sample.frames().get(0).function(), sample.values().get(type), Long::sum));
        return flat;
    }

    /** @param classes those of what was allocated or waited for, which it shows as a leaf of its own */
    private static Map<String, Long> asyncProfiler(Path file, Set<String> classes, String... options) throws Exception {
        Path output = folder.resolve("async.pprof");
        Arguments arguments = new Arguments(options);
        arguments.output = "pprof";
        JfrToPprof.convert(file.toString(), output.toString(), arguments);
        Profile profile = Profile.parseFrom(Files.readAllBytes(output));
        Map<String, Long> flat = new TreeMap<>();
        for (Sample sample : profile.getSampleList()) {
            String name = sample.getLocationIdCount() == 0 ? "" : function(profile, sample.getLocationId(0));
            if (classes.contains(name)) {
                name = sample.getLocationIdCount() == 1 ? "" : function(profile, sample.getLocationId(1));
            }
            flat.merge(name.isEmpty() ? "[no stack trace]" : withoutAddress(name), sample.getValue(0), Long::sum);
        }
        return flat;
    }

    /** Hidden classes are shown without the address that tells them apart in one JVM. */
    private static String withoutAddress(String function) {
        return function.replaceAll("[.+/]0x[0-9a-f]+(?=\\.)", "");
    }

    private static String function(Profile profile, long location) {
        long function = profile.getLocation((int) location - 1).getLine(0).getFunctionId();
        return profile.getStringTable(
                (int) profile.getFunction((int) function - 1).getName());
    }

    private static Set<String> classes(StackProfile profile) {
        return profile.samples().stream()
                .flatMap(sample -> sample.label("class").map(SampleLabel::text).stream())
                .collect(Collectors.toSet());
    }

    private static void assertNear(Map<String, Long> expected, Map<String, Long> actual) {
        assertFalse(actual.isEmpty());
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, value) -> assertEquals(value, actual.get(name), 100 + value / 1e5, name));
    }

    private static void assertSameSamples(Path file) throws Exception {
        StackProfile cpu = ours(file, BuiltinProfile.PROFILE);
        assertEquals(asyncProfiler(file, Set.of(), "--dot"), flat(cpu, 0, sample -> true));
    }

    private static void assertSameAllocations(Path file) throws Exception {
        StackProfile allocs = ours(file, BuiltinProfile.ALLOCS);
        assertNear(
                asyncProfiler(file, classes(allocs), "--alloc", "--total", "--dot"), flat(allocs, 1, sample -> true));
    }

    @Test
    void samplesAreThoseOfAsyncProfilersConverter() throws Exception {
        assertSameSamples(recording);
        assertSameAllocations(recording);
    }

    @Test
    void samplesOfProcessorTimeAreThoseOfAsyncProfilersConverter() throws Exception {
        assumeTrue(
                jfr("summary", newest).lines().anyMatch(line -> line.matches(" jdk.CPUTimeSample +[1-9].*")),
                "CPU time samples came with JDK 25, for Linux");
        StackProfile cpu = ours(newest, BuiltinProfile.PROFILE);
        assertEquals(asyncProfiler(newest, Set.of(), "--cpu-time", "--dot"), flat(cpu, 0, sample -> true));
    }

    /** It counts every ThreadPark as a lock: so what it has is a part of what blocks. */
    @Test
    void contendedLocksAreThoseOfAsyncProfilersConverter() throws Exception {
        Set<String> events = Set.of("jdk.JavaMonitorEnter", "jdk.ThreadPark");
        Predicate<StackSample> wanted =
                sample -> events.contains(sample.label("event").orElseThrow().text());
        StackProfile block = ours(recording, BuiltinProfile.BLOCK);
        assertNear(
                withoutJfr(asyncProfiler(recording, classes(block), "--lock", "--total", "--dot")),
                withoutJfr(flat(block, 1, wanted)));
    }

    /**
     * Without what waits for a rotation, which is JFR itself: of such an event the stack may be among the constants of the chunk
     * before, where its converter still finds it, but not the JDK.
     */
    private static Map<String, Long> withoutJfr(Map<String, Long> flat) {
        Map<String, Long> others = new TreeMap<>(flat);
        others.keySet().removeIf(function -> function.startsWith("jdk.jfr.") || function.equals("[no stack trace]"));
        return others;
    }

    /** Two versions of the format in one file: the JDK's reader loses some of it. */
    @Test
    void asyncProfilersOwnRecordingGivesWhatItsConverterGives() throws Exception {
        Path file = folder.resolve("fast-slow.jfr");
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(Corpus.file("FastSlow_2024_01_16_180855.jfr.gz")))) {
            Files.write(file, in.readAllBytes());
        }
        assertSameSamples(file);
        assertSameAllocations(file);
        StackProfile cpu = ours(file, BuiltinProfile.PROFILE);
        assertEquals(10_000_000, cpu.period());
        assertEquals(10_120_000_000L, cpu.total());
    }

    private static String jfr(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>();
        command.add(ChildJvm.newestHome().resolve("bin/jfr").toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    @Test
    void asManyEventsCountAsJfrSummarySays() throws Exception {
        assertAsManyAsJfrSummarySays(recording);
        assertAsManyAsJfrSummarySays(newest);
    }

    private static void assertAsManyAsJfrSummarySays(Path recording) throws Exception {
        String summary = jfr("summary", recording);
        for (BuiltinProfile builtin : List.of(
                BuiltinProfile.PROFILE, BuiltinProfile.ALLOCS, BuiltinProfile.BLOCK, BuiltinProfile.THREADCREATE)) {
            long expected = 0;
            for (List<ProfiledEvent> alternative : builtin.alternatives) {
                for (ProfiledEvent source : alternative) {
                    Matcher row =
                            Pattern.compile(" " + source.event() + " +(\\d+) ").matcher(summary);
                    expected += row.find() ? Long.parseLong(row.group(1)) : 0;
                }
                if (expected > 0) {
                    break;
                }
            }
            StackProfile profile = ours(recording, builtin);
            assertTrue(expected > 0);
            assertEquals(
                    expected,
                    profile.samples().stream()
                            .mapToLong(sample -> sample.values().get(0))
                            .sum(),
                    builtin::goName);
        }
    }

    private static void assumeJfrView() throws Exception {
        String version = Files.readString(ChildJvm.newestHome().resolve("release"));
        assumeTrue(!version.contains("JAVA_VERSION=\"17"), "jfr view came with JDK 21");
    }

    @Test
    void hotMethodsAreThoseOfJfrView() throws Exception {
        assumeJfrView();
        assertHotMethods("hot-methods", recording);
        if (jfr("metadata", newest).contains("jdk.CPUTimeSample\"")) {
            assertHotMethods("cpu-time-hot-methods", newest);
        }
    }

    private static void assertHotMethods(String view, Path recording) throws Exception {
        Map<String, Long> ours = flat(ours(recording, BuiltinProfile.PROFILE), 0, sample -> true);
        Map<String, Long> theirs = new TreeMap<>(); // they tell methods of one name apart
        int found = 0;
        for (String line : jfr("view", "--width", 400, view, recording).lines().toList()) {
            Matcher row =
                    Pattern.compile("(\\S+)\\(.*\\)\\s+(\\d+)\\s+[\\d.]+%\\s*").matcher(line);
            if (row.matches()) {
                found++;
                theirs.merge(withoutAddress(row.group(1)), Long.parseLong(row.group(2)), Long::sum);
            }
        }
        assertTrue(found > 0);
        boolean cut = found == 25;
        theirs.forEach((name, count) -> {
            long own = ours.getOrDefault(name, 0L);
            assertTrue(cut ? own >= count : own == count, () -> name + ": " + own + " instead of " + count);
        });
    }

    @Test
    void waitsAreThoseOfJfrView() throws Exception {
        assumeJfrView();
        Map<String, String> events = Map.of(
                "Java Monitor Blocked", "jdk.JavaMonitorEnter",
                "Java Monitor Wait", "jdk.JavaMonitorWait",
                "Java Thread Park", "jdk.ThreadPark",
                "Java Thread Sleep", "jdk.ThreadSleep",
                "Socket Read", "jdk.SocketRead",
                "Socket Write", "jdk.SocketWrite",
                "File Read", "jdk.FileRead",
                "File Write", "jdk.FileWrite");
        StackProfile block = ours(newest, BuiltinProfile.BLOCK);
        int found = 0;
        for (String line :
                jfr("view", "--width", 200, "latencies-by-type", newest).lines().toList()) {
            Matcher row = Pattern.compile("(\\S.*?\\S) {2,}(\\d+) .*").matcher(line);
            if (row.matches() && events.containsKey(row.group(1))) {
                found++;
                SampleLabel label = SampleLabel.text("event", events.get(row.group(1)));
                long count = flat(block, 0, sample -> sample.labels().contains(label)).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
                assertEquals(Long.parseLong(row.group(2)), count, line);
            }
        }
        assertEquals(events.size(), found);
    }
}
