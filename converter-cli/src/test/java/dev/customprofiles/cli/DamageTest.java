package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.LateRecording;
import dev.customprofiles.LivingJvm;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkBuilder;
import dev.customprofiles.reader.CorruptRecordingException;
import dev.customprofiles.reader.Damage;
import dev.customprofiles.reader.Encoder;
import dev.customprofiles.reader.Mutations;
import dev.customprofiles.reader.ProfileChunks;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.reader.RecordingChecks;
import dev.customprofiles.reader.SampleEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken files give an answer or an IOException, in little time and memory, and what is whole in them. */
class DamageTest {
    /** {@code -Dcustomprofiles.damage.long=true}: the full test, instead of a quick sample. */
    private static final boolean LONG = Boolean.getBoolean("customprofiles.damage.long");

    /** Against hangs only: other work on the machine makes no difference. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void aChunkThatIsCutAnywhereGivesTheEventsBeforeTheCut() throws Exception {
        ChunkBuilder chunk = ChunkBuilder.tiny(20);
        byte[] whole = chunk.build();
        int events = 0;
        for (int length = 0; length <= whole.length; length++) {
            Path file = RecordingChecks.write(folder.resolve("cut.jfr"), Arrays.copyOf(whole, length));
            try (Recording recording = Recording.open(List.of(file))) {
                List<Long> ids = RecordingChecks.longs(recording, "tiny.Event", "id");
                assertEquals(LongStream.rangeClosed(1, ids.size()).boxed().toList(), ids);
                assertTrue(ids.size() >= events, "fewer events with more bytes: " + length);
                events = ids.size();
                RecordingChecks.readAll(recording);
                assertEquals(length == whole.length, recording.chunks().get(0).finished());
                long lost = recording.damage().stream()
                        .filter(damage -> !damage.reason().contains("stack"))
                        .mapToLong(Damage::bytes)
                        .sum();
                assertEquals(whole.length - length, lost - partOfAnEvent(recording, length), "cut at " + length);
            } catch (CorruptRecordingException e) {
                assertEquals(0, events, "cut at " + length + ": " + e.getMessage());
                assertTrue(e.getMessage().contains("cut.jfr"), e.getMessage());
            }
        }
        assertEquals(20, events);
    }

    /** What is there of the event that was cut. */
    private static long partOfAnEvent(Recording recording, int length) {
        Chunk chunk = recording.chunks().get(0);
        return length - chunk.offset() - chunk.size();
    }

    @Test
    void aChunkThatIsCutAnywhereLeavesItsNeighbourAlone() throws Exception {
        byte[] first = ChunkBuilder.tiny(5).build();
        ChunkBuilder later = ChunkBuilder.tiny(7);
        later.startNanos += 1_000_000_000;
        later.startTicks += 1_000_000_000;
        byte[] second = later.build();
        for (int length = 0; length < first.length; length++) {
            Path file = RecordingChecks.write(folder.resolve("two.jfr"), Arrays.copyOf(first, length), second);
            try (Recording recording = Recording.open(List.of(file))) {
                Chunk last = recording.chunks().get(recording.chunks().size() - 1);
                assertEquals(length, last.offset());
                assertEquals(7, RecordingChecks.longs(last, "tiny.Event", "id").size());
            }
        }
    }

    @Test
    void everyByteOfASmallFileMayBeAnything() throws Exception {
        byte[] whole = ChunkBuilder.tiny(4).build();
        for (int at = 0; at < whole.length; at += LONG ? 1 : 17) {
            for (int value : new int[] {0, 0xff}) {
                byte[] broken = whole.clone();
                broken[at] = (byte) value;
                survives(broken, "byte " + at + " = " + value);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aRecordingOfAProfileMayBeCutAnywhere(int minor) throws Exception {
        byte[] whole = ProfileChunks.two(minor);
        // Two strides that have no factor in common, so that the two formats are cut at different places.
        for (int length = 0; length <= whole.length; length += LONG ? 1 : 127 + minor * 10) {
            survives(Arrays.copyOf(whole, length), "format 2." + minor + " cut at " + length);
        }
    }

    static List<Path> homes() throws IOException {
        return ChildJvm.homes();
    }

    @ParameterizedTest
    @MethodSource("homes")
    void aRotatedRecordingMayBeCutAtAllItsJointsAndKeepsTheChunksBefore(Path home) throws Exception {
        Path file = folder.resolve("rotated.jfr");
        try (LivingJvm living = LivingJvm.start(home, "-XX:StartFlightRecording:settings=none,name=one")) {
            living.tell("open 20");
            living.jcmd("JFR.dump"); // which rotates
            living.tell("close 10");
            living.jcmd("JFR.dump name=one filename=" + file);
        }
        byte[] whole = Files.readAllBytes(file);
        TreeSet<Integer> joints = new TreeSet<>();
        List<Long> ends = new ArrayList<>();
        try (Recording recording = Recording.open(List.of(file))) {
            for (Chunk chunk : recording.chunks()) {
                ends.add(chunk.offset() + chunk.size());
                joints.addAll(Mutations.joints(chunk));
            }
        }
        assertTrue(ends.size() >= 2, "chunks: " + ends);
        int around = LONG ? 100 : 1;
        for (int joint : joints) {
            for (int cut = Math.max(0, joint - around); cut <= Math.min(whole.length, joint + around); cut++) {
                byte[] rest = Arrays.copyOf(whole, cut);
                survives(rest, "cut at " + cut);
                long before = cut;
                long complete = ends.stream().filter(end -> end <= before).count();
                if (complete > 0) {
                    Path broken = Files.write(folder.resolve("broken.jfr"), rest);
                    try (Recording recording = Recording.open(List.of(broken))) {
                        long finished = recording.chunks().stream()
                                .filter(Chunk::finished)
                                .count();
                        assertEquals(complete, finished, "cut at " + cut);
                        // A header that is cut is no damage to what is before it, but its bytes are lost.
                        long lost = recording.damage().stream()
                                .mapToLong(Damage::bytes)
                                .sum();
                        long covered = recording.chunks().stream()
                                .mapToLong(Chunk::size)
                                .sum();
                        assertTrue(lost + covered >= cut, "cut at " + cut + ": " + recording.damage());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void randomDamageToARecordingOfAProfileIsSurvived(int minor) throws Exception {
        mutate(ProfileChunks.two(minor), "format 2." + minor, LONG ? 3_000 : 60);
    }

    @Test
    void randomDamageToARealRecordingIsSurvived() throws Exception {
        Path file = folder.resolve("real.jfr");
        ChildJvm.run(LateRecording.class, List.of(), file);
        byte[] whole = Files.readAllBytes(file);
        mutate(whole, "late.jfr", LONG ? 2_000 : 15);
        SampleEvents.record(file, 2, chunk -> {
            for (int i = 0; i < 15; i++) {
                SampleEvents.everything(i);
                SampleEvents.add("pool", i, i);
            }
        });
        mutate(Files.readAllBytes(file), "real.jfr", LONG ? 2_000 : 10);
    }

    /** Small recordings of others, such as those of another JDK: {@code -Dcustomprofiles.damage=FILE,FILE...}. */
    @Test
    void randomDamageToOtherRecordingsIsSurvived() throws Exception {
        String files = System.getProperty("customprofiles.damage", "");
        assumeFalse(files.isEmpty(), "no recordings were named");
        for (String file : files.split(",")) {
            mutate(Files.readAllBytes(Path.of(file)), file, LONG ? 2_000 : 100);
        }
    }

    @Test
    void checkpointsInsideOfCheckpointsAreNotReadAgainAndAgain() throws Exception {
        ChunkBuilder chunk = ChunkBuilder.tiny(1);
        long first = chunk.position();
        // Each of them claims to reach the end, and points at the one before.
        Encoder nested = new Encoder();
        int count = 200_000;
        int length = 20;
        for (int i = 0; i < count; i++) {
            nested.padded((count - i) * length)
                    .number(1)
                    .raw(0, 0)
                    .number(i == 0 ? 0 : -length)
                    .raw(0);
            nested.raw(new byte[length * (i + 1) - nested.size()]);
        }
        byte[] before = chunk.build();
        byte[] all = new Encoder().raw(before).raw(nested.bytes()).bytes();
        byte[] header = chunk.header(all.length, first + (count - 1) * (long) length, ChunkBuilder.HEADER)
                .bytes();
        System.arraycopy(header, 0, all, 0, header.length);
        survives(all, "nested checkpoints");
    }

    @Test
    void manyCheckpointsAndManyEventsOfTheirNumberAreNotMultiplied() throws Exception {
        ChunkBuilder chunk = new ChunkBuilder();
        chunk.type(1, "tiny.One", "jdk.jfr.Event", "startTime:long").metadata();
        for (int i = 0; i < 60_000; i++) {
            chunk.checkpoint();
            chunk.write(1, new Encoder().number(5));
        }
        Path file = RecordingChecks.write(
                folder.resolve("many.jfr"), chunk.checkpoint().build());
        assertTimeoutPreemptively(LONGEST, () -> {
            try (Recording recording = Recording.open(List.of(file))) {
                assertEquals(
                        60_000,
                        RecordingChecks.longs(recording, "tiny.One", "startTime")
                                .size());
            }
        });
    }

    @Test
    void manyHeadersThatSeemToBeWrittenAreNotWaitedFor() throws Exception {
        ChunkBuilder begun = new ChunkBuilder();
        begun.generation = 255;
        Encoder all = new Encoder();
        for (int i = 0; i < 5_000; i++) {
            all.raw(begun.header(68, 0, 0).bytes());
        }
        survives(all.raw(ChunkBuilder.tiny(1).build()).bytes(), "headers being written");
    }

    private void mutate(byte[] whole, String name, int times) throws IOException {
        survives(whole, name);
        Mutations mutations = Mutations.of(whole);
        for (int seed = 0; seed < times; seed++) {
            survives(mutations.mutate(seed), name + ", seed " + seed);
        }
    }

    private void survives(byte[] bytes, String what) throws IOException {
        Path file = Files.write(folder.resolve("broken.jfr"), bytes);
        try {
            assertTimeoutPreemptively(LONGEST, () -> WholeTool.answers(file));
        } catch (Throwable e) {
            throw new AssertionError(what, e);
        }
    }
}
