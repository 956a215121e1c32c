package dev.customprofiles.reader;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Caches parsed metadata by its bytes. Consecutive chunks of a JVM usually have the same 100 KB of metadata. Only the
 * bytes identify it: two JVMs may use the same metadata id.
 */
final class MetadataCache {
    private static final int KEPT = 4;

    private record Entry(byte[] bytes, Metadata metadata) {}

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** Returns the metadata in the first {@code length} bytes of an array, from the cache or by parsing. */
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

    /** Returns the position after size, type, start, duration and id, which differ from chunk to chunk. */
    private static int tablesAt(byte[] bytes) {
        int p = 0;
        for (int i = 0; i < 5 && p < bytes.length - Varints.SLACK; i++) {
            p = Varints.skip(bytes, p);
        }
        return p;
    }
}
