package dev.customprofiles.reader;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * An open file, read at positions. Plain reads and no memory mapping: a file that shrinks under a mapping kills the JVM
 * or the thread at some later access, a read of it is only short.
 */
final class Bytes implements Closeable {
    private final Path path;
    private final FileChannel channel;
    private final boolean owned;

    Bytes(Path path, FileChannel channel, boolean owned) {
        this.path = path;
        this.channel = channel;
        this.owned = owned;
    }

    Path path() {
        return path;
    }

    long size() throws IOException {
        return channel.size();
    }

    /** Reads until the range is full or the file ends; returns how much there was, 0 at the end. */
    int read(long offset, byte[] bytes, int from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
        long position = offset;
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
        return length - buffer.remaining();
    }

    @Override
    public void close() throws IOException {
        if (owned) {
            channel.close();
        }
    }
}
