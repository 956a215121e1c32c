package dev.customprofiles.counts;

import dev.customprofiles.replay.Replay;
import java.util.Arrays;
import java.util.List;

/**
 * The instants that are asked about. An object is live at those from the first at or after its Add up to, but without, the
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

    /** In any order and with repetitions; none at all throws {@link IllegalArgumentException}. */
    public static Instants of(List<Long> nanos) {
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException("no instants");
        }
        return new Instants(
                nanos.stream().mapToLong(Long::longValue).sorted().distinct().toArray());
    }

    /** The same instants, those after an end at the end: {@link Replay#END} becomes an instant with an age. */
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

    /** The index of the first instant at or after a time; the number of instants if there is none. */
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

    /** Looks up times that come nearly in order. */
    public Cursor cursor() {
        return new Cursor();
    }

    /** Remembers where the last time was, for the next one is mostly there too. Not for several threads. */
    public final class Cursor {
        private int index;
        private long after = Long.MIN_VALUE;
        private long upTo = nanos[0];

        /** As {@link Instants#from}. */
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
