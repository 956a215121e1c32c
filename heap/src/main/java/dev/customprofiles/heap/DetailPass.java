package dev.customprofiles.heap;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import shark.HprofRecordReader;
import shark.HprofRecordTag;
import shark.PrimitiveType;

/**
 * The third pass over a dump: by which field each object of a path is reached, the classes of recorded objects, and the content of those
 * objects that were asked for.
 */
final class DetailPass {

    private static final Step UNKNOWN = new Step.Other("?");

    private final DumpIndex index;
    private final ReferencePass pass;
    private final Reachability reachability;
    private final BitSet onPath = new BitSet();
    private final BitSet values = new BitSet();
    private final BitSet wanted = new BitSet();
    private final BitSet classNumbers = new BitSet();
    private final Map<Integer, DumpObject> contents;
    private final Map<Integer, String> classes = new HashMap<>();
    private final Numbered<Step> steps = new Numbered<>();
    private final Numbered<Trail> trails = new Numbered<>();
    private final Map<FieldOf, Step> fieldSteps = new HashMap<>();

    /**
     * By object of a path: the number of the step to it, from 1, and once that is known, the number of the trail to it, from -1 down. Paths
     * may have millions of objects, but steps and trails are few.
     */
    private final int[] stepOrTrail;

    /** Numbers different things from 1. */
    private static final class Numbered<T> {
        private final Map<T, Integer> numbers = new HashMap<>();
        private final List<T> all = new ArrayList<>();

        int of(T one) {
            Integer known = numbers.get(one);
            if (known == null) {
                all.add(one);
                known = all.size();
                numbers.put(one, known);
            }
            return known;
        }

        T get(int number) {
            return all.get(number - 1);
        }
    }

    /** How an object is reached from the one before it. */
    private sealed interface Step {
        /** @param family as in {@link Trail} */
        record Field(String owner, Set<String> family, String name) implements Step {}

        record Static(DumpClass owner, String name) implements Step {}

        record Element(String arrayClass) implements Step {}

        /** What says more than the way to it. */
        record Root(String text) implements Step {}

        record Other(String text) implements Step {}
    }

    DetailPass(DumpIndex index, ReferencePass pass, Reachability reachability) {
        this.index = index;
        this.pass = pass;
        this.reachability = reachability;
        this.contents = new HashMap<>(pass.kept);
        this.stepOrTrail = reachability.takeQueue();
        Arrays.fill(stepOrTrail, 0);
        index.classes.keySet().forEach(id -> classNumbers.set(index.objects.of(id)));
    }

    /** Asks for the path to an object, and for its class. */
    void wantPath(int object) {
        values.set(object);
        if (!reachability.hold(object).hasPath()) {
            return;
        }
        for (int at = object; at != Reachability.ROOT && !onPath.get(at); at = reachability.parent(at)) {
            onPath.set(at);
        }
    }

    /** Asks for the content of an object, and of what it leads to over so many references, without classes and recorder objects. */
    void want(int object, int depth) {
        if (object < 0) {
            return;
        }
        record At(int object, int depth) {}
        Set<Integer> seen = new HashSet<>();
        Deque<At> open = new ArrayDeque<>();
        open.add(new At(object, depth));
        while (!open.isEmpty()) {
            At next = open.remove();
            // Breadth first, so an object is seen first with the most references left to follow.
            if (pass.kept.containsKey(next.object) || classNumbers.get(next.object) || !seen.add(next.object)) {
                continue;
            }
            wanted.set(next.object);
            References references = pass.references;
            for (int at = references.first(next.object); next.depth > 0 && at >= 0; at = references.next(at)) {
                open.add(new At(references.target(at), next.depth - 1));
            }
        }
    }

    void run() throws IOException {
        for (DumpClass type : index.classes.values()) {
            int number = index.objects.of(type.id);
            if (values.get(number)) {
                classes.put(number, "java.lang.Class");
            }
            if (onPath.get(number)) {
                addClass(number, type);
            }
        }
        index.file.read(
                EnumSet.of(
                        HprofRecordTag.INSTANCE_DUMP,
                        HprofRecordTag.OBJECT_ARRAY_DUMP,
                        HprofRecordTag.PRIMITIVE_ARRAY_DUMP),
                (type, length, in) -> {
                    switch (type) {
                        case INSTANCE_DUMP -> readInstance(in);
                        case OBJECT_ARRAY_DUMP -> readArray(in);
                        default -> readPrimitives(in);
                    }
                });
    }

    private void addClass(int number, DumpClass type) {
        for (DumpClass.StaticField field : type.statics) {
            if (field.isReference()) {
                note(number, index.objects.of(field.value()), new Step.Static(type, field.name()));
            }
        }
        String name = Trail.className(type);
        note(number, index.objects.of(type.loaderId), new Step.Other("class loader of " + name));
        note(number, index.objects.of(type.superId), new Step.Other("superclass of " + name));
    }

    private void readInstance(HprofRecordReader in) {
        int number = index.objects.of(in.readId());
        in.skip(Integer.BYTES);
        DumpClass type = index.classes.get(in.readId());
        int length = in.readInt();
        boolean isNeeded = onPath.get(number) || wanted.get(number) || values.get(number);
        if (type == null || !isNeeded) {
            in.skip(length);
            return;
        }
        DumpObject.Instance instance = new DumpObject.Instance(type, in.readByteArray(length), index.file.idBytes());
        if (wanted.get(number)) {
            contents.put(number, instance);
        }
        if (values.get(number)) {
            classes.put(number, Trail.className(type));
        }
        if (onPath.get(number)) {
            for (DumpClass.Field field : type.references) {
                if (field.role() != DumpClass.Role.NONE) {
                    int to = index.objects.of(instance.reference(field));
                    if (isNext(number, to)) {
                        note(number, to, fieldSteps.computeIfAbsent(new FieldOf(type, field), this::step));
                    }
                }
            }
            noteClass(number, type);
        }
    }

    private record FieldOf(DumpClass type, DumpClass.Field field) {}

    /** Collections of the JDK are named by their own class, and other fields by the class that declares them. */
    private Step step(FieldOf one) {
        DumpClass.Field field = one.field();
        if (field.role() == DumpClass.Role.SOFT) {
            return new Step.Field("java.lang.ref.SoftReference", Set.of(), field.name());
        }
        if (field.role() == DumpClass.Role.FINALIZER) {
            return new Step.Root("finalizer");
        }
        return one.type().isOfJdk()
                ? new Step.Field(Trail.className(one.type()), one.type().family(index.classes), field.name())
                : new Step.Field(Trail.className(field.declaredBy()), Set.of(), field.name());
    }

    private void noteClass(int number, DumpClass type) {
        int to = index.objects.of(type.id);
        if (isNext(number, to)) {
            note(number, to, new Step.Other("class of " + Trail.className(type)));
        }
    }

    private void readArray(HprofRecordReader in) {
        int number = index.objects.of(in.readId());
        in.skip(Integer.BYTES);
        int length = in.readInt();
        DumpClass type = index.classes.get(in.readId());
        if (!onPath.get(number) && !wanted.get(number) && !values.get(number)) {
            in.skip((long) length * index.file.idBytes());
            return;
        }
        long[] elements = in.readIdArray(length);
        String name = type == null ? "?" : Trail.className(type);
        if (wanted.get(number)) {
            contents.put(number, new DumpObject.References(elements));
        }
        if (values.get(number)) {
            classes.put(number, name);
        }
        if (onPath.get(number)) {
            Step step = new Step.Element(name);
            for (long element : elements) {
                note(number, index.objects.of(element), step);
            }
            if (type != null) {
                noteClass(number, type);
            }
        }
    }

    /** Reads only arrays that are wanted, because others may be larger than the memory of this JVM. */
    private void readPrimitives(HprofRecordReader in) {
        int number = index.objects.of(in.readId());
        in.skip(Integer.BYTES);
        int length = in.readInt();
        int type = in.readUnsignedByte();
        if (values.get(number)) {
            PrimitiveType primitive =
                    PrimitiveType.Companion.getPrimitiveTypeByHprofType().get(type);
            classes.put(number, primitive.name().toLowerCase(Locale.ROOT) + "[]");
        }
        if (wanted.get(number) && type == PrimitiveType.BYTE.getHprofType()) {
            contents.put(number, new DumpObject.Primitives(in.readByteArray(length)));
        } else if (wanted.get(number) && type == PrimitiveType.LONG.getHprofType()) {
            contents.put(number, new DumpObject.Primitives(in.readLongArray(length)));
        } else if (wanted.get(number) && type == PrimitiveType.INT.getHprofType()) {
            contents.put(number, new DumpObject.Primitives(in.readIntArray(length)));
        } else {
            in.skip((long) length * DumpIndex.bytes(type));
            if (wanted.get(number)) {
                contents.put(number, new DumpObject.Primitives(null));
            }
        }
    }

    private boolean isNext(int from, int to) {
        return to >= 0 && onPath.get(to) && reachability.parent(to) == from;
    }

    private void note(int from, int to, Step step) {
        if (isNext(from, to) && stepOrTrail[to] == 0) {
            stepOrTrail[to] = steps.of(step);
        }
    }

    /** Returns the content of an object that was asked for; null if there is none. */
    DumpObject content(int object) {
        return contents.get(object);
    }

    /** Returns the text of a string that was asked for, with what it refers to; null for null. */
    String text(long address) {
        return contents.get(index.objects.of(address)) instanceof DumpObject.Instance string
                        && contents.get(index.objects.of(string.reference("value")))
                                instanceof DumpObject.Primitives characters
                ? characters.text(string.octet("coder"))
                : null;
    }

    /** Returns the class of an object whose path was asked for; null if the dump does not say. */
    String classOf(int object) {
        return classes.get(object);
    }

    /** Returns the trail to an object whose path was asked for, and that is held. */
    Trail trail(int object) {
        Deque<Integer> open = new ArrayDeque<>();
        for (int at = object; at != Reachability.ROOT && stepOrTrail[at] >= 0; at = reachability.parent(at)) {
            open.push(at);
        }
        while (!open.isEmpty()) {
            int at = open.pop();
            int parent = reachability.parent(at);
            Trail trail = parent == Reachability.ROOT
                    ? rootTrail(at)
                    : next(
                            trails.get(-stepOrTrail[parent]),
                            stepOrTrail[at] == 0 ? UNKNOWN : steps.get(stepOrTrail[at]));
            stepOrTrail[at] = -trails.of(trail);
        }
        return trails.get(-stepOrTrail[object]);
    }

    private Trail next(Trail before, Step step) {
        if (step instanceof Step.Field field) {
            return before.field(field.owner(), field.family(), field.name());
        }
        if (step instanceof Step.Static field) {
            return Trail.ofStatic(
                    Trail.className(field.owner()), field.name(), index.isPermanent(field.owner()) ? null : before);
        }
        if (step instanceof Step.Element element) {
            return before.element(element.arrayClass());
        }
        if (step instanceof Step.Root root) {
            return Trail.root(root.text());
        }
        return new Trail(before, null, null, Set.of(), ((Step.Other) step).text());
    }

    private Trail rootTrail(int object) {
        Root root = reachability.root(object);
        return Trail.root(
                switch (root.kind()) {
                    case THREAD -> thread(root.thread());
                    case FRAME -> {
                        String frame = index.frame(root.thread(), root.frame());
                        yield (frame == null ? "stack" : "local variable of " + frame) + " in " + thread(root.thread());
                    }
                    default -> root.kind().text;
                });
    }

    /** {@code thread "worker-*"}: threads of a pool differ in the number at the end. */
    private String thread(int serial) {
        Root root = index.thread(serial);
        String name = root == null ? null : threadName(index.objects.of(root.address()));
        return name == null || name.isEmpty()
                ? "a thread without a name"
                : "thread \"" + name.replaceAll("\\d+$", "*") + "\"";
    }

    private String threadName(int thread) {
        return contents.get(thread) instanceof DumpObject.Instance instance ? text(instance.reference("name")) : null;
    }
}
