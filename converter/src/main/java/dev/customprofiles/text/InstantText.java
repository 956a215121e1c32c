package dev.customprofiles.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats instants, given in nanoseconds since the epoch, as text that {@code --at} accepts. */
public final class InstantText {

    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX", Locale.ROOT);
    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT);

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private InstantText() {}

    /** {@code 2026-11-23T13:20:15.123456789Z}: for files, which must not depend on the time zone. */
    public static String utc(long nanos) {
        return local(nanos, ZoneOffset.UTC);
    }

    /** {@code 2026-11-23T14:20:15.123456789+01:00}: for display. */
    public static String local(long nanos, ZoneId zone) {
        return EXACT.format(instant(nanos).atZone(zone));
    }

    /** {@code 20261123T132015.123Z}, in UTC and truncated to milliseconds: for file names, which sort by time. */
    public static String compact(long nanos) {
        return COMPACT.format(instant(nanos).atOffset(ZoneOffset.UTC));
    }

    /**
     * {@code 2026-11-23 14:20:15}, or {@code 14:20:15} if all shown instants are on the same day: for tables. Truncated
     * to seconds.
     *
     * @param fine whether to truncate to milliseconds instead, for instants that are less than a second apart
     */
    public static String brief(long nanos, boolean oneDay, boolean fine, ZoneId zone) {
        String text = (fine ? MILLIS : SECONDS).format(instant(nanos).atZone(zone));
        return oneDay ? text.substring(text.indexOf(' ') + 1) : text;
    }

    /** Returns whether two instants are on the same day. */
    public static boolean isOneDay(long nanos, long otherNanos, ZoneId zone) {
        return instant(nanos)
                .atZone(zone)
                .toLocalDate()
                .equals(instant(otherNanos).atZone(zone).toLocalDate());
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }
}
