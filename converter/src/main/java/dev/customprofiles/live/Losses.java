package dev.customprofiles.live;

import java.util.ArrayList;
import java.util.List;

/**
 * What the recording could not tell, in numbers, so that nobody has to trust a total that may be wrong.
 *
 * @param damage one line for each part of the input that could not be read, or that the JVM could not write
 * @param drifts events that are missing between snapshots
 * @param leftOut times in which settings of the recording kept events out on which the answer depends
 * @param unwritten events that the recorder could not write, for want of memory or stack
 * @param lostBytes what the JVM dropped under load, from {@code jdk.DataLoss}
 * @param lossRecorded whether {@code jdk.DataLoss} was enabled wherever it was looked for; if not, {@code lostBytes} of 0 says nothing
 * @param orphans removals of objects whose adding is not in the recording
 * @param duplicates Adds of an id that was already there; the first one counts
 * @param withoutStack live objects that were added without a stack trace
 * @param truncated live objects whose stack was deeper than the recording keeps
 * @param uncertainAges live objects that were counted though they may be younger or older than asked for: they are older
 *     than the recording, which knows their ages within a factor of two
 * @param threadless live objects older than the recording, of which it does not know the thread
 * @param siteless live objects that a snapshot counts without saying where they were added and with what label, because
 *     there were too many sites
 * @param baseless profiles of which the recording has no snapshot, so that only the objects it saw being added are known
 * @param unpaired what a pair of events leaves over, if the profile is made of one
 */
public record Losses(
        List<String> damage,
        List<Drift> drifts,
        List<LeftOut> leftOut,
        long unwritten,
        long lostBytes,
        boolean lossRecorded,
        long orphans,
        long duplicates,
        long withoutStack,
        long truncated,
        long uncertainAges,
        long threadless,
        long siteless,
        List<String> baseless,
        Unpaired unpaired) {

    /** Copies the lists. */
    public Losses {
        damage = List.copyOf(damage);
        drifts = List.copyOf(drifts);
        leftOut = List.copyOf(leftOut);
        baseless = List.copyOf(baseless);
    }

    /** What is lost of events that nobody replays. */
    public static Losses ofReading(List<String> damage, long lostBytes, boolean lossRecorded) {
        return new Losses(
                damage,
                List.of(),
                List.of(),
                0,
                lostBytes,
                lossRecorded,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                List.of(),
                Unpaired.NONE);
    }

    /** What these and others together could not tell, of other parts of one recording; damage that both name is one. */
    public Losses plus(Losses other) {
        return new Losses(
                joined(damage, other.damage).stream().distinct().toList(),
                joined(drifts, other.drifts),
                joined(leftOut, other.leftOut),
                unwritten + other.unwritten,
                lostBytes + other.lostBytes,
                lossRecorded && other.lossRecorded,
                orphans + other.orphans,
                duplicates + other.duplicates,
                withoutStack + other.withoutStack,
                truncated + other.truncated,
                uncertainAges + other.uncertainAges,
                threadless + other.threadless,
                siteless + other.siteless,
                joined(baseless, other.baseless).stream().distinct().toList(),
                unpaired.plus(other.unpaired));
    }

    private static <T> List<T> joined(List<T> one, List<T> other) {
        List<T> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    /** These, and more of what could not be read or written. */
    public Losses withDamage(List<String> more) {
        List<String> all = new ArrayList<>(damage);
        all.addAll(more);
        return withOnlyDamage(all);
    }

    /** These with other lines about what could not be read or written. */
    public Losses withOnlyDamage(List<String> lines) {
        return new Losses(
                lines,
                drifts,
                leftOut,
                unwritten,
                lostBytes,
                lossRecorded,
                orphans,
                duplicates,
                withoutStack,
                truncated,
                uncertainAges,
                threadless,
                siteless,
                baseless,
                unpaired);
    }

    /** Whether an answer may be wrong: the input is damaged, the JVM dropped events, or the history has no beginning. */
    public boolean incomplete() {
        return !damage.isEmpty()
                || !drifts.isEmpty()
                || !leftOut.isEmpty()
                || unwritten > 0
                || lostBytes > 0
                || orphans > 0
                || duplicates > 0
                || unpaired.isIncomplete();
    }
}
