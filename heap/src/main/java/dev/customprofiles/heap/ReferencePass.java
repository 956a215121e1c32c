package dev.customprofiles.heap;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import shark.HprofRecordReader;
import shark.HprofRecordTag;

/** The second pass over a dump: the references between its objects, and the content of the recorder's own objects and of threads. */
final class ReferencePass {

    /** References of some kind that are followed late: pairs of objects. */
    static final class Late {
        int[] from = new int[64];
        int[] to = new int[64];
        int size;

        private void add(int source, int target) {
            if (size == from.length) {
                from = Arrays.copyOf(from, size * 2);
                to = Arrays.copyOf(to, size * 2);
            }
            from[size] = source;
            to[size++] = target;
        }
    }

    private final DumpIndex index;
    private final ObjectIndex objects;
    private final BitSet threads = new BitSet();

    final References references;
    final Late soft = new Late();
    final Late finalizers = new Late();

    /** Whether an array of references was too close to the next object for references of 8 bytes. */
    boolean isCompressed;

    /** How many more arrays are looked at for that. */
    private int toLookAt = 10_000;

    /** Whether an object without fields, such as a lock, was only 8 bytes from the next one. */
    boolean hasCompactHeaders;

    /** The recorder's objects and the roots that are threads, by number. */
    final Map<Integer, DumpObject.Instance> kept = new HashMap<>();

    ReferencePass(DumpIndex index) throws IOException {
        this.index = index;
        this.objects = index.objects;
        this.references = new References(objects.size());
        for (Root root : index.roots) {
            int number = objects.of(root.address());
            if (root.kind() == Root.Kind.THREAD && number >= 0) {
                threads.set(number);
            }
        }
        index.classes.values().forEach(this::addClass);
        index.file.read(
                EnumSet.of(HprofRecordTag.INSTANCE_DUMP, HprofRecordTag.OBJECT_ARRAY_DUMP), (type, length, in) -> {
                    if (type == HprofRecordTag.INSTANCE_DUMP) {
                        addInstance(in);
                    } else {
                        addArray(in);
                    }
                });
    }

    private void addClass(DumpClass type) {
        type.statics.stream()
                .filter(DumpClass.StaticField::isReference)
                .forEach(field -> add(objects.of(field.value())));
        add(objects.of(type.loaderId));
        add(objects.of(type.superId));
        references.end(objects.of(type.id));
    }

    private void addInstance(HprofRecordReader in) {
        long address = in.readId();
        int number = objects.of(address);
        in.skip(Integer.BYTES);
        DumpClass type = index.classes.get(in.readId());
        int length = in.readInt();
        if (length == 0 && !hasCompactHeaders) {
            hasCompactHeaders = objects.of(address + Long.BYTES) >= 0;
        }
        if (type == null) {
            in.skip(length);
            return;
        }
        if (length < type.recordBytes) {
            throw new IllegalStateException("an instance of " + type.name + " has " + length + " bytes");
        }
        if (type.isRecorder || threads.get(number)) {
            DumpObject.Instance instance =
                    new DumpObject.Instance(type, in.readByteArray(length), index.file.idBytes());
            kept.put(number, instance);
            for (DumpClass.Field field : type.references) {
                add(number, field.role(), objects.of(instance.reference(field)));
            }
        } else {
            int at = 0;
            for (DumpClass.Field field : type.references) {
                in.skip(field.offset() - at);
                add(number, field.role(), objects.of(in.readId()));
                at = field.offset() + index.file.idBytes();
            }
            in.skip(length - at);
        }
        addClassOf(type);
        references.end(number);
    }

    private void addArray(HprofRecordReader in) {
        long address = in.readId();
        int number = objects.of(address);
        in.skip(Integer.BYTES);
        int length = in.readInt();
        if (!isCompressed && length > 2 && toLookAt-- > 0) {
            isCompressed = objects.hasBetween(address + Long.BYTES, address + (long) length * Long.BYTES);
        }
        DumpClass type = index.classes.get(in.readId());
        for (int i = 0; i < length; i++) {
            add(objects.of(in.readId()));
        }
        if (type != null) {
            addClassOf(type);
        }
        references.end(number);
    }

    /** An object keeps its class alive, which matters where that can be unloaded. */
    private void addClassOf(DumpClass type) {
        if (!index.isPermanent(type)) {
            add(objects.of(type.id));
        }
    }

    private void add(int number, DumpClass.Role role, int target) {
        switch (role) {
            case STRONG -> add(target);
            case SOFT -> addLate(soft, number, target);
            case FINALIZER -> addLate(finalizers, number, target);
            case NONE -> {}
        }
    }

    private static void addLate(Late late, int number, int target) {
        if (target >= 0) {
            late.add(number, target);
        }
    }

    private void add(int target) {
        if (target >= 0) {
            references.add(target);
        }
    }
}
