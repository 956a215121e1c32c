package dev.customprofiles.profile;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.SaturatingMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up values by stack and labels. Not thread-safe.
 *
 * @since 0.1
 */
public final class StackTally {

    private record Key(List<Frame> frames, List<SampleLabel> labels) {}

    private final int values;
    private final Map<Key, long[]> sums = new HashMap<>();

    /** @param values the number of values per sample */
    public StackTally(int values) {
        this.values = values;
    }

    /**
     * Adds a value of each type, saturating at the limits of a {@code long}.
     *
     * @param frames the frames, leaf first
     * @param labels the labels
     * @param added a value for each type
     */
    public void add(List<Frame> frames, List<SampleLabel> labels, long... added) {
        add(new Key(frames, labels), added);
    }

    /**
     * Adds all values of another tally with the same number of values.
     *
     * @param other the other tally
     */
    public void addAll(StackTally other) {
        other.sums.forEach(this::add);
    }

    private void add(Key key, long[] added) {
        long[] sum = sums.computeIfAbsent(key, absent -> new long[values]);
        for (int i = 0; i < values; i++) {
            sum[i] = SaturatingMath.add(sum[i], added[i]);
        }
    }

    /**
     * {@return the samples by descending shown value, then by stack and labels}
     *
     * @param shown the index of the shown type
     */
    public List<StackSample> samples(int shown) {
        List<StackSample> samples = new ArrayList<>(sums.size());
        sums.forEach((key, sum) -> samples.add(new StackSample(
                key.frames, key.labels, Arrays.stream(sum).boxed().toList())));
        samples.sort(
                Comparator.<StackSample>comparingLong(sample -> -sample.values().get(shown))
                        .thenComparing(StackSample::frames, StackTally::compare)
                        .thenComparing(StackSample::labels, StackTally::compare));
        return samples;
    }

    private static <T extends Comparable<T>> int compare(List<T> one, List<T> other) {
        int shared = Math.min(one.size(), other.size());
        for (int i = 0; i < shared; i++) {
            int difference = one.get(i).compareTo(other.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
