package dev.customprofiles.reader;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file with chunks. It is opened when it is needed: a repository has a file per chunk, and there may be more of them
 * than a process may have open. What is compressed is first unpacked to a temporary file, which has no name, so that
 * nothing is left behind.
 */
final class Source implements Closeable {
    private static final int GZIP_MAGIC = 0x1f8b;

    /** Where no chunk has begun by then, no more is unpacked: a megabyte of zeros may stand for a gigabyte. */
    private static final int LONGEST_PRELUDE = 16 << 20;

    private final Path path;
    private final FileChannel unpacked;

    private Source(Path path, FileChannel unpacked) {
        this.path = path;
        this.unpacked = unpacked;
    }

    /** Looks at a file and unpacks it if its content says that it is compressed, as far as it can be. */
    static Source of(Path path, DamageLog log, ReadListener listener) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer magic = ByteBuffer.allocate(2);
            while (magic.hasRemaining() && channel.read(magic, magic.position()) > 0) {}
            if (magic.hasRemaining() || (magic.getShort(0) & 0xffff) != GZIP_MAGIC) {
                return new Source(path, null);
            }
            return new Source(path, unpack(path, channel, log, listener));
        }
    }

    private static FileChannel unpack(Path path, FileChannel packed, DamageLog log, ReadListener listener)
            throws IOException {
        Path temporary = TemporaryFiles.file("unpacked", ".jfr");
        FileChannel unpacked = FileChannel.open(
                temporary, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        listener.begin(packed.size());
        try (InputStream in =
                new GZIPInputStream(new BufferedInputStream(Channels.newInputStream(packed), 1 << 16), 1 << 16)) {
            byte[] buffer = new byte[1 << 16];
            int last = 0;
            long read = 0;
            for (int n = in.read(buffer);
                    n >= 0 && (last == ChunkHeader.MAGIC || unpacked.size() < LONGEST_PRELUDE);
                    n = in.read(buffer)) {
                for (int i = 0; i < n && last != ChunkHeader.MAGIC; i++) {
                    last = last << Byte.SIZE | buffer[i] & 0xff;
                }
                write(unpacked, buffer, n);
                listener.advance(packed.position() - read);
                read = packed.position();
            }
        } catch (EOFException | ZipException e) {
            log.add(new Damage(path, unpacked.size(), 0, "the compressed data ends early or is damaged"));
        } catch (IOException | RuntimeException | Error e) {
            unpacked.close();
            throw e;
        } finally {
            listener.end();
        }
        return unpacked;
    }

    private static void write(FileChannel channel, byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw TemporaryFiles.unusable(e);
        }
    }

    boolean isUnpacked() {
        return unpacked != null;
    }

    Path path() {
        return path;
    }

    Bytes open() throws IOException {
        return unpacked != null
                ? new Bytes(path, unpacked, false)
                : new Bytes(path, FileChannel.open(path, StandardOpenOption.READ), true);
    }

    @Override
    public void close() throws IOException {
        if (unpacked != null) {
            unpacked.close();
        }
    }
}
