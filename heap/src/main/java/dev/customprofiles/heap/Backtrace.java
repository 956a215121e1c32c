package dev.customprofiles.heap;

import dev.customprofiles.heap.DumpObject.Instance;
import dev.customprofiles.heap.DumpObject.Primitives;
import dev.customprofiles.heap.DumpObject.References;
import dev.customprofiles.live.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * The stack of a {@code Throwable} that was not read before the dump, as HotSpot keeps it in the field {@code backtrace}: an array of
 * arrays, each for up to 32 frames, with classes at 2 and at 3 the addresses of method names, which are the ids of the dump's strings. Its
 * next part is the last of its elements that looks the same (4 on JDK 17, 5 on JDK 25). Lines are not in it.
 */
final class Backtrace {

    /** How far references must be followed from a backtrace to have all of its parts: for each 32 frames one. */
    static final int DEPTH = 66;

    private static final int CLASSES = 2;
    private static final int NAMES = 3;

    private Backtrace() {}

    /** Returns the frames from the caller of the recorder on; null if the backtrace is not as described. */
    static List<Frame> frames(Instance capture, DumpIndex index, DetailPass details) {
        List<Frame> frames = new ArrayList<>();
        String profile = capture.type().name.substring(0, capture.type().name.lastIndexOf('.')) + ".Profile";
        long[] part = elements(capture.reference("backtrace"), index, details);
        int toSkip = capture.integer("skip");
        boolean isOwn = true;
        while (part != null) {
            if (part.length <= NAMES) {
                return null;
            }
            long[] classes = elements(part[CLASSES], index, details);
            long[] names = details.content(index.objects.of(part[NAMES])) instanceof Primitives array
                            && array.array() instanceof long[] addresses
                    ? addresses
                    : null;
            if (classes == null || names == null || names.length < classes.length) {
                return null;
            }
            for (int i = 0; i < classes.length && classes[i] != 0; i++) {
                DumpClass type = index.classes.get(classes[i]);
                String method = index.string(names[i]);
                if (type == null || method == null) {
                    return null;
                }
                isOwn &= type.name.equals(profile);
                if (!isOwn && toSkip-- <= 0) {
                    frames.add(Frame.of(type.name, method, 0));
                }
            }
            part = next(part, index, details);
        }
        return frames.isEmpty() ? null : frames;
    }

    private static long[] next(long[] part, DumpIndex index, DetailPass details) {
        for (int i = part.length - 1; i > NAMES; i--) {
            long[] next = elements(part[i], index, details);
            if (next != null
                    && next.length == part.length
                    && details.content(index.objects.of(next[0])) instanceof Primitives) {
                return next;
            }
        }
        return null;
    }

    private static long[] elements(long address, DumpIndex index, DetailPass details) {
        return details.content(index.objects.of(address)) instanceof References array ? array.elements() : null;
    }
}
