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
 * A file with chunks. It is opened on demand, because a repository has a file per chunk, possibly more than a process
 * may have open. Compressed files are first unpacked to a temporary file.
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
     * Examines a file and, if its content is compressed, unpacks it as far as possible. Returns one source for a file;
     * for an archive, one for each recording in it, but at least one.
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
     * Returns the source of the content unpacked last.
     *
     * @param path the compressed file
     * @param name the name in messages
     * @param base the start of the content in the unpacked file
     * @param emptiness the message if it is empty
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

    /**
     * Records data after compressed data as damage. It may be a recording, but which of the two is wanted is unknown.
     */
    static void noteRest(Path name, long offset, GzipContent content, DamageLog log) {
        if (content.behind() > 0) {
            log.add(new Damage(
                    name, offset, content.behind(), "behind the compressed data, not compressed, and left out"));
        }
    }

    /** Returns the file. */
    Path path() {
        return path;
    }

    /** Returns the name in messages: the file, or an entry of an archive as if that were a folder. */
    Path name() {
        return name;
    }

    /** Returns the message if it is empty. */
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
