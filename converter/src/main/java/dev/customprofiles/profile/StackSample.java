package dev.customprofiles.profile;

import dev.customprofiles.live.Frame;
import java.util.List;
import java.util.Optional;

/**
 * The values of one stack with its labels.
 *
 * @param frames leaf first; never empty: a missing stack is a pseudo frame
 * @param labels each key at most once
 * @param values one for each {@linkplain StackProfile#types() type} of the profile
 * @since 0.1
 */
public record StackSample(List<Frame> frames, List<SampleLabel> labels, List<Long> values) {

    /**
     * Copies the lists.
     *
     * @param frames as in the record
     * @param labels as in the record
     * @param values as in the record
     */
    public StackSample {
        frames = List.copyOf(frames);
        labels = List.copyOf(labels);
        values = List.copyOf(values);
    }

    /** {@return whether the sample counts live objects whose value was garbage collected} */
    public boolean isCollected() {
        return label(SampleLabel.COLLECTED).isPresent();
    }

    /**
     * {@return the label of that key; empty if there is none}
     *
     * @param key the key of the label
     */
    public Optional<SampleLabel> label(String key) {
        return labels.stream().filter(label -> label.key().equals(key)).findFirst();
    }
}
