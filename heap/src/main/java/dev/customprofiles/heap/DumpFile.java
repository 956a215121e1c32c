package dev.customprofiles.heap;

import dev.customprofiles.reader.ProgressListener;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import okio.BufferedSource;
import okio.Okio;
import shark.HprofHeader;
import shark.HprofRecordTag;
import shark.OnHprofRecordTagListener;
import shark.StreamingHprofReader;
import shark.StreamingSourceProvider;

/** The file of a heap dump, plain or gzipped, whose records are read in their order, as often as needed. */
final class DumpFile {

    private static final byte[] MAGIC = "JAVA PROFILE 1.0.".getBytes(StandardCharsets.US_ASCII);
    private static final int GZIP = 0x8b1f;

    private final Path path;
    private final ProgressListener progress;
    private final HprofHeader header;

    /** @throws IOException with a line for the user if the file is not a heap dump */
    DumpFile(Path path, ProgressListener progress) throws IOException {
        this.path = path;
        this.progress = progress;
        if (!isDump(path)) {
            throw new IOException(path + ": not a heap dump");
        }
        try (BufferedSource source = source(ProgressListener.NONE)) {
            this.header = HprofHeader.Companion.parseHeaderOf(source);
        } catch (EOFException e) {
            throw cutOff();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException e) {
            throw new IOException(path + ": not a heap dump of HotSpot", e);
        }
    }

    /** Returns whether the file begins like a heap dump. A folder, for one, does not. */
    static boolean isDump(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = unpacked(Files.newInputStream(path))) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        } catch (EOFException | ZipException e) {
            return false;
        }
    }

    /** When the dump was taken, in milliseconds since the epoch. */
    long takenMillis() {
        return header.getHeapDumpTimestamp();
    }

    int idBytes() {
        return header.getIdentifierByteSize();
    }

    /**
     * Passes the records of some types to a listener, which must read each of them to its end.
     *
     * @throws IOException with a line for the user if the file is cut off or damaged
     */
    void read(Set<HprofRecordTag> types, OnHprofRecordTagListener listener) throws IOException {
        StreamingSourceProvider sources = () -> source(progress);
        progress.begin(Files.size(path));
        try {
            StreamingHprofReader.Companion.readerFor(sources, header).readRecords(types, listener);
        } catch (Exception e) { // Kotlin declares no exceptions: any may come
            throw failure(e);
        } finally {
            progress.end();
        }
    }

    /** Returns whether the whole heap is one record, as jhsdb writes it: no record marks the end of such a dump. */
    boolean hasOneHeapRecord() throws IOException {
        try (BufferedSource in = source(ProgressListener.NONE)) {
            in.skip(header.getRecordsPosition());
            while (!in.exhausted()) {
                int tag = in.readByte() & 0xff;
                if (tag == HprofRecordTag.HEAP_DUMP.getTag() || tag == HprofRecordTag.HEAP_DUMP_SEGMENT.getTag()) {
                    return tag == HprofRecordTag.HEAP_DUMP.getTag();
                }
                in.skip(Integer.BYTES);
                in.skip(Integer.toUnsignedLong(in.readInt()));
            }
            return false;
        }
    }

    private IOException failure(Exception e) {
        if (e instanceof EOFException) {
            return cutOff();
        }
        if (e instanceof UncheckedIOException unchecked) {
            return failure(unchecked.getCause());
        }
        return e instanceof IOException ? new IOException(path + ": " + e.getMessage(), e) : damaged(e);
    }

    IOException damaged(Exception cause) {
        return new IOException(path + ": the heap dump is damaged", cause);
    }

    IOException cutOff() {
        return new IOException(path + ": the heap dump is cut off, so paths in it may be missing");
    }

    private BufferedSource source(ProgressListener listener) {
        try {
            return Okio.buffer(Okio.source(unpacked(new Counted(Files.newInputStream(path), listener))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream unpacked(InputStream file) throws IOException {
        InputStream in = new BufferedInputStream(file, 1 << 16);
        try {
            in.mark(2);
            int first = in.read();
            int second = in.read();
            in.reset();
            return (second << 8 | first) == GZIP ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Reports what is read. */
    private static final class Counted extends FilterInputStream {

        private final ProgressListener listener;

        Counted(InputStream in, ProgressListener listener) {
            super(in);
            this.listener = listener;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            if (value >= 0) {
                listener.advance(1);
            }
            return value;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = super.read(bytes, from, length);
            if (count > 0) {
                listener.advance(count);
            }
            return count;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = super.skip(bytes);
            listener.advance(skipped);
            return skipped;
        }
    }
}
