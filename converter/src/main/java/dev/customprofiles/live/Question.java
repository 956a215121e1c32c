package dev.customprofiles.live;

import java.util.List;
import java.util.function.Predicate;

/**
 * What is asked of a recording.
 *
 * @param profile the only profile to look at; null for all of them
 * @param instants in nanoseconds since the epoch, {@link #END} for the end of the recording; at least one. Kept in ascending
 *     order, each once
 * @param sites the sites that are asked about; called by several threads at a time
 * @param churn whether to find what came and went of the chosen sites, which reads the stacks of all Adds. Of {@link
 *     #ALL_SITES} it is found anyway
 * @param byThread whether each adding thread has sites of its own
 * @param wholeHistory whether to read all of the recording, so that the {@link Churn} is that of all of it, and everything
 *     that is missing is found; otherwise only the chunks are read that the live sets depend on
 * @param peak whether to find out when most objects were live; takes the whole history, and a single instant
 * @param turnover whether to find what came and went by site, which reads the stacks of all Adds; takes the whole history
 * @param dropped whether what leaves a weak profile when its value is collected stays live, as a {@linkplain Site#collected
 *     collected} object, as in any other profile: so it differs from what was removed. Only of what left in the part of the
 *     recording that is read
 * @param ages which objects count, by their age at the instant
 * @param from which snapshot to replay from; the answer is the same, so this is for checking that it is
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

    /** An instant later than everything: each event counts, also those that the chunk headers do not reach. */
    public static final long END = Long.MAX_VALUE;

    /** Every site. */
    public static final Predicate<Site> ALL_SITES = site -> true;

    /** Where a replay begins. */
    public enum From {
        /** With the last snapshot before the instant. */
        LAST_SNAPSHOT,
        /** With the first snapshot in the recording, or with its first event if it has none there. */
        FIRST_SNAPSHOT
    }

    /** Sorts the instants; throws {@link IllegalArgumentException} if there are none. */
    public Question {
        instants = instants.stream().sorted().distinct().toList();
        if (instants.isEmpty()) {
            throw new IllegalArgumentException("no instants");
        }
    }

    /** The live set of one profile, or of each if the name is null. */
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

    /** Everything about every profile, with the live sets at the end. */
    public static Question everything() {
        return liveSet(null, END).withWholeHistory();
    }

    /** The same question about other instants, in any order. */
    public Question at(List<Long> others) {
        return new Question(profile, others, sites, churn, byThread, wholeHistory, peak, turnover, dropped, ages, from);
    }

    /** The same question about the sites that pass. Their churn is unknown unless asked for, {@link #withChurn}. */
    public Question where(Predicate<Site> chosen) {
        return new Question(
                profile, instants, chosen, churn, byThread, wholeHistory, peak, turnover, dropped, ages, from);
    }

    /**
     * The same question, and what came and went of the chosen sites. What comes is never {@linkplain Site#collected collected}.
     */
    public Question withChurn() {
        return new Question(
                profile, instants, sites, true, byThread, wholeHistory, peak, turnover, dropped, ages, from);
    }

    /** The same question with threads told apart, as far back as the recording goes: a snapshot knows no threads. */
    public Question withThreads() {
        return new Question(
                profile, instants, sites, churn, true, true, peak, turnover, dropped, ages, From.FIRST_SNAPSHOT);
    }

    /**
     * The same question of objects of these ages. A snapshot knows ages roughly, so it is the earliest one that counts. The
     * churn becomes unknown.
     */
    public Question ofAge(AgeRange range) {
        return new Question(
                profile, instants, sites, churn, byThread, true, peak, turnover, dropped, range, From.FIRST_SNAPSHOT);
    }

    /**
     * The same question of what was added so short a time before, or later. Exact with any snapshot that is older than that:
     * nothing in it counts.
     */
    public Question youngerThan(long nanos) {
        AgeRange younger = new AgeRange(AgeRange.ALL.minNanos(), nanos - 1);
        return new Question(
                profile, instants, sites, churn, byThread, wholeHistory, peak, turnover, dropped, younger, from);
    }

    /** The same question with the counts of the whole recording. */
    public Question withWholeHistory() {
        return new Question(profile, instants, sites, churn, byThread, true, peak, turnover, dropped, ages, from);
    }

    /** The same question, and when most objects were live. */
    public Question withPeak() {
        return new Question(profile, instants, sites, churn, byThread, true, true, turnover, dropped, ages, from);
    }

    /**
     * The same question, and what came and went by site, {@link Churn#sites}, as far back as the recording goes: a snapshot knows
     * ages roughly.
     */
    public Question withTurnover() {
        return new Question(
                profile, instants, sites, churn, byThread, true, peak, true, dropped, ages, From.FIRST_SNAPSHOT);
    }

    /** The same question, and what left a weak profile because its value was collected. */
    public Question withDropped() {
        return new Question(profile, instants, sites, churn, byThread, wholeHistory, peak, turnover, true, ages, from);
    }

    /** The same question about the profile of that name. */
    public Question about(String name) {
        return new Question(name, instants, sites, churn, byThread, wholeHistory, peak, turnover, dropped, ages, from);
    }

    /** The same question, replayed from elsewhere. */
    public Question replayedFrom(From other) {
        return new Question(
                profile, instants, sites, churn, byThread, wholeHistory, peak, turnover, dropped, ages, other);
    }

    public boolean isAbout(String name) {
        return name != null && (profile == null || profile.equals(name));
    }

    /** Whether some of the sites are asked about only. */
    public boolean choosesSites() {
        return sites != ALL_SITES;
    }
}
