package dev.customprofiles.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.holders.AddedSites;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.reader.ProgressListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and foreign files give an IOException of one line, soon. */
class DamagedDumpTest {

    /** Against hangs only. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int COPIES = 300;

    private static final int HEADER = "JAVA PROFILE 1.0.2".length() + 1 + 4 + 8;
    private static final int RECORD_HEADER = 1 + 4 + 4;
    private static final byte HEAP_DUMP = 0x0c;
    private static final byte HEAP_DUMP_SEGMENT = 0x1c;
    private static final byte CLASS_DUMP = 0x20;

    private static byte[] whole;

    @TempDir
    private Path folder;

    @BeforeAll
    static void unpack() throws Exception {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(DumpFormatTest.dump()))) {
            whole = in.readAllBytes();
        }
    }

    private static Holders read(Path file) {
        return assertTimeoutPreemptively(LONGEST, () -> HeapDump.read(file, ProgressListener.NONE, AddedSites.NONE));
    }

    /** Returns what is said about a file that cannot be read. */
    private static String refusal(Path file) {
        String said = assertTimeoutPreemptively(
                        LONGEST,
                        () -> assertThrows(
                                IOException.class, () -> HeapDump.read(file, ProgressListener.NONE, AddedSites.NONE)))
                .getMessage();
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.startsWith(file + ": "), said);
        return said.substring((file + ": ").length());
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] zipped(byte[] content) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(content);
        }
        return zipped.toByteArray();
    }

    @Test
    void aDumpThatIsCutAnywhereSaysSo() throws Exception {
        Random random = new Random(5);
        for (int i = 0; i < COPIES; i++) {
            int length = i < 100 ? i : random.nextInt(whole.length);
            String said = refusal(file("cut.hprof", Arrays.copyOf(whole, length)));
            assertTrue(
                    said.startsWith("not a heap dump")
                            ? length < 31
                            : said.equals("the heap dump is cut off, so paths in it may be missing"),
                    length + ": " + said);
        }
        byte[] packed = Files.readAllBytes(DumpFormatTest.dump());
        for (int i = 0; i < 20; i++) {
            refusal(file("cut.hprof.gz", Arrays.copyOf(packed, i < 10 ? i : random.nextInt(packed.length))));
        }
    }

    @Test
    void changedBytesGiveAnAnswerOrALine() throws Exception {
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < COPIES; i++) {
            byte[] changed = whole.clone();
            for (int k = random.nextInt(20); k >= 0; k--) {
                // most of them in the records at the beginning: names and classes
                changed[random.nextInt(i % 2 == 0 ? changed.length : 20_000)] = (byte) random.nextInt(256);
            }
            Path file = file("changed.hprof", changed);
            try {
                read(file);
            } catch (Error | RuntimeException e) { // JUnit stops without a word if there is no memory
                throw new AssertionError("copy " + i, e);
            } catch (Exception e) {
                refusal(file);
                refused++;
            }
        }
        assertTrue(refused > 20, "refused: " + refused);
        assertTrue(refused < COPIES, "refused: " + refused);
    }

    @Test
    void foreignFilesAreNoHeapDumps() throws Exception {
        byte[] text = "This is a text.\n".repeat(100).getBytes(StandardCharsets.UTF_8);
        for (Path file : new Path[] {
            file("empty.hprof", new byte[0]),
            file("app.jfr", new byte[] {'F', 'L', 'R', 0, 0, 2, 0, 1}),
            file("text.hprof", text),
            file("text.hprof.gz", zipped(text)),
            file("nothing.hprof.gz", zipped(new byte[0])),
            file("android.hprof", "JAVA PROFILE 1.0".getBytes(StandardCharsets.US_ASCII)),
            folder,
            folder.resolve("no-such.hprof")
        }) {
            assertEquals("not a heap dump", refusal(file));
            assertFalse(HeapDump.isOne(file));
        }
    }

    @Test
    void aLargeFileWithoutZeroBytesIsNotSearchedForOne() throws Exception {
        Path file = file("large.hprof", "JAVA PROFILE 1.0.2".getBytes(StandardCharsets.US_ASCII));
        byte[] content = new byte[1 << 20];
        Arrays.fill(content, (byte) 'x');
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(out.length());
            for (int i = 0; i < 100; i++) {
                out.write(content);
            }
        }
        long before = System.nanoTime();
        assertEquals("not a heap dump of HotSpot", refusal(file));
        assertTrue(System.nanoTime() - before < 500_000_000, "took " + (System.nanoTime() - before) + " ns");
    }

    @Test
    void aHeaderAloneIsCutOff() throws Exception {
        assertEquals(
                "the heap dump is cut off, so paths in it may be missing",
                refusal(file("header.hprof", Arrays.copyOf(whole, HEADER))));
    }

    /** jhsdb writes the heap as one record, and none that marks the end. */
    @Test
    void aDumpOfOneHeapRecordIsWholeWithoutAnEnd() throws Exception {
        byte[] changed = Arrays.copyOf(whole, whole.length - RECORD_HEADER); // without HEAP_DUMP_END
        for (int at = HEADER;
                at < changed.length;
                at += RECORD_HEADER + ByteBuffer.wrap(changed).getInt(at + 5)) {
            if (changed[at] == HEAP_DUMP_SEGMENT) {
                changed[at] = HEAP_DUMP;
            }
        }
        assertEquals(
                read(file("whole.hprof", whole)).sites(),
                read(file("jhsdb.hprof", changed)).sites());
        assertEquals(
                "the heap dump is cut off, so paths in it may be missing",
                refusal(file("cut.hprof", Arrays.copyOf(changed, changed.length - 1))));
    }

    @Test
    void aClassThatIsItsOwnSuperclassIsRefused() throws Exception {
        byte[] changed = whole.clone();
        ByteBuffer content = ByteBuffer.wrap(changed);
        int at = HEADER;
        while (changed[at] != HEAP_DUMP_SEGMENT) {
            at += RECORD_HEADER + content.getInt(at + 5);
        }
        at += RECORD_HEADER;
        assertEquals(CLASS_DUMP, changed[at]);
        content.putLong(at + 1 + Long.BYTES + Integer.BYTES, content.getLong(at + 1));
        assertEquals("the heap dump is damaged", refusal(file("cycle.hprof", changed)));
    }
}
