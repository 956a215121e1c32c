package dev.customprofiles.serve;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** LRU cache of replies, bounded by bytes. */
final class ReplyCache {

    private final long capacity;
    private final Map<Object, Reply> pages = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    /** @param capacity the maximum size in bytes; a single reply may take a quarter of it */
    ReplyCache(long capacity) {
        this.capacity = capacity;
    }

    /** Returns the reply for an equal key, or null. */
    synchronized Reply get(Object key) {
        return pages.get(key);
    }

    synchronized void put(Object key, Reply page) {
        if (page.body().length > capacity / 4) {
            return;
        }
        Reply replaced = pages.put(key, page);
        size += cost(page) - (replaced == null ? 0 : cost(replaced));
        Iterator<Reply> oldest = pages.values().iterator();
        while (size > capacity) {
            size -= cost(oldest.next());
            oldest.remove();
        }
    }

    /** Returns the size of an entry, including its key, which may name many files. */
    private static long cost(Reply page) {
        return page.body().length + 1024;
    }
}
