package dev.customprofiles.live;

import dev.customprofiles.replay.Replay;

/**
 * What is asked of a recording.
 *
 * @param profile the only profile to look at; null for all of them
 * @param atNanos the instant, in nanoseconds since the epoch; {@link Replay#END} for the end of the recording
 * @param byThread whether sites are told apart by the thread that added
 * @param wholeHistory whether to read all of the recording, so that the counts of {@link ProfileHistory} are those of
 *     all of it, and everything that is missing is found; otherwise they are those of the chunks that the live set
 *     depends on
 * @param peak whether to find out when most objects were live; takes the whole history, and no more than one instant
 * @param ages which objects count, by their age at the instant
 * @param from which snapshot to replay from; the answer is the same, so this is for checking that it is
 */
public record Question(
        String profile, long atNanos, boolean byThread, boolean wholeHistory, boolean peak, AgeRange ages, From from) {

    /** Where a replay begins. */
    public enum From {
        /** With the last snapshot before the instant. */
        LAST_SNAPSHOT,
        /** With the first snapshot in the recording, or with its first event if it has none there. */
        FIRST_SNAPSHOT
    }

    /** The live set of one profile, or of the only one there is if the name is null. */
    public static Question liveSet(String profile, long atNanos) {
        return new Question(profile, atNanos, false, false, false, AgeRange.ALL, From.LAST_SNAPSHOT);
    }

    /** Everything about every profile, with the live sets at the end. */
    public static Question everything() {
        return new Question(null, Replay.END, false, true, false, AgeRange.ALL, From.LAST_SNAPSHOT);
    }

    /** The same question with threads told apart, as far back as the recording goes: a snapshot knows no threads. */
    public Question withThreads() {
        return new Question(profile, atNanos, true, true, peak, ages, From.FIRST_SNAPSHOT);
    }

    /** The same question of objects of these ages. A snapshot knows ages roughly, so it is the earliest one that counts. */
    public Question ofAge(AgeRange range) {
        return new Question(profile, atNanos, byThread, true, peak, range, From.FIRST_SNAPSHOT);
    }

    /**
     * The same question of what was added so short a time before, or later. Exact with any snapshot that is older than that:
     * nothing in it counts.
     */
    public Question youngerThan(long nanos) {
        AgeRange younger = new AgeRange(AgeRange.ALL.minNanos(), nanos - 1);
        return new Question(profile, atNanos, byThread, wholeHistory, peak, younger, from);
    }

    /** The same question with the counts of the whole recording. */
    public Question withWholeHistory() {
        return new Question(profile, atNanos, byThread, true, peak, ages, from);
    }

    /** The same question, and when most objects were live. */
    public Question withPeak() {
        return new Question(profile, atNanos, byThread, true, true, ages, from);
    }

    /** The same question about the profile of that name. */
    public Question about(String name) {
        return new Question(name, atNanos, byThread, wholeHistory, peak, ages, from);
    }

    public boolean isAbout(String name) {
        return name != null && (profile == null || profile.equals(name));
    }
}
