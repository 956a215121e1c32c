package dev.customprofiles.reader;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * An open file, read at positions. It is read and not memory-mapped: if a mapped file shrinks, a later access kills the
 * thread or the JVM, whereas a read is only short.
 */
final class Bytes implements Closeable {
    private final Path path;
    private final FileChannel channel;
    private final long base;

    /** Negative for a whole file, which this closes. */
    private final long length;

    private Bytes(Path path, FileChannel channel, long base, long length) {
        this.path = path;
        this.channel = channel;
        this.base = base;
        this.length = length;
    }

    /** Returns a whole file, which is closed with this. */
    static Bytes of(Path path, FileChannel channel) {
        return new Bytes(path, channel, 0, -1);
    }

    /** Returns a part of a file, which stays open. */
    static Bytes part(Path path, FileChannel channel, long base, long length) {
        return new Bytes(path, channel, base, length);
    }

    Path path() {
        return path;
    }

    long size() throws IOException {
        return length < 0 ? channel.size() : length;
    }

    /** Reads until the range is full or the file ends. Returns the number of bytes read; 0 at the end. */
    int read(long offset, byte[] bytes, int from, int wanted) throws IOException {
        int most = length < 0 ? wanted : (int) Math.min(wanted, Math.max(0, length - offset));
        ByteBuffer buffer = ByteBuffer.wrap(bytes, from, most);
        long position = base + offset;
        while (buffer.hasRemaining()) {
            int n;
            try {
                n = channel.read(buffer, position);
            } catch (IOException e) {
                throw new FileSystemException(path.toString(), null, e.getMessage());
            }
            if (n <= 0) {
                break;
            }
            position += n;
        }
        return most - buffer.remaining();
    }

    @Override
    public void close() throws IOException {
        if (length < 0) {
            channel.close();
        }
    }
}
