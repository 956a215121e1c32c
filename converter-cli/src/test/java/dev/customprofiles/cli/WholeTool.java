package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.customprofiles.live.Question;
import dev.customprofiles.pair.EventPair;
import dev.customprofiles.pair.PairReplay;
import dev.customprofiles.pair.UnknownPairException;
import dev.customprofiles.pprof.proto.Profile;
import dev.customprofiles.pprof.proto.Sample;
import dev.customprofiles.reader.CorruptRecordingException;
import dev.customprofiles.reader.ProfileChunks;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.reader.RecordingChecks;
import dev.customprofiles.replay.Replay;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * For any content of a file, the reader gives an answer or a {@link CorruptRecordingException}, and each command an
 * answer or a line, in little memory. Also a target for coverage-guided fuzzing, see {@code .ci/fuzz}.
 */
public final class WholeTool {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What a command may allocate for a file of a few hundred kilobytes, on the thread that runs it. */
    private static final long MOST_BYTES = 200L << 20;

    /** That every file here has if it is not broken, read as if the recorder were unknown. */
    private static final EventPair PAIR =
            new EventPair("customprofiles.Add", "customprofiles.Remove", "id", "weight", "label");

    private static final String[][] COMMANDS = {
        {"list"},
        {"top", "--at", "end"},
        {"top", "--at", "50%", "--threads", "--min-age", "1ms"},
        {"--at", "start", "-o", "-"},
        {"--collected", "-o", "-"},
        {"timeline"},
        {"diff", "--base", "25%", "--at", "end"},
        {"top", "--open", PAIR.open(), "--close", PAIR.close(), "--key", PAIR.key(), "--weight", PAIR.weight()},
        {"timeline", "--open", PAIR.open(), "--close", PAIR.close(), "--key", PAIR.key()},
    };

    private static Path fuzzed;

    private WholeTool() {}

    /** Writes what fuzzing begins with into a folder. */
    public static void main(String[] args) throws IOException {
        for (int minor = 0; minor < 2; minor++) {
            Files.write(Path.of(args[0], "format-2." + minor), ProfileChunks.two(minor));
        }
    }

    /** Called by Jazzer: without the command line, which would cost most of the time. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        if (fuzzed == null) {
            fuzzed = Files.createTempFile("fuzzed", ".jfr");
            fuzzed.toFile().deleteOnExit();
        }
        Files.write(fuzzed, data);
        try (Recording recording = Recording.open(List.of(fuzzed))) {
            RecordingChecks.readAll(recording);
            Replay.run(recording, Question.everything());
            Replay.run(recording, Question.liveSet(null, recording.endNanos()).withThreads());
            Replay.run(recording, Question.liveSet(null, recording.startNanos()).withWholeHistory());
            Replay.run(recording, Question.everything().at(List.of(recording.startNanos(), recording.endNanos())));
            replayPair(recording);
        } catch (CorruptRecordingException e) {
            refuses(fuzzed, e);
        }
        readLive(fuzzed);
    }

    private static void replayPair(Recording recording) throws IOException {
        try {
            PairReplay.run(recording, PAIR, Question.everything());
        } catch (UnknownPairException e) {
            assertEquals(1, e.getMessage().lines().count());
        }
    }

    /** As if the damage were what a JVM has not written to its end yet: what it has not flushed is not missed. */
    private static void readLive(Path file) throws IOException {
        try (Recording recording = Recording.openLive(List.of(file))) {
            RecordingChecks.readAll(recording);
            Replay.run(recording, Question.everything());
        } catch (CorruptRecordingException e) {
            refuses(file, e);
        }
    }

    private static void refuses(Path file, CorruptRecordingException e) {
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    /** Reads all that is in the file, lists it, and asks one more question of it, which the content chooses. */
    static void answers(Path file) throws IOException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            RecordingChecks.readAll(file);
        } catch (CorruptRecordingException e) {
            refuses(file, e);
        }
        bounded(before, "reading");
        before = THREADS.getCurrentThreadAllocatedBytes();
        readLive(file);
        bounded(before, "reading live");
        int other = 1 + Math.floorMod(Arrays.hashCode(Files.readAllBytes(file)), COMMANDS.length - 1);
        for (String[] command : List.of(COMMANDS[0], COMMANDS[other])) {
            before = THREADS.getCurrentThreadAllocatedBytes();
            run(file, command);
            bounded(before, String.join(" ", command));
        }
    }

    private static void bounded(long before, String what) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < MOST_BYTES, what + " allocated " + allocated + " bytes");
    }

    private static void run(Path file, String[] command) throws IOException {
        String[] args = new String[command.length + 1];
        System.arraycopy(command, 0, args, 0, command.length);
        args[command.length] = file.toString();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Main.run(args, out, err);
        String said =
                String.join(" ", command) + " ended with " + exitCode + ": " + err.toString(StandardCharsets.UTF_8);
        List<String> lines = err.toString(StandardCharsets.UTF_8).lines().toList();
        assertFalse(said.contains("unexpected ") || said.contains("out of memory") || said.contains("\tat "), said);
        switch (exitCode) {
            case 0, 3 -> {
                assertTrue(out.size() > 0, said);
                assertEquals(exitCode == 3, said.contains("jfr2pprof: warning: "), said);
                if (List.of(command).contains("-o")) {
                    valid(out.toByteArray());
                }
            }
            case 1, 2 -> {
                assertEquals(0, out.size(), said);
                assertEquals(
                        1,
                        lines.stream()
                                .filter(line -> !line.startsWith("jfr2pprof: note: "))
                                .count(),
                        said);
                assertTrue(lines.get(lines.size() - 1).startsWith("jfr2pprof: "), said);
            }
            default -> throw new AssertionError(said);
        }
    }

    /** What `go tool pprof` would refuse must not be written. */
    private static void valid(byte[] bytes) throws IOException {
        Profile profile;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            profile = Profile.parseFrom(in);
        }
        for (Sample sample : profile.getSampleList()) {
            assertEquals(profile.getSampleTypeCount(), sample.getValueCount());
            for (long location : sample.getLocationIdList()) {
                assertTrue(location >= 1 && location <= profile.getLocationCount());
            }
        }
    }
}
