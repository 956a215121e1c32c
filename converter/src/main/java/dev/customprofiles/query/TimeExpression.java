package dev.customprofiles.query;

import dev.customprofiles.live.Question;
import dev.customprofiles.live.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/** An instant as the user wrote it, possibly relative to the recording. {@link TimeSyntax} parses it. */
public sealed interface TimeExpression {

    /**
     * Returns the instant in nanoseconds since the epoch. It may be outside of the span; the caller must check that
     * once the span of the profile is known.
     *
     * @param span the span to which the expression is relative: that of the profile if {@link #fromStart()}, otherwise
     *     any span that ends with the recording
     * @throws QueryException if it is a time of day that is not in the span; the message names the span
     */
    long resolve(Span span, ZoneId zone) throws QueryException;

    /** Returns whether resolving needs the start of the profile, which takes a pass over the recording. */
    default boolean fromStart() {
        return false;
    }

    /** Returns an absolute instant, given in nanoseconds since the epoch. */
    static TimeExpression at(long nanos) {
        return new Absolute(Instant.ofEpochSecond(0, nanos));
    }

    /** {@code start}: the first instant at which the profile is known. */
    record Start() implements TimeExpression {
        @Override
        public long resolve(Span span, ZoneId zone) {
            return span.startNanos();
        }

        @Override
        public boolean fromStart() {
            return true;
        }
    }

    /** {@code end}: {@link Question#END}, after every event. */
    record End() implements TimeExpression {
        @Override
        public long resolve(Span span, ZoneId zone) {
            return Question.END;
        }

        /**
         * As typed by the user. picocli formats every default, and the generated method of a record would cost 20 ms to
         * set up.
         */
        @Override
        public String toString() {
            return "end";
        }
    }

    /** {@code +1m30s}: a duration after the start. */
    record AfterStart(long nanos) implements TimeExpression {
        @Override
        public long resolve(Span span, ZoneId zone) {
            return inRange(BigInteger.valueOf(span.startNanos()).add(BigInteger.valueOf(nanos)));
        }

        @Override
        public boolean fromStart() {
            return true;
        }
    }

    /** {@code -15s}: a duration before the end. */
    record BeforeEnd(long nanos) implements TimeExpression {
        @Override
        public long resolve(Span span, ZoneId zone) {
            return inRange(BigInteger.valueOf(span.endNanos()).subtract(BigInteger.valueOf(nanos)));
        }
    }

    /** {@code 50%}: a share of the time from the start to the end. */
    record Percent(BigDecimal percent) implements TimeExpression {
        @Override
        public long resolve(Span span, ZoneId zone) {
            BigDecimal start = BigDecimal.valueOf(span.startNanos());
            BigDecimal length = BigDecimal.valueOf(span.endNanos()).subtract(start);
            return start.add(length.multiply(percent).movePointLeft(2))
                    .setScale(0, RoundingMode.DOWN)
                    .longValueExact();
        }

        @Override
        public boolean fromStart() {
            return true;
        }
    }

    /** An absolute instant: {@code 2026-11-23T13:20:15Z}, {@code @1795440015000}. */
    record Absolute(Instant instant) implements TimeExpression {
        @Override
        public long resolve(Span span, ZoneId zone) {
            return sinceEpoch(instant);
        }
    }

    /** {@code 2026-11-23T13:20:15} on the user's clock. */
    record Local(LocalDateTime dateTime) implements TimeExpression {
        @Override
        public long resolve(Span span, ZoneId zone) {
            return latestIn(span, candidates(dateTime, zone));
        }
    }

    /** {@code 13:20:15} on the user's clock, on the last day of the recording that has it. */
    record OfDay(LocalTime time) implements TimeExpression {
        @Override
        public long resolve(Span span, ZoneId zone) throws QueryException {
            LocalDate lastDay =
                    Instant.ofEpochSecond(0, span.endNanos()).atZone(zone).toLocalDate();
            // Two days back are enough: if the recording began before the day before the last, that day is complete.
            LongStream candidates = lastDay.minusDays(2)
                    .datesUntil(lastDay.plusDays(1))
                    .flatMapToLong(day -> candidates(day.atTime(time), zone));
            long latest = latestIn(span, candidates);
            if (!span.contains(latest)) {
                throw QueryException.outside(
                        "%s is outside the recording, which goes from %s", time, Query.range(span, zone));
            }
            return latest;
        }
    }

    /** Returns the latest candidate inside the span, or the latest of all if none is inside. */
    private static long latestIn(Span span, LongStream candidates) {
        return candidates
                .boxed()
                .max(Comparator.comparing(span::contains).thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /**
     * Returns one instant; two if clocks were set back over it; if they were set forward over it, the time that the
     * clock then showed.
     */
    private static LongStream candidates(LocalDateTime dateTime, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(dateTime);
        return offsets.isEmpty()
                ? LongStream.of(sinceEpoch(dateTime.atZone(zone).toInstant()))
                : offsets.stream().mapToLong(offset -> sinceEpoch(dateTime.toInstant(offset)));
    }

    private static long sinceEpoch(Instant instant) {
        return inRange(BigInteger.valueOf(instant.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(instant.getNano())));
    }

    /**
     * Clamps the number: an instant beyond the limits is outside any recording, and stays so at the limits. Avoids
     * {@link Question#END}, which is not a number.
     */
    private static long inRange(BigInteger exact) {
        return exact.max(BigInteger.valueOf(Long.MIN_VALUE))
                .min(BigInteger.valueOf(Question.END - 1))
                .longValueExact();
    }
}
