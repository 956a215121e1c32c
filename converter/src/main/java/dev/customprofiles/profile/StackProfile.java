package dev.customprofiles.profile;

import dev.customprofiles.live.SaturatingMath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A profile as pprof understands the word, before it is written.
 *
 * @param name the profile's name, for people
 * @param types what the samples' values mean; at least one, and the first is a count
 * @param shown which of the types is shown when nobody chooses
 * @param periodType what is sampled
 * @param period how much of it lies between two samples; 1 when everything is counted, 0 if it is not known
 * @param timeNanos the instant, or the start of the time in which the values accumulated, since the epoch
 * @param durationNanos how long they accumulated; 0 for an instant
 * @param samples in the order they are to be written
 * @param comments what the reader of the profile ought to know of it, a line each
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

    /** Copies the lists. */
    public StackProfile {
        types = List.copyOf(types);
        samples = List.copyOf(samples);
        comments = List.copyOf(comments);
    }

    public SampleType shownType() {
        return types.get(shown);
    }

    /** A sample's value of the type that is shown. */
    public long shownValue(StackSample sample) {
        return sample.values().get(shown);
    }

    /** The sum of the values that are shown. */
    public long total() {
        return SaturatingMath.sum(samples.stream().mapToLong(this::shownValue));
    }

    /** When the values were all there: the instant, or the end of the time in which they accumulated. */
    public long endNanos() {
        return timeNanos + durationNanos;
    }

    /** The profile of the samples that pass. */
    public StackProfile where(Predicate<StackSample> filter) {
        return with(samples.stream().filter(filter).toList(), List.of());
    }

    /** The profile of other samples, and what is to be said of that besides. */
    StackProfile with(List<StackSample> others, List<String> more) {
        List<String> said = Stream.concat(comments.stream(), more.stream()).toList();
        return new StackProfile(name, types, shown, periodType, period, timeNanos, durationNanos, others, said);
    }

    /**
     * What there is more, and less, than in an earlier profile of the same kind: for each stack with its texts the
     * difference of the values, where there is any. Times do not count, for they go on by themselves.
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
     * This and another profile of the same kind as one, such as those of two processes: values of the same stack with the same
     * labels are added up, and one that is too large for a {@code long} stays at its end. It depends neither on the order of the
     * samples nor, but for such values, on that in which profiles are added. Its time goes from the first beginning to the
     * last end, and its comments are those of both, each once.
     *
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
