package dev.customprofiles.page;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.profile.SampleLabel;
import java.util.List;

/**
 * A row of the page.
 *
 * @param frames the leaf first; never empty
 * @param levels by instant, only those at which something changed; before the first one everything is 0
 * @param turnover what came and went over all of the recording; null if that is not known. Where the objects of one origin are two sites,
 *     the collected and the others, one of these has it and that of the other is 0
 */
record PageSite(List<Frame> frames, List<SampleLabel> labels, List<Level> levels, Timeline.Interval turnover) {

    /**
     * The values from one instant on.
     *
     * @param instant the index of the instant
     * @param values one for each type of the profile; where that is the age, the sum of the times at which the live objects
     *     were added, in {@linkplain PageProfile#tickNanos ticks} after {@link PageProfile#fromNanos}. Held to what
     *     JavaScript counts exactly
     */
    record Level(int instant, long[] values) {

        private static final long EXACT = (1L << 53) - 1;

        /** Copies the values. */
        Level {
            values = values.clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.max(-EXACT, Math.min(EXACT, values[i]));
            }
        }
    }

    /** Whether it is of live objects that were garbage collected. */
    boolean isCollected() {
        return labels.stream().anyMatch(label -> label.key().equals(SampleLabel.COLLECTED));
    }

    /** The most that there ever was. */
    long peak() {
        long peak = 0;
        for (Level level : levels) {
            peak = Math.max(peak, level.values()[0]);
        }
        return peak;
    }
}
