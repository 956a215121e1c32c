package dev.customprofiles.writer;

import dev.customprofiles.live.Frame;
import dev.customprofiles.profile.StackSample;
import java.util.ArrayList;
import java.util.List;

/**
 * Marks collected objects in formats without labels, by a pseudo frame above the leaf. So they have a box of their own
 * in a flame graph, and the other boxes keep their widths.
 */
final class CollectedFrame {

    private static final Frame COLLECTED = new Frame("[collected]", "", 0);

    private CollectedFrame() {}

    /** Returns the frames of a sample, leaf first, preceded by the mark if it counts collected objects. */
    static List<Frame> mark(StackSample sample) {
        if (!sample.isCollected()) {
            return sample.frames();
        }
        List<Frame> frames = new ArrayList<>(sample.frames().size() + 1);
        frames.add(COLLECTED);
        frames.addAll(sample.frames());
        return frames;
    }
}
