package dev.customprofiles.reader;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Parsed metadata by its bytes. Consecutive chunks of a JVM mostly have the same, 100 KB of it; only the bytes tell, the
 * metadata id of two JVMs may well be equal.
 */
final class MetadataCache {
    private static final int KEPT = 4;

    private record Entry(byte[] bytes, Metadata metadata) {}

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** Parses the metadata event in the first {@code length} bytes of an array, or finds what came of it before. */
    Metadata parse(byte[] bytes, int length) throws MetadataParser.MalformedException {
        int from = tablesAt(bytes);
        if (from >= length) {
            throw new MetadataParser.MalformedException("metadata: cut short");
        }
        synchronized (entries) {
            for (Entry entry : entries) {
                if (Arrays.equals(entry.bytes, 0, entry.bytes.length, bytes, from, length)) {
                    return entry.metadata;
                }
            }
        }
        Metadata metadata = MetadataParser.parse(bytes, length);
        synchronized (entries) {
            entries.addFirst(new Entry(Arrays.copyOfRange(bytes, from, length), metadata));
            if (entries.size() > KEPT) {
                entries.removeLast();
            }
        }
        return metadata;
    }

    /** Behind size, type, start, duration and id, which differ from chunk to chunk. */
    private static int tablesAt(byte[] bytes) {
        int p = 0;
        for (int i = 0; i < 5 && p < bytes.length - Varints.SLACK; i++) {
            p = Varints.skip(bytes, p);
        }
        return p;
    }
}
