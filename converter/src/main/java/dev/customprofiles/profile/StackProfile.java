package dev.customprofiles.profile;

import dev.customprofiles.live.SaturatingMath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A profile in pprof's sense, before it is encoded.
 *
 * @param name the display name of the profile
 * @param types the meanings of the samples' values; at least one, and the first is a count
 * @param shown the index of the type that is shown by default
 * @param periodType what is sampled
 * @param period the amount between two samples; 1 if everything is counted, 0 if unknown
 * @param timeNanos the instant, or the start of the time range, in nanoseconds since the epoch
 * @param durationNanos the length of the time range; 0 for an instant
 * @param samples in the order in which they are written
 * @param comments notes for the reader of the profile, one per line
 * @since 0.1
 */
public record StackProfile(
        String name,
        List<SampleType> types,
        int shown,
        SampleType periodType,
        long period,
        long timeNanos,
        long durationNanos,
        List<StackSample> samples,
        List<String> comments) {

    /**
     * Copies the lists.
     *
     * @param name as in the record
     * @param types as in the record
     * @param shown as in the record
     * @param periodType as in the record
     * @param period as in the record
     * @param timeNanos as in the record
     * @param durationNanos as in the record
     * @param samples as in the record
     * @param comments as in the record
     */
    public StackProfile {
        types = List.copyOf(types);
        samples = List.copyOf(samples);
        comments = List.copyOf(comments);
    }

    /** {@return the type that is shown by default} */
    public SampleType shownType() {
        return types.get(shown);
    }

    /**
     * {@return a sample's value of the shown type}
     *
     * @param sample a sample of this profile
     */
    public long shownValue(StackSample sample) {
        return sample.values().get(shown);
    }

    /** {@return the sum of the shown values} */
    public long total() {
        return SaturatingMath.sum(samples.stream().mapToLong(this::shownValue));
    }

    /** {@return the instant, or the end of the time range} */
    public long endNanos() {
        return timeNanos + durationNanos;
    }

    /**
     * {@return a copy with only the samples that pass}
     *
     * @param filter the condition to pass
     */
    public StackProfile where(Predicate<StackSample> filter) {
        return with(samples.stream().filter(filter).toList(), List.of());
    }

    /** Returns a copy with other samples and additional comments. */
    StackProfile with(List<StackSample> others, List<String> more) {
        List<String> said = Stream.concat(comments.stream(), more.stream()).toList();
        return new StackProfile(name, types, shown, periodType, period, timeNanos, durationNanos, others, said);
    }

    /**
     * {@return the differences from an earlier profile of the same kind, for each stack and its text labels} Stacks
     * without a difference are omitted. So are types in nanoseconds, because ages change by themselves.
     *
     * @param earlier the earlier profile
     */
    public StackProfile since(StackProfile earlier) {
        List<Integer> kept = IntStream.range(0, types.size())
                .filter(i -> !types.get(i).isNanoseconds())
                .boxed()
                .toList();
        Map<List<?>, StackSample> changes = new LinkedHashMap<>();
        samples.forEach(sample -> change(changes, sample, kept, 1));
        earlier.samples.forEach(sample -> change(changes, sample, kept, -1));
        changes.values().removeIf(sample -> sample.values().stream().allMatch(value -> value == 0));
        return new StackProfile(
                name,
                kept.stream().map(types::get).toList(),
                Math.max(0, kept.indexOf(shown)),
                periodType,
                period,
                earlier.timeNanos,
                timeNanos - earlier.timeNanos,
                List.copyOf(changes.values()),
                comments);
    }

    /**
     * {@return the sum of this and another profile of the same kind, such as those of two processes} Values of the same
     * stack with the same labels are added up, saturating at the limits of a {@code long}. The result does not depend
     * on the order of samples, nor on the order in which profiles are added unless a value saturates. It spans from the
     * earlier start to the later end, and has the comments of both, without duplicates.
     *
     * @param other the other instance
     * @throws IllegalArgumentException if the profiles have different names or types
     */
    public StackProfile plus(StackProfile other) {
        if (!name.equals(other.name) || !types.equals(other.types) || shown != other.shown) {
            throw new IllegalArgumentException(
                    name + " " + types + " cannot be added to " + other.name + " " + other.types);
        }
        StackTally sums = new StackTally(types.size());
        Stream.concat(samples.stream(), other.samples.stream())
                .forEach(sample -> sums.add(
                        sample.frames(),
                        sample.labels(),
                        sample.values().stream().mapToLong(Long::longValue).toArray()));
        long start = Math.min(timeNanos, other.timeNanos);
        return new StackProfile(
                name,
                types,
                shown,
                periodType,
                period == other.period ? period : 0,
                start,
                Math.max(endNanos(), other.endNanos()) - start,
                sums.samples(shown),
                Stream.concat(comments.stream(), other.comments.stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static void change(Map<List<?>, StackSample> changes, StackSample sample, List<Integer> kept, int sign) {
        List<SampleLabel> texts =
                sample.labels().stream().filter(label -> label.text() != null).toList();
        List<Long> values = kept.stream()
                .map(i -> SaturatingMath.multiply(sign, sample.values().get(i)))
                .toList();
        changes.merge(
                List.of(sample.frames(), texts),
                new StackSample(sample.frames(), texts, values),
                (a, b) -> new StackSample(
                        a.frames(),
                        a.labels(),
                        IntStream.range(0, kept.size())
                                .mapToObj(i -> SaturatingMath.add(
                                        a.values().get(i), b.values().get(i)))
                                .toList()));
    }
}
