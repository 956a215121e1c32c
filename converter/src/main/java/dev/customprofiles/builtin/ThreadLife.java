package dev.customprofiles.builtin;

import dev.customprofiles.live.Frame;
import java.util.List;

/**
 * The starts and ends of a Java thread id around an instant: the last one up to the instant, and the first one after
 * it. An id may have several lives, because HotSpot restarts compiler threads with the same id. Events are ordered by
 * ticks, because the wall clock may be set between two chunks.
 */
final class ThreadLife {

    private enum Change {
        START,
        END
    }

    /** The thread's name; null if no event has it. */
    String name;

    boolean virtual;

    /** The stack that started the thread; null if it is not alive because of a start. */
    List<Frame> start;

    /** The key of that stack in its chunk. */
    long startStack;

    /** The last start or end up to the instant; null if there is none. */
    private Change last;

    private long lastTicks = Long.MIN_VALUE;
    private long lastNanos;

    /** The first start or end after the instant; null if there is none. */
    private Change next;

    private long nextTicks = Long.MAX_VALUE;
    private long nextNanos;

    /** The latest start or end of all. */
    private Change latest;

    private long latestTicks = Long.MIN_VALUE;
    private long latestNanos;

    private boolean seen;
    private boolean seenLater;

    void starts(boolean inTime, long ticks, long nanos, long stack) {
        if (change(Change.START, inTime, ticks, nanos)) {
            startStack = stack;
        }
    }

    void ends(boolean inTime, long ticks, long nanos) {
        change(Change.END, inTime, ticks, nanos);
    }

    /** Notes that another event names the thread, so it is alive at that time. */
    void isSeen(boolean inTime) {
        seen |= inTime;
        seenLater |= !inTime;
    }

    /** Notes a start or an end; returns whether it is now the last one up to the instant. */
    private boolean change(Change change, boolean inTime, long ticks, long nanos) {
        latest(change, ticks, nanos);
        if (inTime && ticks >= lastTicks) {
            last = change;
            lastTicks = ticks;
            lastNanos = nanos;
            return true;
        }
        if (!inTime && ticks < nextTicks) {
            next = change;
            nextTicks = ticks;
            nextNanos = nanos;
        }
        return false;
    }

    private void latest(Change change, long ticks, long nanos) {
        if (ticks >= latestTicks) {
            latest = change;
            latestTicks = ticks;
            latestNanos = nanos;
        }
    }

    /** Adds the events of a later chunk. */
    void addAll(ThreadLife later) {
        name = later.name == null ? name : later.name;
        virtual |= later.virtual;
        if (later.last != null && change(later.last, true, later.lastTicks, later.lastNanos)) {
            start = later.start;
        }
        if (later.next != null) {
            change(later.next, false, later.nextTicks, later.nextNanos);
        }
        if (later.latest != null) {
            latest(later.latest, later.latestTicks, later.latestNanos);
        }
        seen |= later.seen;
        seenLater |= later.seenLater;
    }

    /** Returns whether the last change up to the instant is a start. */
    boolean hasStarted() {
        return last == Change.START;
    }

    /**
     * Returns whether the thread is not alive at the instant and has ended for good, unless HotSpot reuses the id. Only
     * a dump can revive it: see {@link #isAliveIfListed}.
     *
     * @param settledNanos events from before this instant have all been read
     */
    boolean isOver(long settledNanos) {
        return latest == Change.END
                && latestNanos < settledNanos
                && (last == Change.END || last == null && next == Change.START);
    }

    /**
     * Returns whether the thread is alive, given that the last dump up to the instant lists it. Events override the
     * dump, which takes a while and may list a thread that is about to start or has just ended. If an event contradicts
     * the dump by more than that, another event must be missing, and the dump decides.
     */
    boolean isAliveIfListed(ThreadLives.Dump dump) {
        boolean justEnded = last == Change.END && dump.nanos() - lastNanos <= ThreadLives.LATE_NANOS;
        boolean aboutToStart = next == Change.START && nextNanos - dump.nanos() <= ThreadLives.LATE_NANOS;
        return last == Change.START || !justEnded && !aboutToStart;
    }

    /**
     * Returns whether the thread is alive, given that the last dump up to the instant does not list it. A thread
     * without a start is alive if it ended while the dump was taken.
     *
     * @param startsRecorded if true, a thread without a start is older than the recording
     * @param endsRecorded if false, a platform thread that is missing from a later dump has ended
     */
    boolean isAliveUnlisted(ThreadLives.Dump dump, boolean startsRecorded, boolean endsRecorded) {
        if (last == null) {
            return startsRecorded && next == Change.END && nextNanos - dump.nanos() <= ThreadLives.LATE_NANOS;
        }
        return last == Change.START && (endsRecorded || virtual || dump.ticks() <= lastTicks);
    }

    /**
     * Returns whether the thread is alive, given that there is no dump.
     *
     * @param startsRecorded if true, a thread without a start is older than the recording
     */
    boolean isAlive(boolean startsRecorded) {
        if (last != null) {
            return last == Change.START;
        }
        return next != Change.START && (seen || startsRecorded && (seenLater || next == Change.END));
    }
}
