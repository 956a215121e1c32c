package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.customprofiles.ExternalPrograms;
import dev.customprofiles.reader.ProfileChunks;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.reader.RecordingChecks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not quite a file with a recording: one line and the right exit code, without waiting for what never comes. */
class UnlikelyInputsTest {
    @TempDir
    Path folder;

    private static void fails(Path input, String why) {
        for (String command : new String[] {"list", "top"}) {
            assertEquals("1 jfr2pprof: " + why + "\n", run(command, input));
        }
    }

    /** The exit code and what was said. */
    private static String run(String command, Path input) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> Main.run(new String[] {command, input.toString()}, new ByteArrayOutputStream(), err));
        return exitCode + " " + err.toString(StandardCharsets.UTF_8);
    }

    private Path recording(String name) throws IOException {
        return Files.write(folder.resolve(name), ProfileChunks.two(1));
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    @Test
    void aPipeIsRefusedAndInAFolderPassedOver() throws Exception {
        Path pipe = folder.resolve("pipe.jfr");
        ExternalPrograms.assumeFound("mkfifo");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        fails(pipe, pipe + ": neither a file nor a folder");
        fails(folder, "no recordings (*.jfr) in folder " + folder);
        recording("app.jfr");
        String said = run("top", folder);
        assertTrue(said.startsWith("3 ") && !said.contains("pipe.jfr"), said);
    }

    @Test
    void aDeviceIsRefused() {
        Path zero = Path.of("/dev/zero");
        assumeTrue(Files.exists(zero), "no /dev/zero here");
        fails(zero, "/dev/zero: neither a file nor a folder");
    }

    @Test
    void aLinkToItselfIsNoFileAndSparesItsNeighbours() throws Exception {
        Path link = folder.resolve("link.jfr");
        Files.createSymbolicLink(link, link.getFileName());
        fails(link, "no such file: " + link);
        recording("app.jfr");
        String said = run("top", folder);
        assertTrue(said.startsWith("3 "), said);
        assertTrue(said.contains("warning: " + link + ": cannot be opened"), said);
    }

    @Test
    void compressedNothingIsRefused() throws Exception {
        Path garbage = Files.write(folder.resolve("garbage.jfr.gz"), new byte[] {0x1f, (byte) 0x8b, 99, 99, 99, 99});
        fails(garbage, garbage + ": nothing in it can be unpacked");
        Path empty = Files.write(folder.resolve("empty.jfr.gz"), gzip(new byte[0]));
        fails(empty, empty + ": nothing in it can be unpacked");
        Path text = Files.write(folder.resolve("text.jfr.gz"), gzip(new byte[1000]));
        fails(text, text + ": not a JFR recording");
    }

    @Test
    void aGigabyteOfZerosIsNotUnpacked() throws Exception {
        byte[] member = gzip(new byte[16 << 20]);
        Path bomb = folder.resolve("bomb.jfr.gz");
        try (FileChannel out = FileChannel.open(bomb, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < 64; i++) {
                out.write(java.nio.ByteBuffer.wrap(member));
            }
        }
        fails(bomb, bomb + ": not a JFR recording");
    }

    @Test
    void whatIsThereOfACutCompressedRecordingIsRead() throws Exception {
        byte[] packed = gzip(ProfileChunks.two(1));
        Path file = Files.write(folder.resolve("cut.jfr.gz"), Arrays.copyOf(packed, packed.length - 100));
        String said = run("list", file);
        assertTrue(said.startsWith("3 "), said);
        assertTrue(said.contains("the compressed data ends early or is damaged"), said);
    }

    @Test
    void aFileThatGoesAwayWhileItIsReadIsALoss() throws Exception {
        Path file = recording("app.jfr");
        try (Recording recording = Recording.open(List.of(file))) {
            Files.delete(file);
            assertEquals(List.of(), recording.chunks().get(0).eventTypes());
            assertEquals(List.of(), RecordingChecks.longs(recording, "customprofiles.Add", "id"));
            assertEquals(2, recording.damage().size());
            assertEquals(
                    "the file was removed before it was read",
                    recording.damage().get(0).reason());
        }
    }

    @Test
    void aFileThatBecomesShorterWhileItIsReadIsALoss() throws Exception {
        byte[] whole = ProfileChunks.two(1);
        for (int length = 0; length < whole.length; length += 97) {
            Path file = recording("app.jfr");
            try (Recording recording = Recording.open(List.of(file))) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(length);
                }
                RecordingChecks.readAll(recording);
                assertTrue(recording.damage().size() > 0, "cut to " + length);
            }
        }
    }

    @Test
    void aFileThatGrowsIsReadAsItWas() throws Exception {
        Path file = recording("app.jfr");
        try (Recording recording = Recording.open(List.of(file))) {
            Files.write(file, ProfileChunks.two(0), StandardOpenOption.APPEND);
            assertEquals(
                    12,
                    RecordingChecks.longs(recording, "customprofiles.Add", "id").size());
            assertEquals(List.of(), recording.damage());
        }
    }

    @Test
    void theSameRecordingTwiceCountsOnce() throws Exception {
        Path file = recording("app.jfr");
        recording("dump.jfr");
        Path link = Files.createSymbolicLink(folder.resolve("link.jfr"), file);
        for (List<Path> inputs : List.of(List.of(file, file), List.of(folder), List.of(file, link, folder))) {
            try (Recording recording = Recording.open(inputs)) {
                assertEquals(
                        12,
                        RecordingChecks.longs(recording, "customprofiles.Add", "id")
                                .size());
            }
        }
    }

    @Test
    void anEventThatIsTooLargeToBeReadIsSaidAndCostsNoNeighbour() throws Exception {
        Path file = folder.resolve("large.jfr");
        Files.write(file, ProfileChunks.withALongLabel(30 << 20));
        assertFalse(run("top", file).contains("an event"));
        Files.write(file, ProfileChunks.withALongLabel(33 << 20));
        String said = run("top", file);
        assertTrue(
                said.startsWith("3 ")
                        && said.contains("jfr2pprof: warning: " + file + ": ")
                        && said.matches(
                                "(?s).* 34603\\d{3} bytes at \\d+: an event customprofiles.Add larger than 32 MB is not read\n.*"),
                said);
        try (Recording recording = Recording.open(List.of(file))) {
            assertEquals(
                    6,
                    RecordingChecks.longs(recording, "customprofiles.Add", "id").size());
        }
    }
}
