package dev.customprofiles.leaks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.Input;
import dev.customprofiles.query.LeaksAnswer;
import dev.customprofiles.query.Query;
import dev.customprofiles.query.RecordingFiles;
import dev.customprofiles.replay.LossyCopy;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that leak have suspects, and healthy ones have none. {@code -Dcustomprofiles.leaks.seconds=60} records for longer. */
class LeakSearchTest {

    private static final int SECONDS = Integer.getInteger("customprofiles.leaks.seconds", 8);
    private static final long SEED = Long.getLong("customprofiles.leaks.seed", 1);

    @TempDir
    static Path folder;

    /** A program that stood still for longer, in thousandths of its time, did not do what it was made to do. */
    private static final int LONGEST_PAUSE = 25;

    private static Path file;

    @BeforeAll
    static void record() throws Exception {
        int pause = LONGEST_PAUSE + 1;
        for (int attempt = 0; attempt < 4 && pause > LONGEST_PAUSE; attempt++) {
            file = folder.resolve("made" + attempt + ".jfr");
            List<String> printed = ChildJvm.run(
                    MadePrograms.class,
                    List.of(
                            "-Xmx256m",
                            "-XX:StartFlightRecording:maxsize=1g,filename=" + file,
                            "-XX:FlightRecorderOptions:maxchunksize=2M"),
                    SEED,
                    SECONDS);
            pause = Integer.parseInt(printed.get(printed.size() - 1));
        }
    }

    private static Map<String, List<Suspect>> suspects(Path recorded) throws Exception {
        try (Input input = new RecordingFiles(List.of(recorded), "test").open()) {
            LeaksAnswer answer = Query.of(null, ZoneOffset.UTC).leaks(input, Shaping.NONE);
            Map<String, List<Suspect>> suspects = new TreeMap<>();
            answer.healthy().forEach(healthy -> suspects.put(program(healthy.profile()), List.of()));
            answer.suspects()
                    .forEach(
                            suspect -> suspects.computeIfAbsent(program(suspect.profile()), absent -> new ArrayList<>())
                                    .add(suspect));
            return suspects;
        }
    }

    private static String program(String profile) {
        return profile.substring("made.".length());
    }

    /** Where each label leaks, some of the labels are right, too. */
    private static boolean isOf(String leak, String name) {
        return name.equals(leak) || name.startsWith(leak + '|');
    }

    private static String name(Suspect suspect) {
        String function = suspect.site().frames().get(0).function();
        return function.substring(function.lastIndexOf('.') + 1)
                + (suspect.site().label() == null ? "" : '|' + suspect.site().label());
    }

    /** @param missed how many leaks may be without a suspect, by chance */
    private static void assertFound(Path recorded, int missed) throws Exception {
        List<String> wrong = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        Map<String, List<Suspect>> found = suspects(recorded);
        assertTrue(found.keySet().containsAll(MadePrograms.leaks().keySet()));
        assertTrue(found.size() >= MadePrograms.leaks().size() + 20, "healthy programs");
        found.forEach((program, suspects) -> {
            List<String> leaks = MadePrograms.leaks().getOrDefault(program, List.of());
            for (Suspect suspect : suspects) {
                if (leaks.stream().noneMatch(leak -> isOf(leak, name(suspect)))) {
                    wrong.add(program + ' ' + name(suspect) + ", " + suspect.verdict() + ": " + suspect.sentence());
                }
            }
            Set<String> names = suspects.stream().map(LeakSearchTest::name).collect(Collectors.toSet());
            leaks.stream().filter(leak -> !names.contains(leak)).forEach(leak -> missing.add(program + ' ' + leak));
        });
        assertEquals(List.of(), wrong);
        assertTrue(missing.size() <= missed, () -> "without a suspect: " + missing);
    }

    @Test
    void eachLeakIsASuspectAndNoHealthyProgramHasOne() throws Exception {
        assertFound(file, 1);
    }

    @Test
    void theLastChunksShowTheLeaksOfBefore() throws Exception {
        LossyCopy copy = new LossyCopy(file);
        int chunks = copy.chunks();
        assertTrue(chunks > 3, chunks + " chunks");
        Path rotated = copy.write(folder.resolve("rotated.jfr"), chunk -> chunk < chunks - 3);
        assertFound(rotated, 8);
        Path last = copy.write(folder.resolve("last.jfr"), chunk -> chunk < chunks - 1);
        try (Input input = new RecordingFiles(List.of(last), "test").open()) {
            LeaksAnswer answer =
                    Query.of("made.leakCacheWithoutLimit", ZoneOffset.UTC).leaks(input, Shaping.NONE);
            assertTrue(
                    answer.notes().stream().anyMatch(note -> note.contains(" are older than what the recording tells")),
                    answer.notes()::toString);
        }
    }

    @Test
    void fivePercentOfTheEventsLostMakeNoSuspectOfAHealthyProgram() throws Exception {
        Random random = new Random(SEED);
        LossyCopy copy = new LossyCopy(file);
        assertTrue(copy.drop(event ->
                        (event.type().equals("Add") || event.type().equals("Remove")) && random.nextInt(20) == 0)
                > 0);
        assertFound(copy.write(folder.resolve("lossy.jfr"), none -> false), 7);
    }
}
