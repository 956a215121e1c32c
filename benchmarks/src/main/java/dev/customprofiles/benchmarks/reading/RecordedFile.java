package dev.customprofiles.benchmarks.reading;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A recording that was made.
 *
 * @param chunks how many chunks it has
 * @param nanos from the start of the first chunk to the end of the last one
 */
record RecordedFile(Workload workload, Path path, long bytes, int chunks, long nanos) {

    /** A chunk's header as far as its duration. */
    private static final int HEADER = 48;

    private static final int SIZE_AT = 8;
    private static final int START_AT = 32;
    private static final int DURATION_AT = 40;

    /** Looks at the headers of the chunks. */
    static RecordedFile of(Workload workload, Path path) throws IOException {
        try (FileChannel in = FileChannel.open(path)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER);
            int chunks = 0;
            long start = 0;
            long end = 0;
            for (long at = 0; at < in.size(); at += header.getLong(SIZE_AT)) {
                header.clear();
                if (in.read(header, at) < HEADER) {
                    throw new EOFException(path + " ends within a chunk's header");
                }
                start = chunks == 0 ? header.getLong(START_AT) : start;
                end = header.getLong(START_AT) + header.getLong(DURATION_AT);
                chunks++;
            }
            return new RecordedFile(workload, path, in.size(), chunks, end - start);
        }
    }

    /** Such as {@code 4,096 sites, 8,000,000 events, 316 MB in 27 chunks}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d sites, %,d events, %,d MB in %,d chunks",
                workload.sites(),
                workload.events(),
                bytes / 1_000_000,
                chunks);
    }
}
