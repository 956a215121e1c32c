package dev.customprofiles.live;

import java.util.ArrayList;
import java.util.List;

/**
 * The losses of a recording, in numbers, so that callers can tell whether an answer may be wrong.
 *
 * @param damage a line for each part of the input that could not be read, or that the JVM could not write
 * @param drifts missing events, detected between snapshots
 * @param leftOut time ranges in which settings suppressed events on which the answer depends
 * @param unwritten the number of events that the recorder could not write, for want of memory or stack
 * @param lostBytes bytes of events that the JVM dropped under load, from {@code jdk.DataLoss}
 * @param lossRecorded whether {@code jdk.DataLoss} was enabled throughout; if not, a {@code lostBytes} of 0 means
 *     nothing
 * @param orphans removals whose Add is not in the recording
 * @param duplicates Adds of an id that was already live; the first one counts
 * @param withoutStack live objects that were added without a stack trace
 * @param truncated live objects whose stack was deeper than the recording keeps
 * @param uncertainAges live objects that may be outside of the requested ages but were counted: they are older than the
 *     recording, so their ages are known only within a factor of two
 * @param threadless live objects older than the recording, whose thread is unknown
 * @param siteless live objects that a snapshot counts without site and label, because there were too many sites
 * @param baseless profiles without a snapshot in the recording, so that only objects added during the recording are
 *     known
 * @param unpaired events without their other half, if the profile is made of event pairs
 * @since 0.1
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

    /**
     * Copies the lists.
     *
     * @param damage as in the record
     * @param drifts as in the record
     * @param leftOut as in the record
     * @param unwritten as in the record
     * @param lostBytes as in the record
     * @param lossRecorded as in the record
     * @param orphans as in the record
     * @param duplicates as in the record
     * @param withoutStack as in the record
     * @param truncated as in the record
     * @param uncertainAges as in the record
     * @param threadless as in the record
     * @param siteless as in the record
     * @param baseless as in the record
     * @param unpaired as in the record
     */
    public Losses {
        damage = List.copyOf(damage);
        drifts = List.copyOf(drifts);
        leftOut = List.copyOf(leftOut);
        baseless = List.copyOf(baseless);
    }

    /**
     * {@return losses of reading alone, for events that are not replayed}
     *
     * @param damage a line for each damage
     * @param lostBytes bytes of events that the JVM dropped
     * @param lossRecorded whether {@code jdk.DataLoss} was enabled throughout
     */
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

    /**
     * {@return the sum of these losses and those of another part of the recording; the same damage counts once}
     *
     * @param other the other instance
     */
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

    /**
     * {@return a copy with more lines of damage}
     *
     * @param more the lines to add
     */
    public Losses withDamage(List<String> more) {
        List<String> all = new ArrayList<>(damage);
        all.addAll(more);
        return withOnlyDamage(all);
    }

    /**
     * {@return a copy with other lines of damage}
     *
     * @param lines the lines that replace the present ones
     */
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

    /** {@return whether an answer may be wrong, because the input is damaged or events are missing} */
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
