package dev.customprofiles.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formats and parses durations: {@code 1h2m3s}, {@code 1.5s}, {@code 500ms}, {@code 2d}. */
public final class DurationText {

    /** In descending order, as required in the text. */
    private enum Unit {
        D("d", 86_400_000_000_000L),
        H("h", 3_600_000_000_000L),
        M("m", 60_000_000_000L),
        S("s", 1_000_000_000L),
        MS("ms", 1_000_000L),
        US("us", 1_000L),
        NS("ns", 1L);

        final String symbol;
        final long nanos;

        Unit(String symbol, long nanos) {
            this.symbol = symbol;
            this.nanos = nanos;
        }

        static Unit of(String symbol) {
            for (Unit unit : values()) {
                if (unit.symbol.equals(symbol)) {
                    return unit;
                }
            }
            throw new IllegalArgumentException("unknown unit '" + symbol + "' (has: d, h, m, s, ms, us, ns)");
        }
    }

    private static final Pattern PART = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,18})?)(\\p{L}+)");

    private DurationText() {}

    /**
     * Parses a duration without a sign and returns nanoseconds. Units must be in descending order, each at most once.
     * Numbers may have decimals; fractions of a nanosecond are dropped. Throws {@link IllegalArgumentException} with a
     * message for the user if the text is malformed or the duration exceeds 292 years.
     */
    public static long parse(String text) {
        Matcher part = PART.matcher(text);
        BigDecimal sum = BigDecimal.ZERO;
        Unit last = null;
        int end = 0;
        while (part.find() && part.start() == end) {
            Unit unit = Unit.of(part.group(2));
            if (last != null && unit.compareTo(last) <= 0) {
                throw new IllegalArgumentException("units go from large to small, each once: " + text);
            }
            sum = sum.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit.nanos)));
            last = unit;
            end = part.end();
        }
        if (last == null || end != text.length()) {
            throw new IllegalArgumentException("not a duration: '" + text + "' (such as 1h2m3s, 1.5s, 500ms)");
        }
        try {
            return sum.setScale(0, RoundingMode.DOWN).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("too long: " + text, e);
        }
    }

    /**
     * Formats a rounded duration for {@link #parse}: three digits below a minute, the two largest units above, as in
     * {@code 1.24s}, {@code 2m5s}, {@code 3h20m}. Rounds down; negative counts as 0.
     */
    public static String about(long nanos) {
        long rest = Math.max(0, nanos);
        for (Unit unit : new Unit[] {Unit.D, Unit.H, Unit.M}) {
            if (rest >= unit.nanos) {
                long next = Unit.values()[unit.ordinal() + 1].nanos;
                return of(rest - rest % next);
            }
        }
        long digit = 1;
        while (rest / digit >= 1000) {
            digit *= 10;
        }
        return of(rest - rest % digit);
    }

    /**
     * Formats an exact duration for {@link #parse}, with seconds and below as one decimal number. A negative duration
     * is formatted in seconds.
     */
    public static String of(long nanos) {
        StringBuilder text = new StringBuilder();
        long rest = nanos;
        for (Unit unit : new Unit[] {Unit.D, Unit.H, Unit.M}) {
            if (rest >= unit.nanos) {
                text.append(rest / unit.nanos).append(unit.symbol);
                rest %= unit.nanos;
            }
        }
        if (rest == 0 && !text.isEmpty()) {
            return text.toString();
        }
        Unit unit = Unit.S;
        if (text.isEmpty() && rest > 0) {
            while (rest < unit.nanos) {
                unit = Unit.values()[unit.ordinal() + 1];
            }
        }
        BigDecimal number = BigDecimal.valueOf(rest).divide(BigDecimal.valueOf(unit.nanos));
        return text.append(number.stripTrailingZeros().toPlainString())
                .append(unit.symbol)
                .toString();
    }
}
