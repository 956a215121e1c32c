package dev.customprofiles.live;

/**
 * Events of an {@code EventPair} that lack their other half, up to the instant. The numbers are exact unless an event
 * is more than two seconds late.
 *
 * @param opens openings of a key that was still open, because a closing is missing; the later opening counts
 * @param closes closings of a key that was not open, because it was opened before the recording or the opening is
 *     missing
 * @param keyless events without a key, which do not count otherwise. The JVM itself writes a {@code jdk.ThreadStart}
 *     without a thread when it ends
 * @param openings whether the recording has all openings
 * @since 0.1
 */
public record Unpaired(long opens, long closes, long keyless, Sampling openings) {

    /** No such events, or the profile is not made of event pairs. */
    public static final Unpaired NONE = new Unpaired(0, 0, 0);

    /**
     * For a recording that has all openings.
     *
     * @param opens openings of a key that was still open
     * @param closes closings of a key that was not open
     * @param keyless events without a key
     */
    public Unpaired(long opens, long closes, long keyless) {
        this(opens, closes, keyless, Sampling.NONE);
    }

    /**
     * Adds the numbers.
     *
     * @param more the numbers to add
     * @return the sum
     */
    public Unpaired plus(Unpaired more) {
        return new Unpaired(opens + more.opens, closes + more.closes, keyless + more.keyless, openings);
    }

    /**
     * {@return a copy with another sampling of the openings}
     *
     * @param sampling whether the recording has all openings
     */
    public Unpaired of(Sampling sampling) {
        return new Unpaired(opens, closes, keyless, sampling);
    }

    /**
     * {@return whether events are missing} If openings are sampled, a closing without an opening is normal and does not
     * count.
     */
    public boolean isIncomplete() {
        return opens > 0 || closes > 0 && openings.kind() != Sampling.Kind.SAMPLED;
    }
}
