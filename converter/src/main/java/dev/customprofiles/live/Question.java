package dev.customprofiles.live;

import java.util.List;
import java.util.function.Predicate;

/**
 * A question about the profiles of a recording.
 *
 * @param profile the name of the profile; null for all profiles
 * @param instants in nanoseconds since the epoch, {@link #END} for the end of the recording; at least one. Sorted,
 *     without duplicates
 * @param sites chooses the sites; called by several threads at a time
 * @param churn whether to compute the {@link Churn} of the chosen sites, which reads the stacks of all Adds. For
 *     {@link #ALL_SITES} it is computed anyway
 * @param byThread whether to keep the sites of different adding threads apart
 * @param wholeHistory whether to read the whole recording, so that the {@link Churn} covers all of it and all losses
 *     are found; otherwise only the chunks on which the live sets depend are read
 * @param peak whether to find the {@link Peak}; requires the whole history and a single instant
 * @param turnover whether to compute the churn by site, which reads the stacks of all Adds; requires the whole history
 * @param dropped whether an object whose value is collected stays live in a weak profile too, as a
 *     {@linkplain Site#collected collected} object, to distinguish it from removed ones. Only for objects that left in
 *     the part of the recording that is read
 * @param ages chooses objects by their age at the instant
 * @param from the snapshot to replay from. The answer is the same; this exists to check that
 * @since 0.1
 */
public record Question(
        String profile,
        List<Long> instants,
        Predicate<Site> sites,
        boolean churn,
        boolean byThread,
        boolean wholeHistory,
        boolean peak,
        boolean turnover,
        boolean dropped,
        AgeRange ages,
        From from) {

    /** An instant after every event, even after those that are later than the chunk headers say. */
    public static final long END = Long.MAX_VALUE;

    /** All sites. */
    public static final Predicate<Site> ALL_SITES = site -> true;

    /**
     * The start of a replay.
     *
     * @since 0.1
     */
    public enum From {
        /** The last snapshot before the instant. */
        LAST_SNAPSHOT,
        /** The first snapshot in the recording, or its first event if there is no snapshot. */
        FIRST_SNAPSHOT
    }

    /**
     * Sorts the instants.
     *
     * @param profile as in the record
     * @param instants as in the record
     * @param sites as in the record
     * @param churn as in the record
     * @param byThread as in the record
     * @param wholeHistory as in the record
     * @param peak as in the record
     * @param turnover as in the record
     * @param dropped as in the record
     * @param ages as in the record
     * @param from as in the record
     * @throws IllegalArgumentException if there are no instants
     */
    public Question {
        instants = instants.stream().sorted().distinct().toList();
        if (instants.isEmpty()) {
            throw new IllegalArgumentException("no instants");
        }
    }

    /**
     * Asks for the live set of one profile, or of all if the name is null.
     *
     * @param profile the name of the profile; null for all
     * @param atNanos the instant in nanoseconds since the epoch
     * @return the question
     */
    public static Question liveSet(String profile, long atNanos) {
        return new Question(
                profile,
                List.of(atNanos),
                ALL_SITES,
                false,
                false,
                false,
                false,
                false,
                false,
                AgeRange.ALL,
                From.LAST_SNAPSHOT);
    }

    /**
     * Asks for everything about all profiles, with the live sets at the end.
     *
     * @return the question
     */
    public static Question everything() {
        return liveSet(null, END).withWholeHistory();
    }

    /**
     * {@return this question about other instants, in any order}
     *
     * @param others the instants in nanoseconds since the epoch; at least one
     */
    public Question at(List<Long> others) {
        return new Question(profile, others, sites, churn, byThread, wholeHistory, peak, turnover, dropped, ages, from);
    }

    /**
     * {@return this question about the sites that pass} Their churn is unknown unless requested by {@link #withChurn}.
     *
     * @param chosen the choice of sites; called by several threads at a time
     */
    public Question where(Predicate<Site> chosen) {
        return new Question(
                profile, instants, chosen, churn, byThread, wholeHistory, peak, turnover, dropped, ages, from);
    }

    /**
     * {@return this question with the churn of the chosen sites} An added object is never
     * {@linkplain Site#collected collected}.
     */
    public Question withChurn() {
        return new Question(
                profile, instants, sites, true, byThread, wholeHistory, peak, turnover, dropped, ages, from);
    }

    /**
     * {@return this question with threads kept apart} Replays from the first snapshot, because snapshots have no
     * threads.
     */
    public Question withThreads() {
        return new Question(
                profile, instants, sites, churn, true, true, peak, turnover, dropped, ages, From.FIRST_SNAPSHOT);
    }

    /**
     * {@return this question about objects of these ages} Replays from the first snapshot, because snapshots have only
     * approximate ages. The churn becomes unknown.
     *
     * @param range the ages
     */
    public Question ofAge(AgeRange range) {
        return new Question(
                profile, instants, sites, churn, byThread, true, peak, turnover, dropped, range, From.FIRST_SNAPSHOT);
    }

    /**
     * {@return this question about objects younger than an age} Exact with any snapshot that is older than that,
     * because none of its objects count.
     *
     * @param nanos the age in nanoseconds
     */
    public Question youngerThan(long nanos) {
        AgeRange younger = new AgeRange(AgeRange.ALL.minNanos(), nanos - 1);
        return new Question(
                profile, instants, sites, churn, byThread, wholeHistory, peak, turnover, dropped, younger, from);
    }

    /** {@return this question with the counts of the whole recording} */
    public Question withWholeHistory() {
        return new Question(profile, instants, sites, churn, byThread, true, peak, turnover, dropped, ages, from);
    }

    /** {@return this question with the peak} */
    public Question withPeak() {
        return new Question(profile, instants, sites, churn, byThread, true, true, turnover, dropped, ages, from);
    }

    /**
     * {@return this question with {@link Churn#sites}} Replays from the first snapshot, because snapshots have only
     * approximate ages.
     */
    public Question withTurnover() {
        return new Question(
                profile, instants, sites, churn, byThread, true, peak, true, dropped, ages, From.FIRST_SNAPSHOT);
    }

    /** {@return this question with the objects that left a weak profile because their value was collected} */
    public Question withDropped() {
        return new Question(profile, instants, sites, churn, byThread, wholeHistory, peak, turnover, true, ages, from);
    }

    /**
     * {@return this question about the profile of that name}
     *
     * @param name the name
     */
    public Question about(String name) {
        return new Question(name, instants, sites, churn, byThread, wholeHistory, peak, turnover, dropped, ages, from);
    }

    /**
     * {@return this question, replayed from elsewhere}
     *
     * @param other the start of the replay
     */
    public Question replayedFrom(From other) {
        return new Question(
                profile, instants, sites, churn, byThread, wholeHistory, peak, turnover, dropped, ages, other);
    }

    /**
     * {@return whether the question is about the profile of that name}
     *
     * @param name the name
     */
    public boolean isAbout(String name) {
        return name != null && (profile == null || profile.equals(name));
    }

    /** {@return whether the question is about some of the sites only} */
    public boolean choosesSites() {
        return sites != ALL_SITES;
    }
}
