package dev.customprofiles.heap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A class of the dump, and how the fields of its instances are laid out: its own first, then those of its superclasses. */
final class DumpClass {

    /** What a reference field means for the object that it refers to. */
    enum Role {
        STRONG,
        SOFT,
        FINALIZER,
        /** The referent of a weak or phantom reference, and the links of the collector. */
        NONE
    }

    /** @param offset in the instance's record */
    record Field(DumpClass declaredBy, String name, boolean isReference, int offset, Role role) {}

    record StaticField(String name, long value, boolean isReference) {}

    final long id;
    final long superId;
    final long loaderId;
    final String name;
    final List<StaticField> statics;

    /** Its own fields, without those of superclasses: name, size in bytes, whether it is a reference. */
    final List<Declared> declared;

    record Declared(String name, int bytes, boolean isReference) {}

    private final Map<String, Field> byName = new HashMap<>();

    /** The reference fields, by offset. */
    Field[] references = {};

    /** The bytes of its fields that are not references. */
    private int primitiveBytes;

    /** The bytes of all fields in an instance's record. */
    int recordBytes;

    boolean isRecorder;

    DumpClass(long id, long superId, long loaderId, String name, List<StaticField> statics, List<Declared> declared) {
        this.id = id;
        this.superId = superId;
        this.loaderId = loaderId;
        this.name = name;
        this.statics = statics;
        this.declared = declared;
    }

    /**
     * Computes the layout, once all classes are known.
     *
     * @throws IllegalStateException if the class is its own superclass, in a damaged dump
     */
    void layOut(Map<Long, DumpClass> classes) {
        List<DumpClass> chain = withSuperclasses(classes);
        Role referent = referentRole(chain);
        List<Field> found = new ArrayList<>();
        int offset = 0;
        for (DumpClass type : chain) {
            boolean isReferenceClass = type.name.equals("java.lang.ref.Reference");
            for (Declared field : type.declared) {
                Role role = !isReferenceClass
                        ? Role.STRONG
                        : switch (field.name()) {
                            case "referent" -> referent;
                            case "discovered" -> Role.NONE;
                            default -> Role.STRONG;
                        };
                Field laidOut = new Field(type, field.name(), field.isReference(), offset, role);
                byName.putIfAbsent(field.name(), laidOut);
                if (field.isReference()) {
                    found.add(laidOut);
                } else {
                    primitiveBytes += field.bytes();
                }
                offset += field.bytes();
            }
        }
        references = found.toArray(new Field[0]);
        recordBytes = offset;
    }

    private List<DumpClass> withSuperclasses(Map<Long, DumpClass> classes) {
        List<DumpClass> chain = new ArrayList<>();
        for (DumpClass type = this; type != null; type = classes.get(type.superId)) {
            if (chain.size() == classes.size()) {
                throw new IllegalStateException(name + " is its own superclass");
            }
            chain.add(type);
        }
        return chain;
    }

    private static Role referentRole(List<DumpClass> chain) {
        for (DumpClass type : chain) {
            switch (type.name) {
                case "java.lang.ref.WeakReference", "java.lang.ref.PhantomReference" -> {
                    return Role.NONE;
                }
                case "java.lang.ref.SoftReference" -> {
                    return Role.SOFT;
                }
                case "java.lang.ref.FinalReference" -> {
                    return Role.FINALIZER;
                }
                default -> {}
            }
        }
        return Role.STRONG;
    }

    /** Returns the size of an instance's fields, without the gaps that the JVM may leave between them. */
    long fieldBytes(int referenceBytes) {
        return primitiveBytes + (long) references.length * referenceBytes;
    }

    /**
     * Returns the classes of the JDK that this is or extends, each by the class that it is nested in. A node of a map and the map have one
     * in common.
     */
    Set<String> family(Map<Long, DumpClass> classes) {
        Set<String> names = new HashSet<>();
        for (DumpClass type = this; type != null && names.size() < classes.size(); type = classes.get(type.superId)) {
            if (type.name.startsWith("java.") && !type.name.equals("java.lang.Object")) {
                int nested = type.name.indexOf('$');
                names.add(nested < 0 ? type.name : type.name.substring(0, nested));
            }
        }
        return names;
    }

    boolean isOfJdk() {
        return name.startsWith("java.");
    }

    /** Returns the field of that name that is nearest to this class; null if there is none. */
    Field field(String fieldName) {
        return byName.get(fieldName);
    }
}
