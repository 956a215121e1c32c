package dev.customprofiles.live;

/**
 * Events of a pair of events that have no other half, up to the instant. The numbers are exact as long as nothing in
 * the recording is more than two seconds late.
 *
 * @param opens openings of what was still open: a closing is missing; the later opening counts
 * @param closes closings of what was not open: it was opened before the recording, or the opening is missing
 * @param keyless events without a key, which are not counted. The JVM writes such: a {@code jdk.ThreadStart} without a
 *     thread when it ends
 * @param openings whether the recording has all openings
 */
public record Unpaired(long opens, long closes, long keyless, Sampling openings) {

    /** There are none, or the profile is not made of pairs. */
    public static final Unpaired NONE = new Unpaired(0, 0, 0);

    /** Where no setting leaves openings out. */
    public Unpaired(long opens, long closes, long keyless) {
        this(opens, closes, keyless, Sampling.NONE);
    }

    /** Adds the numbers. */
    public Unpaired plus(Unpaired more) {
        return new Unpaired(opens + more.opens, closes + more.closes, keyless + more.keyless, openings);
    }

    public Unpaired of(Sampling sampling) {
        return new Unpaired(opens, closes, keyless, sampling);
    }

    /**
     * Whether events are missing. A closing without an opening is normal where openings are sampled, and no sign of that.
     */
    public boolean isIncomplete() {
        return opens > 0 || closes > 0 && openings.kind() != Sampling.Kind.SAMPLED;
    }
}
