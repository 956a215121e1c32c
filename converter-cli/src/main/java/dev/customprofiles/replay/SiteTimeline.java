package dev.customprofiles.replay;

import java.util.List;

/**
 * What was live of one site, instant after instant.
 *
 * @param levels by instant, only those at which something changed; before the first one nothing was live. Never empty
 */
public record SiteTimeline(Site site, List<Level> levels) {

    private static final Level NOTHING = new Level(0, 0, 0, 0, 0);

    /** Copies the list. */
    public SiteTimeline {
        levels = List.copyOf(levels);
    }

    /**
     * What is live from one instant on, up to the next level's.
     *
     * @param instant the index of the instant
     * @param atNanos the instant
     * @param count how many objects; 0 or more
     * @param weight the sum of their weights
     * @param ageNanos the sum of their ages at the instant; it grows by {@code count} nanoseconds in each
     */
    public record Level(int instant, long atNanos, long count, long weight, long ageNanos) {

        /** The sum of the ages at an instant of the same level; one too large for a long stays at its end. */
        public long ageNanosAt(long nanos) {
            return Tally.saturatedAdd(ageNanos, count * (nanos - atNanos));
        }
    }

    /** The level at the instant of that index, with no objects before the first one. */
    public Level at(int instant) {
        Level found = NOTHING;
        for (Level level : levels) {
            if (level.instant() > instant) {
                break;
            }
            found = level;
        }
        return found;
    }
}
