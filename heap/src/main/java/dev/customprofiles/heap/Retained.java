package dev.customprofiles.heap;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import shark.HprofRecordReader;
import shark.HprofRecordTag;

/**
 * The fourth pass over a dump: how much memory is reachable only through the objects of each group. What several groups reach belongs to
 * none, and neither does what is reachable without any of them.
 */
final class Retained {

    private static final int FREE = 0;
    private static final int SHARED = -1;
    private static final int ELSEWHERE = -2;

    /** The header in HotSpot with compressed class pointers, its default. An array's has its length too. */
    private static final int HEADER = 12;

    private static final int COMPACT_HEADER = 8;
    private static final int ALIGNMENT = 8;

    private final DumpIndex index;
    private final ReferencePass pass;

    /** By object: the number of its group, from 1; or one of the constants. */
    private final int[] owners;

    private final int[] queue;
    private long[] bytes;

    /** @param reachability whose paths are no longer needed */
    Retained(DumpIndex index, ReferencePass pass, Reachability reachability) {
        this.index = index;
        this.pass = pass;
        this.owners = reachability.takeParents();
        this.queue = reachability.takeQueue();
    }

    /**
     * Returns the bytes of each group.
     *
     * @param values the objects of each group; none is in two
     */
    long[] run(int[][] values) throws IOException {
        bytes = new long[values.length + 1];
        Arrays.fill(owners, FREE);
        BitSet targets = new BitSet();
        for (int[] group : values) {
            for (int value : group) {
                targets.set(value);
            }
        }
        reachElsewhere(targets);
        BitSet shared = new BitSet();
        for (int group = 0; group < values.length; group++) {
            reachFrom(values[group], group + 1, targets, shared);
        }
        share(shared, targets);
        addSizes();
        return Arrays.copyOfRange(bytes, 1, bytes.length);
    }

    /** Marks what is reachable without the recorded objects. */
    private void reachElsewhere(BitSet targets) {
        int tail = 0;
        for (Root root : index.roots) {
            tail = mark(index.objects.of(root.address()), ELSEWHERE, targets, tail);
        }
        int head = 0;
        int before;
        do {
            before = tail;
            for (; head < tail; head++) {
                for (int at = pass.references.first(queue[head]); at >= 0; at = pass.references.next(at)) {
                    tail = mark(pass.references.target(at), ELSEWHERE, targets, tail);
                }
            }
            tail = late(pass.soft, targets, tail);
            tail = late(pass.finalizers, targets, tail);
        } while (tail > before);
    }

    private int late(ReferencePass.Late late, BitSet targets, int tail) {
        int end = tail;
        for (int i = 0; i < late.size; i++) {
            if (owners[late.from[i]] == ELSEWHERE) {
                end = mark(late.to[i], ELSEWHERE, targets, end);
            }
        }
        return end;
    }

    private int mark(int object, int owner, BitSet targets, int tail) {
        if (object < 0 || owners[object] != FREE || targets.get(object)) {
            return tail;
        }
        owners[object] = owner;
        queue[tail] = object;
        return tail + 1;
    }

    /** Marks what a group reaches, up to what another one has reached before: that is shared. */
    private void reachFrom(int[] values, int group, BitSet targets, BitSet shared) {
        int tail = 0;
        for (int value : values) {
            if (owners[value] == FREE) {
                owners[value] = group;
                queue[tail++] = value;
            }
        }
        for (int head = 0; head < tail; head++) {
            for (int at = pass.references.first(queue[head]); at >= 0; at = pass.references.next(at)) {
                int to = pass.references.target(at);
                if (owners[to] > 0 && owners[to] != group && !targets.get(to)) {
                    shared.set(to);
                }
                tail = mark(to, group, targets, tail);
            }
        }
    }

    /** Marks all that shared objects lead to. */
    private void share(BitSet shared, BitSet targets) {
        int tail = 0;
        for (int object = shared.nextSetBit(0); object >= 0; object = shared.nextSetBit(object + 1)) {
            owners[object] = SHARED;
            queue[tail++] = object;
        }
        for (int head = 0; head < tail; head++) {
            for (int at = pass.references.first(queue[head]); at >= 0; at = pass.references.next(at)) {
                int to = pass.references.target(at);
                if (owners[to] > 0 && !targets.get(to)) {
                    owners[to] = SHARED;
                    queue[tail++] = to;
                }
            }
        }
    }

    private void addSizes() throws IOException {
        // Dumps do not say whether references were compressed, and have them in 8 bytes always.
        int referenceBytes = pass.isCompressed ? Integer.BYTES : index.file.idBytes();
        index.file.read(
                EnumSet.of(
                        HprofRecordTag.INSTANCE_DUMP,
                        HprofRecordTag.OBJECT_ARRAY_DUMP,
                        HprofRecordTag.PRIMITIVE_ARRAY_DUMP),
                (type, length, in) -> {
                    int owner = owners[index.objects.of(in.readId())];
                    long size = size(type, in, referenceBytes);
                    if (owner > 0) {
                        bytes[owner] += size;
                    }
                });
    }

    private long size(HprofRecordTag type, HprofRecordReader in, int referenceBytes) {
        in.skip(Integer.BYTES);
        if (type == HprofRecordTag.INSTANCE_DUMP) {
            DumpClass instanceOf = index.classes.get(in.readId());
            in.skip(in.readInt());
            return instanceOf == null ? 0 : aligned(header() + instanceOf.fieldBytes(referenceBytes));
        }
        long length = in.readInt();
        if (type == HprofRecordTag.OBJECT_ARRAY_DUMP) {
            in.skip((length + 1) * index.file.idBytes());
            return aligned(header() + Integer.BYTES + length * referenceBytes);
        }
        int elementBytes = DumpIndex.bytes(in.readUnsignedByte());
        in.skip(length * elementBytes);
        // Elements of 8 bytes are aligned.
        long header = elementBytes == Long.BYTES ? aligned(header() + Integer.BYTES) : header() + Integer.BYTES;
        return aligned(header + length * elementBytes);
    }

    private int header() {
        return pass.hasCompactHeaders ? COMPACT_HEADER : HEADER;
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
