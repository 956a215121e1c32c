package dev.customprofiles.reader;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * The recordings in a zip archive, found like those in a folder: entries that are recordings by content, compressed or
 * not, and entries that are recordings by name, even if damaged. All are unpacked into one file, because there may be
 * many.
 */
final class ZipArchive {
    /** Names of recordings, including those in a format that is not supported. */
    private static final Pattern NAMED = Pattern.compile(".*\\.jfr(\\.\\w+)?", Pattern.DOTALL);

    /** Folder of macOS metadata: {@code __MACOSX/._app.jfr} is not a recording. */
    private static final String METADATA_OF_MACOS = "._";

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private static final String DAMAGED = "the compressed data ends early or is damaged";

    private final Path path;
    private final DamageLog log;
    private final ProgressListener listener;
    private final Unpacked unpacked;
    private final List<Source> sources = new ArrayList<>();

    private ZipArchive(Path path, DamageLog log, ProgressListener listener, Unpacked unpacked) {
        this.path = path;
        this.log = log;
        this.listener = listener;
        this.unpacked = unpacked;
    }

    /** Returns whether a file that begins with these bytes is a zip archive, possibly without entries. */
    static boolean begins(byte[] head) {
        return head.length >= 4
                && head[0] == 'P'
                && head[1] == 'K'
                && (head[2] == 3 && head[3] == 4 || head[2] == 5 && head[3] == 6);
    }

    /**
     * Unpacks the recordings of an archive. If there are none, returns a single empty source whose message says why.
     *
     * @param channel the archive, open
     */
    static List<Source> sources(Path path, FileChannel channel, DamageLog log, ProgressListener listener)
            throws IOException {
        Unpacked unpacked = new Unpacked();
        ZipArchive archive = new ZipArchive(path, log, listener, unpacked);
        try {
            String without = archive.unpack(channel);
            if (archive.sources.isEmpty()) {
                archive.sources.add(Source.unpacked(path, path, unpacked, 0, without));
            }
            return archive.sources;
        } catch (IOException | RuntimeException | Error e) {
            unpacked.close();
            throw e;
        }
    }

    /** Returns the message for the case that no recording is found. */
    private String unpack(FileChannel channel) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile());
        } catch (ZipException e) {
            if (String.valueOf(e.getMessage()).contains("encrypted")) {
                return "an encrypted zip archive: unpack it first (unzip FILE)";
            }
            unpackFromTheFront(channel);
            return "a damaged zip archive, of which no recording can be unpacked";
        }
        try (zip) {
            unpack(zip);
        }
        return "a zip archive without recordings";
    }

    private void unpack(ZipFile zip) throws IOException {
        List<ZipEntry> entries = new ArrayList<>(zip.stream().toList());
        entries.sort(Comparator.comparing(ZipEntry::getName));
        listener.begin(entries.stream()
                .mapToLong(entry -> Math.max(0, entry.getSize()))
                .sum());
        try {
            for (ZipEntry entry : entries) {
                if (isFile(entry)) {
                    unpack(zip, entry);
                }
            }
        } finally {
            listener.end();
        }
    }

    private void unpack(ZipFile zip, ZipEntry entry) throws IOException {
        CRC32 crc = new CRC32();
        Path name = name(entry);
        try (InputStream in = new CheckedInputStream(new ListenedInput(zip.getInputStream(entry), listener), crc)) {
            if (unpack(entry, name, in) && in.read() < 0 && entry.getCrc() >= 0 && crc.getValue() != entry.getCrc()) {
                damaged(name, 0);
            }
        } catch (EOFException | ZipException e) {
            damaged(name, 0); // it cannot be opened at all
        }
    }

    /** Unpacks complete entries from the start of an archive whose directory, at its end, is missing. */
    private void unpackFromTheFront(FileChannel channel) throws IOException {
        log.add(new Damage(path, 0, 0, "the zip archive is cut short or damaged"));
        listener.begin(channel.size());
        InputStream packed = Channels.newInputStream(channel.position(0));
        try (ZipInputStream in = new ZipInputStream(new ListenedInput(packed, listener))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (isFile(entry)) {
                    unpack(entry, name(entry), in);
                }
            }
        } catch (EOFException | ZipException | IllegalArgumentException e) {
            // The following entries cannot be found. The damage has been reported already.
        } finally {
            listener.end();
        }
    }

    private static boolean isFile(ZipEntry entry) {
        String name = entry.getName();
        return !entry.isDirectory()
                && !name.substring(name.lastIndexOf('/') + 1).startsWith(METADATA_OF_MACOS);
    }

    /** Unpacks an entry if it is a recording. Returns whether it is one and is undamaged. */
    private boolean unpack(ZipEntry entry, Path name, InputStream in) throws IOException {
        long base = unpacked.size();
        boolean named = NAMED.matcher(entry.getName().toLowerCase(Locale.ROOT)).matches();
        boolean whole = true;
        BufferedInputStream content = new BufferedInputStream(in, 1 << 16);
        try {
            byte[] head = head(content);
            if (GzipContent.begins(head)) {
                try (GzipContent gzip = new GzipContent(content)) {
                    content = new BufferedInputStream(gzip, 1 << 16);
                    if (!named && !isRecording(head(content))) {
                        return false;
                    }
                    unpacked.append(content);
                    Source.noteRest(name, unpacked.size() - base, gzip, log);
                }
            } else if (named || isRecording(head)) {
                unpacked.append(content);
            } else {
                return false;
            }
        } catch (EOFException | ZipException e) {
            damaged(name, unpacked.size() - base);
            whole = false;
        }
        sources.add(Source.unpacked(path, name, unpacked, base, "nothing in it can be unpacked"));
        return whole;
    }

    private void damaged(Path name, long offset) {
        log.add(new Damage(name, offset, 0, DAMAGED));
    }

    private static byte[] head(BufferedInputStream in) throws IOException {
        in.mark(OtherFormat.HEAD);
        byte[] head = in.readNBytes(OtherFormat.HEAD);
        in.reset();
        return head;
    }

    private static boolean isRecording(byte[] head) {
        return head.length >= Integer.BYTES && ByteBuffer.wrap(head).getInt() == ChunkHeader.MAGIC;
    }

    /**
     * Returns the name of an entry in messages, as if the archive were a folder: {@code app.zip/monday.jfr}. Opens
     * nothing.
     */
    private Path name(ZipEntry entry) {
        try {
            return Path.of(path + "/" + CONTROL.matcher(entry.getName()).replaceAll("?"));
        } catch (InvalidPathException e) {
            return path;
        }
    }
}
