package dev.customprofiles.reader;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses the members of a gzip file, one after the other. {@code GZIPInputStream} does the same, but silently
 * ignores any data after a member that is not another member.
 */
final class GzipContent extends InputStream {
    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;

    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final PushbackInputStream in;
    private final byte[] packed = new byte[1 << 16];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();

    /** Number of valid compressed bytes. */
    private int available;

    private boolean inMember;
    private boolean ended;
    private long behind;

    GzipContent(InputStream in) {
        this.in = new PushbackInputStream(in, packed.length);
    }

    /** Returns whether a file that begins with these bytes is gzipped. */
    static boolean begins(byte[] head) {
        return head.length >= 2 && (head[0] & 0xff) == FIRST && (head[1] & 0xff) == SECOND;
    }

    /**
     * Returns the number of bytes after the last member, once everything has been read; 0 if they are only padding
     * zeros.
     */
    long behind() {
        return behind;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * @throws EOFException if the file ends within a member
     * @throws ZipException if a member is damaged
     */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            if (!inMember && !begin()) {
                ended = true;
                break;
            }
            int n;
            try {
                n = inflater.inflate(bytes, offset, length);
            } catch (DataFormatException e) {
                throw new ZipException(e.getMessage());
            }
            if (n > 0) {
                crc.update(bytes, offset, n);
                return n;
            }
            if (inflater.finished()) {
                end();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("a dictionary is needed");
            } else if (inflater.needsInput()) {
                available = in.read(packed);
                if (available < 0) {
                    throw new EOFException();
                }
                inflater.setInput(packed, 0, available);
            }
        }
        return -1;
    }

    /** Starts a member; false if there is none. */
    private boolean begin() throws IOException {
        int first = in.read();
        int second = first == FIRST ? in.read() : -1;
        if (first != FIRST || second != SECOND) {
            passOver(first, second);
            return false;
        }
        if (next() != DEFLATE) {
            throw new ZipException("not deflated");
        }
        int flags = next();
        in.readNBytes(6); // modification time, flags and operating system
        if ((flags & EXTRA) != 0) {
            in.skipNBytes(next() | next() << Byte.SIZE);
        }
        skipText(flags & NAME);
        skipText(flags & COMMENT);
        if ((flags & HEADER_CRC) != 0) {
            in.skipNBytes(2);
        }
        inflater.reset();
        crc.reset();
        inMember = true;
        return true;
    }

    private int next() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException();
        }
        return b;
    }

    private void skipText(int flag) throws IOException {
        while (flag != 0 && next() != 0) {}
    }

    /** Ends a member by checking its checksum and its length, each of four bytes. */
    private void end() throws IOException {
        int rest = inflater.getRemaining();
        in.unread(packed, available - rest, rest);
        long length = inflater.getBytesWritten();
        inMember = false;
        if (number() != crc.getValue() || number() != (length & 0xffff_ffffL)) {
            throw new ZipException("the checksum is wrong");
        }
    }

    private long number() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private void passOver(int first, int second) throws IOException {
        long count = (first < 0 ? 0 : 1) + (second < 0 ? 0 : 1);
        boolean zeros = first <= 0 && second <= 0;
        for (int n = in.read(packed); n >= 0; n = in.read(packed)) {
            for (int i = 0; i < n && zeros; i++) {
                zeros = packed[i] == 0;
            }
            count += n;
        }
        behind = zeros ? 0 : count;
    }

    /** Releases memory; the file stays open. */
    @Override
    public void close() {
        inflater.end();
    }
}
