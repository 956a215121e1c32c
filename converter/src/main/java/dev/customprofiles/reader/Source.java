package dev.customprofiles.reader;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.ZipException;

/**
 * A file with chunks. It is opened when it is needed: a repository has a file per chunk, and there may be more of them
 * than a process may have open. What is compressed is first unpacked to a temporary file.
 */
final class Source implements Closeable {
    private final Path path;
    private final Path name;
    private final Unpacked unpacked;
    private final long base;
    private final long length;
    private final String emptiness;

    private Source(Path path, Path name, Unpacked unpacked, long base, long length, String emptiness) {
        this.path = path;
        this.name = name;
        this.unpacked = unpacked;
        this.base = base;
        this.length = length;
        this.emptiness = emptiness;
    }

    /**
     * Looks at a file and unpacks it if its content says that it is compressed, as far as it can be. There is one source for
     * a file, and for an archive one for each recording in it, but at least one.
     */
    static List<Source> of(Path path, DamageLog log, ProgressListener listener) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(4);
            while (head.hasRemaining() && channel.read(head, head.position()) > 0) {}
            if (ZipArchive.begins(head.array())) {
                return ZipArchive.sources(path, channel, log, listener);
            }
            return List.of(
                    GzipContent.begins(head.array())
                            ? unpack(path, channel, log, listener)
                            : new Source(path, path, null, 0, 0, "the file is empty"));
        }
    }

    /**
     * What was unpacked last.
     *
     * @param path the file that it was in
     * @param name what messages call it
     * @param base where it begins in the unpacked file
     * @param emptiness what to say if it is empty
     */
    static Source unpacked(Path path, Path name, Unpacked unpacked, long base, String emptiness) throws IOException {
        return new Source(path, name, unpacked, base, unpacked.size() - base, emptiness);
    }

    private static Source unpack(Path path, FileChannel packed, DamageLog log, ProgressListener listener)
            throws IOException {
        Unpacked unpacked = new Unpacked();
        listener.begin(packed.size());
        try (GzipContent content = new GzipContent(new ListenedInput(Channels.newInputStream(packed), listener))) {
            unpacked.append(content);
            noteRest(path, unpacked.size(), content, log);
        } catch (EOFException | ZipException e) {
            log.add(new Damage(path, unpacked.size(), 0, "the compressed data ends early or is damaged"));
        } catch (IOException | RuntimeException | Error e) {
            unpacked.close();
            throw e;
        } finally {
            listener.end();
        }
        return unpacked(path, path, unpacked, 0, "nothing in it can be unpacked");
    }

    /** Takes down what is behind compressed data. It may be a recording, but which of the two was meant is not known. */
    static void noteRest(Path name, long offset, GzipContent content, DamageLog log) {
        if (content.behind() > 0) {
            log.add(new Damage(
                    name, offset, content.behind(), "behind the compressed data, not compressed, and left out"));
        }
    }

    /** The file that it is in. */
    Path path() {
        return path;
    }

    /** What messages call it: the file, or an entry of an archive as if that were a folder. */
    Path name() {
        return name;
    }

    /** What to say if there is not a byte in it. */
    String emptiness() {
        return emptiness;
    }

    Bytes open() throws IOException {
        return unpacked != null
                ? Bytes.part(name, unpacked.channel(), base, length)
                : Bytes.of(path, FileChannel.open(path, StandardOpenOption.READ));
    }

    @Override
    public void close() throws IOException {
        if (unpacked != null) {
            unpacked.close();
        }
    }
}
