package dev.customprofiles.profile;

import java.util.Comparator;

/**
 * A label of a sample: a text, or a number with a unit.
 *
 * @param key such as {@code class}
 * @param text the text, possibly empty; null for a number
 * @param number the number; 0 for a text
 * @param unit the unit of the number, as in {@link SampleType}; null for a text
 * @since 0.1
 */
public record SampleLabel(String key, String text, long number, String unit) implements Comparable<SampleLabel> {

    /** The key of the application's label for the objects. */
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

    /**
     * {@return a label with a text}
     *
     * @param key the key
     * @param text the text
     */
    public static SampleLabel text(String key, String text) {
        return new SampleLabel(key, text, 0, null);
    }

    /**
     * {@return a label with a number of nanoseconds}
     *
     * @param key the key
     * @param number the number
     */
    public static SampleLabel nanoseconds(String key, long number) {
        return new SampleLabel(key, null, number, SampleType.NANOSECONDS);
    }

    /**
     * {@return a label with a number of bytes}
     *
     * @param key the key
     * @param number the number
     */
    public static SampleLabel bytes(String key, long number) {
        return new SampleLabel(key, null, number, SampleType.BYTES);
    }

    /** Orders by key, then by text or number. */
    @Override
    public int compareTo(SampleLabel other) {
        return ORDER.compare(this, other);
    }
}
