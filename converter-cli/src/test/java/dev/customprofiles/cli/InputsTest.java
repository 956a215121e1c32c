package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.LivingJvm;
import dev.customprofiles.cli.Cli.Result;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One history in many inputs, and many in one: nothing is counted twice and nothing is missing. */
class InputsTest {

    /** JFR flushes once a second; against hangs only. */
    private static final long LONGEST_NANOS = 60_000_000_000L;

    /** Where the clock's rate is in a chunk's header. */
    private static final int TICKS_PER_SECOND = 56;

    @TempDir
    private Path folder;

    static List<Path> homes() throws IOException {
        return ChildJvm.homes();
    }

    private static final Pattern WRITER = Pattern.compile(
            "by OpenJDK .* VM \\d+[\\d.+]*\\S*, (process \\d+), started \\S+: \\Qdev.customprofiles.LivingJvm$Program\\E");

    /** What {@code list} tells of the profile. */
    private record Counts(long live, long added, long removed, long collected, long orphans) {

        /** None if the recording does not reach that far yet. */
        static Counts of(Result list) {
            return list.out()
                    .lines()
                    .filter(line -> line.startsWith(LivingJvm.PROFILE))
                    .map(line -> Arrays.stream(line.split("\\s+"))
                            .skip(1)
                            .limit(5)
                            .mapToLong(Long::parseLong)
                            .toArray())
                    .map(n -> new Counts(n[0], n[1], n[2], n[3], n[4]))
                    .findFirst()
                    .orElse(new Counts(0, 0, 0, 0, 0));
        }
    }

    private static Result list(Path... inputs) {
        List<Object> arguments = new ArrayList<>(List.of("list"));
        arguments.addAll(List.of(inputs));
        return Cli.run(arguments.toArray());
    }

    @ParameterizedTest
    @MethodSource("homes")
    void aRepositoryThatIsBeingWrittenNeverTellsLessThanBeforeNorOtherThanTheProgram(Path home) throws Exception {
        String[] options = {"-XX:StartFlightRecording", "-XX:FlightRecorderOptions:repository=" + folder};
        long added = 7;
        long removed = 0;
        Counts before = new Counts(0, 0, 0, 0, 0);
        try (LivingJvm living = LivingJvm.start(home, options)) {
            for (int round = 1; round <= 4; round++) {
                living.tell("open " + 1000 * round);
                living.tell("close " + 300 * round);
                added += 1000L * round;
                removed += 300L * round;
                if (round == 2) {
                    living.jcmd("JFR.dump"); // which rotates, too
                }
                long deadline = System.nanoTime() + LONGEST_NANOS;
                while (before.added < added || before.removed < removed) {
                    assertTrue(System.nanoTime() < deadline, "still " + before);
                    Result list = list(folder);
                    // Before the first flush there is nothing to be told.
                    boolean nothingYet = before.added == 0 && list.exitCode() == 1;
                    assertTrue(nothingYet || list.exitCode() == 0, list.err());
                    Counts now = Counts.of(list);
                    assertTrue(before.added <= now.added && now.added <= added, before + " and then " + now);
                    assertTrue(before.removed <= now.removed && now.removed <= removed, before + " and then " + now);
                    assertEquals(now.added - now.removed, now.live);
                    before = now;
                }
                assertEquals(new Counts(added - removed, added, removed, 0, 0), before);
            }
        }
        assertEquals(before, Counts.of(list(folder)), "after it was killed");
    }

    @Test
    void aFolderWithARepositoryForEachPodIsReadWhileJvmsRun() throws Exception {
        Path pods = Files.createDirectory(folder.resolve("pods"));
        Path first = Files.createDirectory(pods.resolve("pod-1"));
        Path second = Files.createDirectories(pods.resolve("pod-2/repository"));
        Files.createDirectory(pods.resolve("pod-3"));
        Files.writeString(pods.resolve("pod-2/readme.md"), "nothing to read");
        Files.writeString(pods.resolve("events.log"), "nothing to read");
        Files.createSymbolicLink(pods.resolve("pod-2/all"), pods);
        try (LivingJvm dead = LivingJvm.start(ChildJvm.home(), recordingInto(first));
                LivingJvm alive = LivingJvm.start(ChildJvm.home(), recordingInto(second))) {
            dead.tell("open 100");
            alive.tell("open 10");
            alive.tell("close 4");
            Counts all = new Counts(120, 124, 4, 0, 0);
            long deadline = System.nanoTime() + LONGEST_NANOS;
            for (Result list = list(pods); !Counts.of(list).equals(all); list = list(pods)) {
                assertTrue(System.nanoTime() < deadline, list.out() + list.err());
            }
            dead.kill();
            Result list = list(pods);
            assertEquals(0, list.exitCode(), list.err());
            assertEquals(all, Counts.of(list));
            assertEquals(
                    List.of("process " + dead.pid(), "process " + alive.pid()),
                    list.out()
                            .lines()
                            .map(WRITER::matcher)
                            .filter(Matcher::matches)
                            .map(writer -> writer.group(1))
                            .toList());
            assertEquals(new Counts(107, 107, 0, 0, 0), Counts.of(list(first)));
        }
    }

    private static String[] recordingInto(Path repository) {
        return new String[] {"-XX:StartFlightRecording", "-XX:FlightRecorderOptions:repository=" + repository};
    }

    @Test
    void dumpsOfOneRecordingAreOneHistoryHoweverTheyOverlapAndAreNamed() throws Exception {
        Path dumps = Files.createDirectory(folder.resolve("dumps"));
        Path first = dumps.resolve("first.jfr");
        Path second = dumps.resolve("second.jfr");
        try (LivingJvm living = LivingJvm.start(ChildJvm.home(), "-XX:StartFlightRecording:name=one")) {
            living.tell("open 100");
            living.jcmd("JFR.dump name=one filename=" + first);
            living.tell("close 50");
            living.tell("connect 20");
            living.jcmd("JFR.dump");
            living.tell("connect 10");
            living.jcmd("JFR.dump name=one filename=" + second);
        }
        Result whole = list(second);
        assertEquals(0, whole.exitCode(), whole.err());
        assertEquals(new Counts(87, 137, 50, 0, 0), Counts.of(whole));
        assertEquals(new Counts(107, 107, 0, 0, 0), Counts.of(list(first)));
        List<Path> parts = split(second);
        assertTrue(parts.size() >= 3, parts.toString());
        Path[] all = parts.toArray(Path[]::new);
        Path[] backwards = all.clone();
        for (int i = 0; i < all.length; i++) {
            backwards[i] = all[all.length - 1 - i];
        }
        Path[][] same = {
            {first, second},
            {second, first},
            {dumps},
            {dumps.resolve("*.jfr")},
            all,
            backwards,
            {folder.resolve("part-*.jfr")},
            {all[all.length - 1], first, second},
        };
        for (Path[] inputs : same) {
            Result list = list(inputs);
            assertEquals(whole.out(), list.out(), Arrays.toString(inputs));
            assertEquals(0, list.exitCode(), list.err());
        }
        assertTrue(list(first, second).err().contains(" in the inputs more than once and counted once"));
    }

    /** Each chunk as a file. */
    private List<Path> split(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<Path> parts = new ArrayList<>();
        try (Recording recording = Recording.open(List.of(file))) {
            for (Chunk chunk : recording.chunks()) {
                int from = (int) chunk.offset();
                parts.add(Files.write(
                        folder.resolve("part-" + parts.size() + ".jfr"),
                        Arrays.copyOfRange(bytes, from, from + (int) chunk.size())));
            }
        }
        return parts;
    }

    @Test
    void severalJvmsWithDifferentClocksInOneFileAndInManyAreAddedUp() throws Exception {
        List<Path> files = new ArrayList<>();
        List<String> writers = new ArrayList<>();
        for (Path home : homes()) {
            Path file = folder.resolve("jvm-" + files.size() + ".jfr");
            try (LivingJvm living = LivingJvm.start(home, "-XX:StartFlightRecording:name=one")) {
                living.tell("open 10");
                living.tell("close 4");
                living.jcmd("JFR.dump name=one filename=" + file);
                writers.add("process " + living.pid());
            }
            files.add(file);
        }
        Path slower = slower(files.get(0));
        assertEquals(Counts.of(list(files.get(0))), Counts.of(list(slower)));
        files.set(0, slower);
        Path both = folder.resolve("both.jfr");
        for (Path file : files) {
            Files.write(both, Files.readAllBytes(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        Result apart = list(files.toArray(Path[]::new));
        Result together = list(both);
        int n = files.size();
        assertEquals(new Counts(13L * n, 17L * n, 4L * n, 0, 0), Counts.of(apart));
        assertEquals(apart.out(), together.out());
        assertEquals(
                writers,
                together.out()
                        .lines()
                        .filter(line -> line.startsWith("by "))
                        .map(line -> {
                            Matcher writer = WRITER.matcher(line);
                            assertTrue(writer.matches(), line);
                            return writer.group(1);
                        })
                        .toList());
        assertEquals(0, together.exitCode(), together.err());
    }

    @Test
    void theLastOfSeveralRunsIsTakenAloneByEveryCommand() throws Exception {
        Path runs = Files.createDirectory(folder.resolve("runs"));
        Path older = runs.resolve("z.jfr");
        Path newer = runs.resolve("a.jfr");
        long last;
        try (LivingJvm first = LivingJvm.start(ChildJvm.home());
                LivingJvm second = LivingJvm.start(ChildJvm.home(), "-XX:StartFlightRecording:name=one")) {
            second.tell("open 10");
            second.jcmd("JFR.dump name=one filename=" + newer);
            // It started first, and its recording begins last.
            first.jcmd("JFR.start name=one");
            first.tell("open 100");
            first.jcmd("JFR.dump name=one filename=" + older);
            last = second.pid();
        }
        assertEquals(107 + 17, Counts.of(list(runs)).live());
        Result alone = list(newer);
        Result list = Cli.run("list", "--last", runs);
        assertEquals(alone.out(), list.out());
        assertEquals(0, list.exitCode(), list.err());
        String note = "jfr2pprof: note: only process " + last + " (dev.customprofiles.LivingJvm$Program), started ";
        assertTrue(list.err().startsWith(note), list.err());
        assertTrue(list.err().endsWith("; 1 other JVM is left out\n"), list.err());
        assertEquals("", Cli.run("list", "--last", "--quiet", runs).err());
        for (String command : List.of("top", "top --json", "diff --base start", "timeline", "leaks", "list --json")) {
            String[] words = command.split(" ");
            List<Object> arguments = new ArrayList<>(List.of(words));
            arguments.add(newer);
            Result expected = Cli.run(arguments.toArray());
            arguments.set(words.length, runs);
            arguments.add("--last");
            Result result = Cli.run(arguments.toArray());
            assertEquals(expected.exitCode(), result.exitCode(), command + result.err());
            assertEquals(
                    expected.out().replace(newer.toString(), "INPUT"),
                    result.out().replace(runs.toString(), "INPUT"),
                    command);
            assertTrue(result.err().contains(note), result.err());
        }
    }

    @Test
    void theLastOfOneRunIsThatRun() throws Exception {
        Path file = folder.resolve("one.jfr");
        try (LivingJvm living = LivingJvm.start(ChildJvm.home(), "-XX:StartFlightRecording:name=one")) {
            living.jcmd("JFR.dump name=one filename=" + file);
        }
        Result last = Cli.run("list", "--last", file);
        assertEquals(list(file).out(), last.out());
        assertEquals("", last.err());
        assertEquals(0, last.exitCode());
    }

    @Test
    void theLastOfAProcessIsAMistake() {
        Result result =
                Cli.run("list", "--last", "--pid", ProcessHandle.current().pid());
        assertEquals(ExitCode.USAGE, result.exitCode());
        assertTrue(
                result.err().startsWith("jfr2pprof: --last chooses among recordings, and --pid is one JVM"),
                result.err());
    }

    /** A copy whose clock makes half the ticks in a second, and whose chunks follow one another all the same. */
    private Path slower(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        try (Recording recording = Recording.open(List.of(file))) {
            long start = recording.startNanos();
            for (Chunk chunk : recording.chunks()) {
                int at = (int) chunk.offset();
                header.putLong(at + TICKS_PER_SECOND, header.getLong(at + TICKS_PER_SECOND) / 2);
                header.putLong(at + 32, start + 2 * (chunk.startNanos() - start));
                header.putLong(at + 40, 2 * header.getLong(at + 40));
            }
        }
        return Files.write(folder.resolve("slower.jfr"), bytes);
    }
}
