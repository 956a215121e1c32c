package dev.customprofiles.reader;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The content of gzip files, and what is behind it. */
class GzipContentTest {
    private static final byte[] TEXT = bytes(300_000, 1);

    private static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        Random random = new Random(seed);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(7);
        }
        return bytes;
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static void assertContent(byte[] expected, long behind, byte[] packed) throws IOException {
        try (GzipContent content = new GzipContent(new ByteArrayInputStream(packed))) {
            assertArrayEquals(expected, content.readAllBytes());
            assertEquals(-1, content.read());
            assertEquals(behind, content.behind());
        }
    }

    @Test
    void membersFollowOneAnother() throws IOException {
        assertContent(TEXT, 0, gzip(TEXT));
        assertContent(new byte[0], 0, gzip(new byte[0]));
        assertContent(join(TEXT, TEXT), 0, join(gzip(TEXT), gzip(new byte[0]), gzip(TEXT)));
    }

    @Test
    void manyMembersAreReadAsGzipInputStreamReadsThem() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int i = 0; i < 500; i++) {
            packed.writeBytes(gzip(bytes(i * 37 % 5_000, i)));
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
            assertContent(in.readAllBytes(), 0, packed.toByteArray());
        }
    }

    @Test
    void whatIsBehindTheLastMemberIsCounted() throws IOException {
        assertContent(TEXT, 1, join(gzip(TEXT), new byte[] {7}));
        assertContent(TEXT, 1, join(gzip(TEXT), new byte[] {0x1f}));
        assertContent(TEXT, 3, join(gzip(TEXT), new byte[] {0x1f, 0, 0}));
        assertContent(TEXT, 200_000, join(gzip(TEXT), bytes(200_000, 3)));
    }

    @Test
    void paddingIsNothing() throws IOException {
        assertContent(TEXT, 0, join(gzip(TEXT), new byte[10_240]));
        assertContent(TEXT, 10_241, join(gzip(TEXT), new byte[10_240], new byte[] {1}));
    }

    @Test
    void allThatAHeaderMayHaveIsPassedOver() throws IOException {
        byte[] packed = gzip(TEXT);
        byte[] header = Arrays.copyOf(packed, 10);
        header[3] = 2 | 4 | 8 | 16;
        byte[] more = {3, 0, 9, 9, 9, 'n', 'a', 'm', 'e', 0, 'c', 0, 1, 2};
        assertContent(TEXT, 0, join(header, more, Arrays.copyOfRange(packed, 10, packed.length)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 12, 1_000, -1, -4, -9})
    void aMemberThatIsCutIsAnEndTooEarly(int length) {
        byte[] packed = gzip(TEXT);
        byte[] cut = Arrays.copyOf(packed, length < 0 ? packed.length + length : length);
        assertThrows(EOFException.class, () -> read(cut));
        assertThrows(EOFException.class, () -> read(join(packed, cut)));
    }

    @Test
    void damageIsFound() {
        byte[] packed = gzip(TEXT);
        for (int at : new int[] {2, packed.length / 2, packed.length - 6, packed.length - 2}) {
            byte[] broken = packed.clone();
            broken[at] ^= 0x55;
            assertThrows(ZipException.class, () -> read(broken), "at " + at);
        }
    }

    private static void read(byte[] packed) throws IOException {
        try (InputStream content = new GzipContent(new ByteArrayInputStream(packed))) {
            content.readAllBytes();
        }
    }
}
