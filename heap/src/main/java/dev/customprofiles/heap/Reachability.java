package dev.customprofiles.heap;

import dev.customprofiles.holders.Hold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds how each object is reached from the roots, by a shortest path among the firmest: first by references from classes, threads and
 * native code; what that does not reach, from stacks; then through soft references; then through finalizers.
 */
final class Reachability {

    /** The parent of roots. */
    static final int ROOT = -1;

    private static final int NOT_REACHED = -2;

    private final ObjectIndex objects;
    private final ReferencePass pass;
    private final List<Root> roots;

    /** By object: the one before it on its path. */
    private final int[] parents;

    private final int[] queue;
    private int head;
    private int tail;

    private final Map<Integer, Root> rootOf = new HashMap<>();

    /** What each stage but the first has reached, by {@link Hold}. */
    private final BitSet[] reachedIn = new BitSet[Hold.NOBODY.ordinal()];

    Reachability(DumpIndex index, ReferencePass pass) {
        this.objects = index.objects;
        this.pass = pass;
        this.roots = new ArrayList<>(index.roots);
        this.roots.sort(Comparator.comparing(Root::kind));
        this.parents = new int[objects.size()];
        Arrays.fill(parents, NOT_REACHED);
        this.queue = new int[objects.size()];
        begin(root -> !root.kind().isStack());
        follow(Hold.STRONG);
        begin(root -> root.kind().isStack());
        follow(Hold.STACK);
        followLate(pass.soft, Hold.SOFT);
        followLate(pass.finalizers, Hold.FINALIZER);
    }

    private void begin(Predicate<Root> chosen) {
        for (Root root : roots) {
            int object = objects.of(root.address());
            if (object >= 0 && chosen.test(root)) {
                if (parents[object] == NOT_REACHED) {
                    rootOf.put(object, root);
                }
                reach(object, ROOT);
            }
        }
    }

    private void reach(int object, int parent) {
        if (parents[object] == NOT_REACHED) {
            parents[object] = parent;
            queue[tail++] = object;
        }
    }

    /** Follows references from all that was reached last. The first stage reaches nearly all, so only later ones are noted. */
    private void follow(Hold hold) {
        int first = head;
        while (head < tail) {
            int object = queue[head++];
            for (int at = pass.references.first(object); at >= 0; at = pass.references.next(at)) {
                reach(pass.references.target(at), object);
            }
        }
        if (hold == Hold.STRONG) {
            return;
        }
        BitSet reached = reachedIn[hold.ordinal()] == null ? new BitSet() : reachedIn[hold.ordinal()];
        for (int i = first; i < tail; i++) {
            reached.set(queue[i]);
        }
        reachedIn[hold.ordinal()] = reached;
    }

    /** What is reached in this way may refer to more in the same way. */
    private void followLate(ReferencePass.Late late, Hold hold) {
        int before;
        do {
            before = tail;
            for (int i = 0; i < late.size; i++) {
                if (parents[late.from[i]] != NOT_REACHED) {
                    reach(late.to[i], late.from[i]);
                }
            }
            follow(hold);
        } while (tail > before);
    }

    /** Returns how firmly an object is held; {@link Hold#NOBODY} if no path leads to it. */
    Hold hold(int object) {
        if (parents[object] == NOT_REACHED) {
            return Hold.NOBODY;
        }
        for (Hold hold : List.of(Hold.STACK, Hold.SOFT, Hold.FINALIZER)) {
            if (reachedIn[hold.ordinal()].get(object)) {
                return hold;
            }
        }
        return Hold.STRONG;
    }

    /** Returns the object before this one on its path; {@link #ROOT} for a root. The object must be reached. */
    int parent(int object) {
        return parents[object];
    }

    /** Returns why an object whose parent is {@link #ROOT} is one. */
    Root root(int object) {
        return rootOf.get(object);
    }

    /** Returns an array as long as there are objects, to be used for something else: from here on paths are lost. */
    int[] takeParents() {
        return parents;
    }

    /** Returns another such array. Paths are kept. */
    int[] takeQueue() {
        return queue;
    }
}
