package dev.customprofiles.counts;

import java.util.Arrays;
import java.util.List;

/**
 * The instants of a question. An object is live from the first instant at or after its Add up to, but excluding, the
 * first at or after its Remove.
 */
public final class Instants {

    private final long[] nanos;

    private Instants(long[] nanos) {
        this.nanos = nanos;
    }

    public static Instants of(long nanos) {
        return new Instants(new long[] {nanos});
    }

    /** Sorts the instants and drops duplicates; throws {@link IllegalArgumentException} if there are none. */
    public static Instants of(List<Long> nanos) {
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException("no instants");
        }
        return new Instants(
                nanos.stream().mapToLong(Long::longValue).sorted().distinct().toArray());
    }

    /**
     * Returns these instants with those after the end moved to the end, so that
     * {@link dev.customprofiles.live.Question#END} becomes an instant that has ages.
     */
    public Instants upTo(long endNanos) {
        return new Instants(
                Arrays.stream(nanos).map(at -> Math.min(at, endNanos)).toArray());
    }

    public List<Long> toList() {
        return Arrays.stream(nanos).boxed().toList();
    }

    public int size() {
        return nanos.length;
    }

    public long at(int index) {
        return nanos[index];
    }

    public long last() {
        return nanos[nanos.length - 1];
    }

    /** Returns the index of the first instant at or after a time; the number of instants if there is none. */
    public int from(long time) {
        if (nanos.length == 1) {
            return time <= nanos[0] ? 0 : 1;
        }
        int found = Arrays.binarySearch(nanos, time);
        if (found < 0) {
            return -found - 1;
        }
        while (found > 0 && nanos[found - 1] == time) {
            found--;
        }
        return found;
    }

    /** Returns a cursor that looks up times that are nearly in order. */
    public Cursor cursor() {
        return new Cursor();
    }

    /** Remembers the position of the last time, because the next is usually close to it. Not thread-safe. */
    public final class Cursor {
        private int index;
        private long after = Long.MIN_VALUE;
        private long upTo = nanos[0];

        /** Same as {@link Instants#from}. */
        public int from(long time) {
            if (time > upTo || time <= after) {
                index = Instants.this.from(time);
                after = index == 0 ? Long.MIN_VALUE : nanos[index - 1];
                upTo = index == nanos.length ? Long.MAX_VALUE : nanos[index];
            }
            return index;
        }
    }
}
