package dev.customprofiles.reader;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A temporary file for decompressed content. It has no name, so that nothing is left behind. */
final class Unpacked implements Closeable {
    /**
     * If no chunk begins within this many bytes, unpacking stops: a compressed megabyte may expand to a gigabyte of
     * zeros.
     */
    private static final int LONGEST_PRELUDE = 16 << 20;

    private final FileChannel channel;

    Unpacked() throws IOException {
        Path temporary = TemporaryFiles.file("unpacked", ".jfr");
        channel = FileChannel.open(
                temporary, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    FileChannel channel() {
        return channel;
    }

    long size() throws IOException {
        return channel.size();
    }

    /** Appends a recording, all of it unless no chunk begins in it. On failure, the part read so far stays. */
    void append(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        int last = 0;
        long written = 0;
        for (int n = in.read(buffer);
                n >= 0 && (last == ChunkHeader.MAGIC || written < LONGEST_PRELUDE);
                n = in.read(buffer)) {
            for (int i = 0; i < n && last != ChunkHeader.MAGIC; i++) {
                last = last << Byte.SIZE | buffer[i] & 0xff;
            }
            write(buffer, n);
            written += n;
        }
    }

    private void write(byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        try {
            channel.position(channel.size());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw TemporaryFiles.unusable(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
