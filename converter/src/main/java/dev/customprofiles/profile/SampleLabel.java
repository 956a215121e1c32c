package dev.customprofiles.profile;

import java.util.Comparator;

/**
 * Something said of a sample beside its stack: a text, or a number with its unit.
 *
 * @param key such as {@code class}
 * @param text the text, may be empty; null for a number
 * @param number the number; 0 for a text
 * @param unit the number's unit, as that of a {@link SampleType}; null for a text
 */
public record SampleLabel(String key, String text, long number, String unit) implements Comparable<SampleLabel> {

    /** The key of what the application said of the objects. */
    public static final String LABEL = "label";

    /** The key of the class of the objects. */
    public static final String CLASS = "class";

    /** The key of the thread. */
    public static final String THREAD = "thread";

    /** The key that marks live objects whose value was garbage collected, always with the text {@code true}. */
    public static final String COLLECTED = "collected";

    private static final Comparator<SampleLabel> ORDER = Comparator.comparing(SampleLabel::key)
            .thenComparing(SampleLabel::text, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparingLong(SampleLabel::number)
            .thenComparing(SampleLabel::unit, Comparator.nullsFirst(Comparator.naturalOrder()));

    public static SampleLabel text(String key, String text) {
        return new SampleLabel(key, text, 0, null);
    }

    public static SampleLabel nanoseconds(String key, long number) {
        return new SampleLabel(key, null, number, SampleType.NANOSECONDS);
    }

    public static SampleLabel bytes(String key, long number) {
        return new SampleLabel(key, null, number, SampleType.BYTES);
    }

    /** By key, then by what it says. */
    @Override
    public int compareTo(SampleLabel other) {
        return ORDER.compare(this, other);
    }
}
