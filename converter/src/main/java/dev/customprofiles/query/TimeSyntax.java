package dev.customprofiles.query;

import dev.customprofiles.text.DurationText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses TIME: {@code start end +1m30s -15s 13:20[:15[.123]] 2026-11-23T13:20[:15[.123]][Z|+01:00] @epochMillis 50%};
 * the T may be a space.
 */
public final class TimeSyntax {

    private static final String FORMS =
            "start, end, +1m30s, -15s, 13:20:15, 2026-11-23T13:20:15 or 2026-11-23 13:20:15 (with Z or an offset: absolute), @epochMillis, 50%";

    private static final String CLOCK = "\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?";
    private static final Pattern OF_DAY = Pattern.compile(CLOCK);
    private static final Pattern LOCAL = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]" + CLOCK);
    private static final Pattern ABSOLUTE = Pattern.compile(LOCAL + "(Z|[+-]\\d{2}:\\d{2})");
    private static final Pattern MILLIS = Pattern.compile("@\\d{1,18}");
    private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d{1,18})?%");
    private static final Pattern NUMBER = Pattern.compile("([+-]?)\\d+(\\.\\d+)?");

    private TimeSyntax() {}

    /** Parses a TIME; throws {@link IllegalArgumentException} with a message for the user if the text is not one. */
    public static TimeExpression parse(String text) {
        if (text.equals("start")) {
            return new TimeExpression.Start();
        }
        if (text.equals("end")) {
            return new TimeExpression.End();
        }
        refuseBareNumber(text);
        try {
            if (text.startsWith("+")) {
                return new TimeExpression.AfterStart(DurationText.parse(text.substring(1)));
            }
            if (text.startsWith("-")) {
                return new TimeExpression.BeforeEnd(DurationText.parse(text.substring(1)));
            }
            if (PERCENT.matcher(text).matches()) {
                return percent(text);
            }
            if (MILLIS.matcher(text).matches()) {
                return new TimeExpression.Absolute(Instant.ofEpochMilli(Long.parseLong(text.substring(1))));
            }
            if (OF_DAY.matcher(text).matches()) {
                return new TimeExpression.OfDay(LocalTime.parse(text));
            }
            if (LOCAL.matcher(text).matches()) {
                return new TimeExpression.Local(LocalDateTime.parse(withT(text)));
            }
            if (ABSOLUTE.matcher(text).matches()) {
                return new TimeExpression.Absolute(
                        OffsetDateTime.parse(withT(text)).toInstant());
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("there is no such date or time: " + text, e);
        }
        refuseUnsignedDuration(text);
        throw new IllegalArgumentException("not a time: '" + text + "' (expected " + FORMS + ")");
    }

    private static String withT(String text) {
        return text.replace(' ', 'T');
    }

    private static TimeExpression percent(String text) {
        BigDecimal percent = new BigDecimal(text.substring(0, text.length() - 1));
        if (percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("a percentage goes from 0% to 100%, but was " + text);
        }
        return new TimeExpression.Percent(percent);
    }

    /**
     * Rejects a bare number with a suggestion, because it is ambiguous: other tools read it as milliseconds of one kind
     * or another.
     */
    private static void refuseBareNumber(String text) {
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            return;
        }
        if (!number.group(1).isEmpty()) {
            throw new IllegalArgumentException("a duration needs a unit: " + text + "s or " + text + "ms");
        }
        if (text.contains(".")) {
            throw new IllegalArgumentException(
                    "a duration needs a sign and a unit: +" + text + "s from the start, -" + text + "s from the end");
        }
        throw new IllegalArgumentException("a bare number can mean two things: write +" + text
                + "ms for milliseconds after the start, or @" + text + " for milliseconds since 1970");
    }

    private static void refuseUnsignedDuration(String text) {
        if (!text.isEmpty() && Character.isDigit(text.charAt(0)) && isDuration(text)) {
            throw new IllegalArgumentException(
                    "a duration needs a sign: +" + text + " from the start, -" + text + " from the end");
        }
    }

    private static boolean isDuration(String text) {
        try {
            DurationText.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
