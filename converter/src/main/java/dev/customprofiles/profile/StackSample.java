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

    /** Copies the lists. */
    public StackSample {
        frames = List.copyOf(frames);
        labels = List.copyOf(labels);
        values = List.copyOf(values);
    }

    /** Returns whether the sample counts live objects whose value was garbage collected. */
    public boolean isCollected() {
        return label(SampleLabel.COLLECTED).isPresent();
    }

    /** Returns the label of that key; empty if there is none. */
    public Optional<SampleLabel> label(String key) {
        return labels.stream().filter(label -> label.key().equals(key)).findFirst();
    }
}
