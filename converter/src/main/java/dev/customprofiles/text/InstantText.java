package dev.customprofiles.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants, given in nanoseconds since the epoch, as text that can be given back to {@code --at}. */
public final class InstantText {

    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX", Locale.ROOT);
    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT);

    private InstantText() {}

    /** {@code 2026-11-23T13:20:15.123456789Z}: for files, which do not depend on where they are written. */
    public static String utc(long nanos) {
        return local(nanos, ZoneOffset.UTC);
    }

    /** {@code 2026-11-23T14:20:15.123456789+01:00}: for people, who read their own clock. */
    public static String local(long nanos, ZoneId zone) {
        return EXACT.format(instant(nanos).atZone(zone));
    }

    /** {@code 20261123T132015.123Z}, in UTC and cut to milliseconds: for file names, which sort by it. */
    public static String compact(long nanos) {
        return COMPACT.format(instant(nanos).atOffset(ZoneOffset.UTC));
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }
}
