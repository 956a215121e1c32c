package dev.customprofiles.replay;

/**
 * Events of an {@link EventPair} that have no other half, up to the instant. The numbers are exact as long as nothing in
 * the recording is more than two seconds late.
 *
 * @param opens openings of what was still open: a closing is missing; the later opening counts
 * @param closes closings of what was not open: it was opened before the recording, or the opening is missing
 * @param keyless events without a key, which are not counted. The JVM writes such: a {@code jdk.ThreadStart} without a
 *     thread when it ends
 */
public record Unpaired(long opens, long closes, long keyless) {

    /** There are none, or the profile is not made of pairs. */
    public static final Unpaired NONE = new Unpaired(0, 0, 0);

    Unpaired plus(Unpaired more) {
        return new Unpaired(opens + more.opens, closes + more.closes, keyless + more.keyless);
    }
}
