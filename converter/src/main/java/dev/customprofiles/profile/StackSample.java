package dev.customprofiles.profile;

import dev.customprofiles.live.Frame;
import java.util.List;
import java.util.Optional;

/**
 * The values of one stack.
 *
 * @param frames the leaf first; never empty, for want of a stack it holds a pseudo frame
 * @param labels each key at most once
 * @param values one for each {@linkplain StackProfile#types() type} of the profile
 */
public record StackSample(List<Frame> frames, List<SampleLabel> labels, List<Long> values) {

    /** Copies the lists. */
    public StackSample {
        frames = List.copyOf(frames);
        labels = List.copyOf(labels);
        values = List.copyOf(values);
    }

    /** Whether it is of live objects whose value was garbage collected. */
    public boolean isCollected() {
        return label(SampleLabel.COLLECTED).isPresent();
    }

    /** The label of that key; empty if the sample has none. */
    public Optional<SampleLabel> label(String key) {
        return labels.stream().filter(label -> label.key().equals(key)).findFirst();
    }
}
