package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.cli.Cli.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings in zip archives, and files of which the recording has to be unpacked first. */
class ArchiveTest {

    @TempDir
    private static Path recordings;

    @TempDir
    private Path folder;

    private static byte[] app;
    private static byte[] other;

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    @BeforeAll
    static void record() throws Exception {
        RecordingFixture.record(recordings.resolve("app.jfr"), "blobstore.Open");
        RecordingFixture.record(recordings.resolve("other.jfr"), "blobstore.Open");
        app = Files.readAllBytes(recordings.resolve("app.jfr"));
        other = Files.readAllBytes(recordings.resolve("other.jfr"));
    }

    @BeforeEach
    void begin() {
        entries.clear();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private Path zip(String name) throws IOException {
        return zip(name, ZipEntry.DEFLATED);
    }

    private Path zip(String name, int method) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> content : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(content.getKey());
                CRC32 crc = new CRC32();
                crc.update(content.getValue());
                entry.setMethod(method);
                entry.setSize(content.getValue().length);
                entry.setCrc(crc.getValue());
                if (method == ZipEntry.STORED) {
                    entry.setCompressedSize(content.getValue().length);
                }
                out.putNextEntry(entry);
                out.write(content.getValue());
                out.closeEntry();
            }
        }
        return file;
    }

    private static String live(Object... inputs) {
        Result list = list(inputs);
        assertEquals(0, list.exitCode(), list.err());
        assertEquals("", list.err());
        return list.out();
    }

    private static Result list(Object... inputs) {
        Object[] arguments = new Object[inputs.length + 1];
        arguments[0] = "list";
        System.arraycopy(inputs, 0, arguments, 1, inputs.length);
        return Cli.run(arguments);
    }

    private static void assertRefused(Path file, String reason) {
        Result list = list(file);
        assertEquals("jfr2pprof: " + file + ": " + reason + "\n", list.err());
        assertEquals("", list.out());
        assertEquals(1, list.exitCode());
    }

    @ParameterizedTest
    @CsvSource({"app.zip, 8", "stored.zip, 0", "no suffix, 8", "app.jfr, 8"})
    void anArchiveOfSeveralRecordingsIsReadLikeTheirFolder(String name, int method) throws IOException {
        entries.put("deep/in/folders/app.jfr", app);
        entries.put("other.jfr.gz", gzip(other));
        assertEquals(live(recordings), live(zip(name, method)));
    }

    @Test
    void anArchiveOfOneRecordingIsReadLikeTheRecording() throws IOException {
        entries.put("app.jfr", app);
        Path zip = zip("app.zip");
        Path file = recordings.resolve("app.jfr");
        assertEquals(live(file), live(zip));
        assertEquals(Cli.run("top", file).out(), Cli.run("top", zip).out());
        assertEquals(live(file), live(folder.resolve("*.zip")));
        assertEquals(2, Cli.run("-o", zip, zip).exitCode());
    }

    @Test
    void aFolderHasItsArchivesOfRecordings() throws IOException {
        entries.put("app.jfr", app);
        zip("app.jfr.zip");
        assertEquals(live(recordings.resolve("app.jfr")), live(folder));
    }

    @Test
    void whatIsARecordingTheContentTells() throws IOException {
        entries.put("__MACOSX/._app.jfr", new byte[] {0, 5, 22, 7});
        entries.put("README.txt", "a recording of Monday".getBytes(StandardCharsets.UTF_8));
        entries.put("logs/today.gz", gzip("nothing".getBytes(StandardCharsets.UTF_8)));
        entries.put("empty", new byte[0]);
        entries.put("folder/", new byte[0]);
        entries.put("monday", app);
        entries.put("tuesday.gz", gzip(other));
        assertEquals(live(recordings), live(zip("app.zip")));
    }

    @Test
    void aRecordingThatIsThereTwiceCountsOnce() throws IOException {
        entries.put("app.jfr", app);
        entries.put("copy.jfr.gz", gzip(app));
        Result list = list(zip("app.zip"));
        assertEquals(live(recordings.resolve("app.jfr")), list.out());
        assertTrue(list.err().contains("in the inputs more than once and counted once"), list.err());
    }

    @Test
    void anArchiveWithoutRecordingsIsRefused() throws IOException {
        assertRefused(zip("empty.zip"), "a zip archive without recordings");
        entries.put("README.txt", new byte[100]);
        assertRefused(zip("app.zip"), "a zip archive without recordings");
        entries.clear();
        entries.put("notes.jfr", new byte[100]);
        assertRefused(zip("notes.zip").resolve("notes.jfr"), folder.resolve("notes.zip"), "not a JFR recording");
    }

    private static void assertRefused(Path named, Path file, String reason) {
        Result list = list(file);
        assertEquals("jfr2pprof: " + named + ": " + reason + "\n", list.err());
        assertEquals(1, list.exitCode());
    }

    @Test
    void anEntryThatIsNoRecordingDoesNotHideThoseThatAre() throws IOException {
        entries.put("app.jfr", app);
        entries.put("cut.jfr", Arrays.copyOf(other, 200));
        entries.put("notes.jfr", new byte[100]);
        entries.put("other.jfr.lz4", new byte[] {4, 0x22, 0x4d, 0x18, 0, 0});
        Path zip = zip("app.zip");
        Result list = list(zip);
        assertEquals(3, list.exitCode(), list.err());
        assertTrue(list.err().contains(zip.resolve("cut.jfr") + ": "), list.err());
        assertTrue(list.err().contains(zip.resolve("notes.jfr") + ": not a JFR recording"), list.err());
        assertTrue(list.err().contains(zip.resolve("other.jfr.lz4") + ": compressed with lz4: "), list.err());
    }

    @Test
    void anArchiveThatIsCutGivesTheRecordingsBeforeTheCut() throws IOException {
        entries.put("app.jfr", app);
        entries.put("other.jfr", other);
        Path zip = zip("app.zip");
        byte[] bytes = Files.readAllBytes(zip);
        Files.write(zip, Arrays.copyOf(bytes, bytes.length - 10));
        Result list = list(zip);
        assertEquals(3, list.exitCode(), list.err());
        assertEquals("jfr2pprof: warning: " + zip + ": the zip archive is cut short or damaged\n", list.err());
        Files.write(zip, Arrays.copyOf(bytes, bytes.length * 9 / 10));
        list = list(zip);
        assertEquals(3, list.exitCode(), list.err());
        assertTrue(list.err().contains("the compressed data ends early or is damaged"), list.err());
        Files.write(zip, Arrays.copyOf(bytes, 20));
        assertRefused(zip, "a damaged zip archive, of which no recording can be unpacked");
    }

    @Test
    void anEntryThatIsDamagedLeavesTheOthersAlone() throws IOException {
        entries.put("app.jfr", app);
        entries.put("other.jfr", other);
        Path zip = zip("app.zip", ZipEntry.STORED);
        byte[] bytes = Files.readAllBytes(zip);
        bytes[bytes.length - other.length / 2] ^= 0x55;
        Files.write(zip, bytes);
        Result list = list(zip);
        assertEquals(3, list.exitCode(), list.err());
        String damaged = zip.resolve("other.jfr") + ": the compressed data ends early or is damaged";
        assertTrue(list.err().contains(damaged), list.err());
        assertTrue(!list.err().contains(zip.resolve("app.jfr").toString()), list.err());
    }

    @Test
    void anEncryptedArchiveIsCalledEncrypted() throws IOException {
        entries.put("app.jfr", app);
        Path zip = zip("app.zip");
        byte[] bytes = Files.readAllBytes(zip);
        for (int i = 0; i < bytes.length - 4; i++) {
            boolean local = bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 3 && bytes[i + 3] == 4;
            boolean central = bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2;
            if (local || central) {
                bytes[i + (local ? 6 : 8)] |= 1;
            }
        }
        Files.write(zip, bytes);
        assertRefused(zip, "an encrypted zip archive: unpack it first (unzip FILE)");
    }

    @Test
    void namesInArchivesLeadNowhereAndStayInALine() throws IOException {
        for (String name : new String[] {"../../evil.jfr", "/etc/evil.jfr", "new\nline.jfr", "nul\0.jfr"}) {
            entries.clear();
            entries.put(name, new byte[100]);
            Result list = list(zip("evil.zip"));
            assertEquals(1, list.exitCode());
            assertEquals(1, list.err().lines().count(), list.err());
            assertTrue(list.err().startsWith("jfr2pprof: " + folder.resolve("evil.zip") + "/"), list.err());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "04224d18, compressed with lz4: unpack it first (lz4 -d FILE)",
        "28b52ffd, compressed with zstd: unpack it first (zstd -d FILE)",
        "fd377a585a00, compressed with xz: unpack it first (xz -d FILE)",
        "425a683931415926, compressed with bzip2: unpack it first (bzip2 -d FILE)",
        "1f8b08, compressed with gzip twice: unpack it first (gunzip FILE)",
    })
    void whatIsNotUnpackedSaysWhatItIs(String magic, String reason) throws IOException {
        byte[] start = HexFormat.of().parseHex(magic);
        // Even if it has a recording in it, as a compressor may leave it.
        byte[] bytes = Arrays.copyOf(start, start.length + app.length);
        System.arraycopy(app, 0, bytes, start.length, app.length);
        if (!magic.startsWith("1f8b")) {
            assertRefused(Files.write(folder.resolve("app.jfr"), bytes), reason);
        }
        assertRefused(Files.write(folder.resolve("app.jfr.gz"), gzip(bytes)), reason);
    }

    @Test
    void aPointerOfGitLfsIsCalledOne() throws IOException {
        Path pointer = Files.writeString(
                folder.resolve("app.jfr"),
                "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n");
        assertRefused(pointer, "a Git LFS pointer and not the recording itself: fetch that first (git lfs pull)");
        Result among = list(recordings.resolve("app.jfr"), pointer);
        assertEquals(3, among.exitCode());
        assertTrue(among.err().contains(pointer + ": a Git LFS pointer"), among.err());
    }

    @Test
    void bytesBehindAGzipMemberAreLeftOutAndSaidToBe() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(gzip(app));
        all.writeBytes(other);
        Path file = Files.write(folder.resolve("app.jfr.gz"), all.toByteArray());
        Result list = list(file);
        assertEquals(3, list.exitCode(), list.err());
        assertEquals(
                "jfr2pprof: warning: " + file + ": " + other.length + " bytes at " + app.length
                        + ": behind the compressed data, not compressed, and left out\n",
                list.err());
        all.reset();
        all.writeBytes(gzip(app));
        all.writeBytes(gzip(other));
        Files.write(file, all.toByteArray());
        all.reset();
        all.writeBytes(app);
        all.writeBytes(other);
        Path plain = Files.write(folder.resolve("plain.jfr"), all.toByteArray());
        assertEquals(list(plain).out(), list(file).out());
    }
}
