package dev.customprofiles.page;

import dev.customprofiles.live.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The stacks of a profile as one tree, which is the flame graph before it has sizes. What stacks have in common from the
 * root on is in there once. Callees are in the order of frames, so that they stay in their places when sizes change.
 */
final class StackTree {

    /** Says what a node is: how deep, from 1 on, and which frame. */
    interface Visitor {
        void node(int depth, Frame frame);
    }

    private static final class Node {
        final TreeMap<Frame, Node> callees = new TreeMap<>();
        int number;
    }

    private final Node root = new Node();

    /** Enters a stack, the leaf first. */
    void add(List<Frame> frames) {
        node(frames);
    }

    private Node node(List<Frame> frames) {
        Node node = root;
        for (int i = frames.size() - 1; i >= 0; i--) {
            node = node.callees.computeIfAbsent(frames.get(i), absent -> new Node());
        }
        return node;
    }

    /** Numbers the nodes from 1 on, callers before callees, and shows them in that order; the root, which is 0, is not shown. */
    void number(Visitor visitor) {
        record Entry(int depth, Map.Entry<Frame, Node> node) {}

        List<Entry> left = new ArrayList<>();
        push(root, entry -> left.add(new Entry(1, entry)));
        int next = 1;
        while (!left.isEmpty()) {
            Entry entry = left.remove(left.size() - 1);
            Node node = entry.node().getValue();
            node.number = next++;
            visitor.node(entry.depth(), entry.node().getKey());
            push(node, callee -> left.add(new Entry(entry.depth() + 1, callee)));
        }
    }

    private static void push(Node node, Consumer<Map.Entry<Frame, Node>> left) {
        node.callees.descendingMap().entrySet().forEach(left);
    }

    /** The number of a stack's leaf, after numbering. */
    int leaf(List<Frame> frames) {
        return node(frames).number;
    }
}
