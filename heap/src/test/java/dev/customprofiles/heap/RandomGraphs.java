package dev.customprofiles.heap;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.customprofiles.Profile;
import dev.customprofiles.holders.Hold;
import java.lang.management.ManagementFactory;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes random graphs of objects, some of them recorded, and a dump. Prints for each group of recorded objects what its definition says:
 * profile, hold, number and retained bytes. Arguments: the file, the bytes of a reference, and how many graphs.
 */
public final class RandomGraphs {

    /** The part of a group that is in its name, as are all leaves that are held firmly enough for one path. */
    static final String LEAVES = "leaves.";

    private static final int NODES = 120;

    private static final List<Object> ROOTS = new ArrayList<>();

    private static Object[] handedOver;

    private final Random random;
    private final String name;
    private final int referenceBytes;

    /** The graph as numbers, from which all is computed and then made. */
    private final List<Spec> specs = new ArrayList<>();

    private final List<Integer> roots = new ArrayList<>();
    private final List<Integer> locals = new ArrayList<>();

    private enum Kind {
        NODE,
        LEAF,
        BLOB,
        ARRAY,
        SOFT,
        WEAK
    }

    /** An object to be made. */
    private static final class Spec {
        final Kind kind;
        /** Of a blob. */
        final int length;

        final int[] references;
        boolean isRecorded;

        Spec(Kind kind, int length, int... references) {
            this.kind = kind;
            this.length = length;
            this.references = references;
        }
    }

    private static final class Node {
        private Node one;
        private Node other;
        private Object more;
        private Object reference;
        private Leaf leaf;
        private byte[] blob;
        private int number;
    }

    private static final class Leaf {
        private byte[] blob;
        private long[] unused;
    }

    private RandomGraphs(long seed, int referenceBytes) {
        this.random = new Random(seed);
        this.name = "graph" + seed + ".";
        this.referenceBytes = referenceBytes;
    }

    public static void main(String[] arguments) throws Exception {
        List<Object> locals = new ArrayList<>();
        for (int seed = 0; seed < Integer.parseInt(arguments[2]); seed++) {
            RandomGraphs graph = new RandomGraphs(seed, Integer.parseInt(arguments[1]));
            graph.design();
            graph.make(locals);
        }
        CountDownLatch isRunning = new CountDownLatch(1);
        handedOver = locals.toArray();
        locals.clear();
        Thread thread = new Thread(() -> hold(isRunning), "holding");
        thread.setDaemon(true);
        thread.start();
        isRunning.await();
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(arguments[0], false);
    }

    private static void hold(CountDownLatch isRunning) {
        Object[] locals = handedOver;
        handedOver = null;
        while (locals.length > 0) {
            isRunning.countDown();
            LockSupport.park();
        }
    }

    /** Few references for each node, so that much is not reachable, or in one way only. */
    private void design() {
        for (int i = 0; i < NODES; i++) {
            int first = i * 6; // node, leaf, array, reference, two blobs
            specs.add(new Spec(
                    Kind.NODE,
                    0,
                    node(0.5),
                    node(0.2),
                    maybe(0.3, first + 2),
                    maybe(0.4, first + 3),
                    maybe(0.5, 6 * random.nextInt(NODES) + 1),
                    maybe(0.5, blob())));
            specs.add(new Spec(Kind.LEAF, 0, maybe(0.8, random.nextBoolean() ? first + 4 : blob())));
            specs.add(new Spec(Kind.ARRAY, 0, node(0.5), node(0.5), node(0.5)));
            specs.add(new Spec(random.nextInt(3) > 0 ? Kind.SOFT : Kind.WEAK, 0, node(1)));
            specs.add(new Spec(Kind.BLOB, random.nextInt(100)));
            specs.add(new Spec(Kind.BLOB, random.nextInt(100)));
            specs.get(first).isRecorded = random.nextInt(6) == 0;
            specs.get(first + 1).isRecorded = random.nextInt(2) == 0;
            if (random.nextInt(12) == 0) {
                roots.add(first);
            }
            if (random.nextInt(12) == 0) {
                locals.add(first);
            }
        }
    }

    private int maybe(double probability, int spec) {
        return random.nextDouble() < probability ? spec : -1;
    }

    private int node(double probability) {
        return maybe(probability, 6 * random.nextInt(NODES));
    }

    private int blob() {
        return 6 * random.nextInt(NODES) + 4 + random.nextInt(2);
    }

    /** Makes the objects, adds those to be recorded to their profiles, and prints what is expected. */
    private void make(List<Object> allLocals) {
        Object[] made = new Object[specs.size()];
        for (int i = 0; i < made.length; i++) {
            Spec spec = specs.get(i);
            made[i] = switch (spec.kind) {
                case NODE -> new Node();
                case LEAF -> new Leaf();
                case BLOB -> new byte[spec.length];
                case ARRAY -> new Object[spec.references.length];
                default -> null;
            };
        }
        for (int i = 0; i < made.length; i++) {
            Spec spec = specs.get(i);
            if (spec.kind == Kind.SOFT || spec.kind == Kind.WEAK) {
                Object referent = made[spec.references[0]];
                made[i] = spec.kind == Kind.SOFT ? new SoftReference<>(referent) : new WeakReference<>(referent);
            }
        }
        for (int i = 0; i < made.length; i++) {
            int[] to = specs.get(i).references;
            if (made[i] instanceof Node node) {
                node.one = (Node) at(made, to[0]);
                node.other = (Node) at(made, to[1]);
                node.more = at(made, to[2]);
                node.reference = at(made, to[3]);
                node.leaf = (Leaf) at(made, to[4]);
                node.blob = (byte[]) at(made, to[5]);
                node.number = i;
            } else if (made[i] instanceof Leaf leaf) {
                leaf.blob = (byte[]) at(made, to[0]);
            } else if (made[i] instanceof Object[] array) {
                for (int k = 0; k < to.length; k++) {
                    array[k] = at(made, to[k]);
                }
            }
        }
        roots.forEach(root -> ROOTS.add(made[root]));
        locals.forEach(local -> allLocals.add(made[local]));
        Map<String, List<Integer>> groups = groups();
        groups.forEach((profile, members) ->
                members.forEach(member -> Profile.getOrCreate(name + profile).add(made[member])));
        retained(groups).forEach((profile, bytes) -> {
            List<Integer> members = groups.get(profile);
            System.out.println(name + profile + " " + hold(members.get(0)) + " " + members.size() + " " + bytes);
        });
    }

    private static Object at(Object[] made, int number) {
        return number < 0 ? null : made[number];
    }

    /** The leaves that are held strongly, by stacks or by nothing have one path each; all others have a group of their own. */
    private Map<String, List<Integer>> groups() {
        Map<String, List<Integer>> groups = new TreeMap<>();
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).isRecorded) {
                Hold hold = hold(i);
                boolean hasOwn = specs.get(i).kind == Kind.NODE || hold == Hold.SOFT;
                groups.computeIfAbsent(hasOwn ? "own." + i : LEAVES + hold, absent -> new ArrayList<>())
                        .add(i);
            }
        }
        return groups;
    }

    private Hold hold(int spec) {
        BitSet none = new BitSet();
        List<Integer> both = new ArrayList<>(roots);
        both.addAll(locals);
        return reach(roots, false, none).get(spec)
                ? Hold.STRONG
                : reach(both, false, none).get(spec)
                        ? Hold.STACK
                        : reach(both, true, none).get(spec) ? Hold.SOFT : Hold.NOBODY;
    }

    /** What is reachable from some, without those of a set. */
    private BitSet reach(List<Integer> from, boolean softly, BitSet without) {
        BitSet reached = new BitSet();
        List<Integer> open = new ArrayList<>(from);
        while (!open.isEmpty()) {
            int next = open.remove(open.size() - 1);
            if (next < 0 || without.get(next) || reached.get(next)) {
                continue;
            }
            reached.set(next);
            Spec spec = specs.get(next);
            if (spec.kind != Kind.WEAK && (spec.kind != Kind.SOFT || softly)) {
                for (int to : spec.references) {
                    open.add(to);
                }
            }
        }
        return reached;
    }

    /** What only the group leads to: neither the roots without the recorded objects, nor another group without this one's. */
    private Map<String, Long> retained(Map<String, List<Integer>> groups) {
        BitSet recorded = new BitSet();
        groups.values().forEach(members -> members.forEach(recorded::set));
        List<Integer> both = new ArrayList<>(roots);
        both.addAll(locals);
        BitSet elsewhere = reach(both, true, recorded);
        Map<String, BitSet> reached = new TreeMap<>();
        groups.forEach((group, members) -> {
            BitSet others = (BitSet) recorded.clone();
            members.forEach(others::clear);
            BitSet all = reach(members, false, others);
            all.andNot(elsewhere);
            reached.put(group, all);
        });
        Map<String, Long> retained = new TreeMap<>();
        reached.forEach((group, own) -> {
            BitSet alone = (BitSet) own.clone();
            reached.forEach((other, others) -> {
                if (!other.equals(group)) {
                    alone.andNot(others);
                }
            });
            retained.put(
                    group, alone.stream().mapToLong(i -> bytes(specs.get(i))).sum());
        });
        return retained;
    }

    private long bytes(Spec spec) {
        int bytes = switch (spec.kind) {
            case NODE -> 12 + 6 * referenceBytes + Integer.BYTES;
            case LEAF -> 12 + 2 * referenceBytes;
            case BLOB -> 16 + spec.length;
            case ARRAY -> 16 + spec.references.length * referenceBytes;
            case SOFT -> 12 + 4 * referenceBytes + Long.BYTES;
            case WEAK -> 12 + 4 * referenceBytes;
        };
        return (bytes + 7) / 8 * 8;
    }
}
