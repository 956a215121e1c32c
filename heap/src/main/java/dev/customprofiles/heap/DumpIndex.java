package dev.customprofiles.heap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import shark.GcRoot;
import shark.HprofRecord.HeapDumpRecord.ObjectRecord.ClassDumpRecord;
import shark.HprofRecord.LoadClassRecord;
import shark.HprofRecord.StackFrameRecord;
import shark.HprofRecord.StackTraceRecord;
import shark.HprofRecord.StringRecord;
import shark.HprofRecordReader;
import shark.HprofRecordTag;
import shark.ValueHolder;

/** The first pass over a dump: its classes, roots and stacks, and the addresses of its objects. */
final class DumpIndex {

    /** Sizes in bytes of the types of HPROF, from 4 (boolean) to 11 (long). Type 2 is a reference. */
    private static final int[] SIZES = {0, 0, 0, 0, 1, 2, 4, 8, 1, 2, 4, 8};

    private static final int REFERENCE = 2;

    /** The loaders of classes that are never unloaded, beside the boot loader, which is null. */
    private static final String APPLICATION_LOADER = "jdk.internal.loader.ClassLoaders$AppClassLoader";

    private static final String PLATFORM_LOADER = "jdk.internal.loader.ClassLoaders$PlatformClassLoader";

    private static final String CLASS_VALUES = "java.lang.ClassValue$ClassValueMap";

    /** Relocated copies of the recorder have a prefix. */
    private static final String RECORDER = "dev.customprofiles.";

    final DumpFile file;
    final ObjectIndex objects = new ObjectIndex();
    final Map<Long, DumpClass> classes = new HashMap<>();
    final List<Root> roots = new ArrayList<>();

    private final Map<Long, String> strings = new HashMap<>();

    private final Map<Long, Long> classNames = new HashMap<>();
    private final Map<Integer, Long> classNamesBySerial = new HashMap<>();
    private final Map<Long, StackFrameRecord> frames = new HashMap<>();
    private final Map<Integer, StackTraceRecord> traces = new HashMap<>();
    private final List<ClassDumpRecord> dumped = new ArrayList<>();
    private final Set<Long> permanentLoaders = new HashSet<>();
    private final Map<Integer, Root> threads = new HashMap<>();
    private long applicationLoaderClass;
    private long platformLoaderClass;
    private long classValuesClass;
    private boolean isWhole;

    /** Returns the size of an element of an array, by the type's number in HPROF; 0 if there is no such type. */
    static int bytes(int type) {
        return type < SIZES.length ? SIZES[type] : 0;
    }

    DumpIndex(DumpFile file) throws IOException {
        this.file = file;
        Set<HprofRecordTag> types = EnumSet.allOf(HprofRecordTag.class);
        types.remove(HprofRecordTag.UNLOAD_CLASS);
        file.read(types, this::read);
        if (!isWhole && !file.hasOneHeapRecord()) {
            throw file.cutOff();
        }
        objects.number();
        dumped.forEach(this::addClass);
        dumped.clear();
        try {
            classes.values().forEach(type -> type.layOut(classes));
        } catch (IllegalStateException e) {
            throw file.damaged(e);
        }
        for (DumpClass type : classes.values()) {
            if (isPermanent(type)) {
                roots.add(new Root(type.id, Root.Kind.CLASS));
            }
        }
    }

    private void read(HprofRecordTag type, long length, HprofRecordReader in) {
        switch (type) {
            case STRING_IN_UTF8 -> {
                StringRecord string = in.readStringRecord(length);
                strings.put(string.getId(), string.getString());
            }
            case LOAD_CLASS -> {
                LoadClassRecord loaded = in.readLoadClassRecord();
                classNames.put(loaded.getId(), loaded.getClassNameStringId());
                classNamesBySerial.put(loaded.getClassSerialNumber(), loaded.getClassNameStringId());
                noteSpecial(loaded);
            }
            case STACK_FRAME -> {
                StackFrameRecord frame = in.readStackFrameRecord();
                frames.put(frame.getId(), frame);
            }
            case STACK_TRACE -> {
                StackTraceRecord trace = readTrace(length, in);
                traces.put(trace.getStackTraceSerialNumber(), trace);
            }
            case CLASS_DUMP -> {
                ClassDumpRecord dump = in.readClassDumpRecord();
                dumped.add(dump);
                objects.add(dump.getId());
            }
            case INSTANCE_DUMP -> {
                long address = in.readId();
                in.skip(Integer.BYTES);
                long classId = in.readId();
                in.skip(in.readInt());
                objects.add(address);
                noteSpecial(address, classId);
            }
            case OBJECT_ARRAY_DUMP -> {
                objects.add(in.readId());
                in.skip(Integer.BYTES);
                long elements = in.readInt();
                in.skip((elements + 1) * file.idBytes());
            }
            case PRIMITIVE_ARRAY_DUMP -> {
                objects.add(in.readId());
                in.skip(Integer.BYTES);
                long elements = in.readInt();
                in.skip(elements * bytes(in.readUnsignedByte()));
            }
            case HEAP_DUMP_INFO -> in.skipHeapDumpInfoRecord();
            case HEAP_DUMP_END -> isWhole = true;
            default -> readRoot(type, in);
        }
    }

    /** Does not trust the number of frames: a damaged one would take all memory. */
    private StackTraceRecord readTrace(long length, HprofRecordReader in) {
        int serial = in.readInt();
        int thread = in.readInt();
        int depth = in.readInt();
        if (length != 3 * Integer.BYTES + (long) depth * file.idBytes()) {
            throw new IllegalStateException("a stack trace of " + length + " bytes has " + depth + " frames");
        }
        return new StackTraceRecord(serial, thread, in.readIdArray(depth));
    }

    /** Notes classes whose instances matter. HotSpot writes names first, then classes, then instances. */
    private void noteSpecial(LoadClassRecord loaded) {
        String name = className(loaded.getClassNameStringId());
        if (name.equals(APPLICATION_LOADER)) {
            applicationLoaderClass = loaded.getId();
        } else if (name.equals(PLATFORM_LOADER)) {
            platformLoaderClass = loaded.getId();
        } else if (name.equals(CLASS_VALUES)) {
            classValuesClass = loaded.getId();
        }
    }

    private void noteSpecial(long address, long classId) {
        if (classId == applicationLoaderClass || classId == platformLoaderClass) {
            permanentLoaders.add(address);
        } else if (classId == classValuesClass) {
            roots.add(new Root(address, Root.Kind.CLASS_VALUE));
        }
    }

    /** Returns whether the class is never unloaded. */
    boolean isPermanent(DumpClass type) {
        return type.loaderId == 0 || permanentLoaders.contains(type.loaderId);
    }

    /** Returns the UTF-8 string of an id, which for HotSpot is the address of a symbol; null if there is none. */
    String string(long id) {
        return strings.get(id);
    }

    /** Returns the object of a thread; null if it is unknown. */
    Root thread(int serial) {
        return threads.get(serial);
    }

    /** Returns a frame of a thread's stack as {@code pkg.Class.method (Class.java:12)}; null if it is unknown. */
    String frame(int threadSerial, int depth) {
        Root thread = threads.get(threadSerial);
        StackTraceRecord trace = thread == null ? null : traces.get(thread.frame());
        if (trace == null || depth < 0 || depth >= trace.getStackFrameIds().length) {
            return null;
        }
        StackFrameRecord frame = frames.get(trace.getStackFrameIds()[depth]);
        if (frame == null) {
            return null;
        }
        String file = strings.get(frame.getSourceFileNameStringId());
        return className(classNamesBySerial.get(frame.getClassSerialNumber())) + "."
                + strings.getOrDefault(frame.getMethodNameStringId(), "?")
                + (file == null || frame.getLineNumber() <= 0 ? "" : " (" + file + ":" + frame.getLineNumber() + ")");
    }

    private void readRoot(HprofRecordTag type, HprofRecordReader in) {
        switch (type) {
            case ROOT_THREAD_OBJECT -> {
                GcRoot.ThreadObject thread = in.readThreadObjectGcRootRecord();
                Root root = new Root(
                        thread.getId(),
                        Root.Kind.THREAD,
                        thread.getThreadSerialNumber(),
                        thread.getStackTraceSerialNumber());
                roots.add(root);
                threads.put(root.thread(), root);
            }
            case ROOT_JAVA_FRAME -> {
                GcRoot.JavaFrame frame = in.readJavaFrameGcRootRecord();
                roots.add(new Root(
                        frame.getId(), Root.Kind.FRAME, frame.getThreadSerialNumber(), frame.getFrameNumber()));
            }
            case ROOT_JNI_LOCAL -> {
                GcRoot.JniLocal local = in.readJniLocalGcRootRecord();
                roots.add(new Root(
                        local.getId(), Root.Kind.FRAME, local.getThreadSerialNumber(), local.getFrameNumber()));
            }
            case ROOT_NATIVE_STACK -> {
                GcRoot.NativeStack stack = in.readNativeStackGcRootRecord();
                roots.add(new Root(stack.getId(), Root.Kind.FRAME, stack.getThreadSerialNumber(), -1));
            }
            case ROOT_THREAD_BLOCK -> {
                GcRoot.ThreadBlock block = in.readThreadBlockGcRootRecord();
                roots.add(new Root(block.getId(), Root.Kind.FRAME, block.getThreadSerialNumber(), -1));
            }
            case ROOT_MONITOR_USED ->
                roots.add(new Root(in.readMonitorUsedGcRootRecord().getId(), Root.Kind.MONITOR));
            case ROOT_JNI_MONITOR ->
                roots.add(new Root(in.readJniMonitorGcRootRecord().getId(), Root.Kind.MONITOR));
            case ROOT_JNI_GLOBAL ->
                roots.add(new Root(in.readJniGlobalGcRootRecord().getId(), Root.Kind.NATIVE));
            case ROOT_STICKY_CLASS ->
                roots.add(new Root(in.readStickyClassGcRootRecord().getId(), Root.Kind.CLASS));
            // What a debugger or a dump for them marks as unreachable, is.
            case ROOT_UNREACHABLE -> in.skip(file.idBytes());
            // The rest are an address alone.
            default -> roots.add(new Root(in.readId(), Root.Kind.INTERNAL));
        }
    }

    private void addClass(ClassDumpRecord dump) {
        List<DumpClass.StaticField> statics = new ArrayList<>();
        for (ClassDumpRecord.StaticFieldRecord field : dump.getStaticFields()) {
            String name = strings.getOrDefault(field.getNameStringId(), "?");
            if (field.getValue() instanceof ValueHolder.ReferenceHolder reference) {
                statics.add(new DumpClass.StaticField(name, reference.getValue(), true));
            } else if (field.getValue() instanceof ValueHolder.LongHolder number) {
                statics.add(new DumpClass.StaticField(name, number.getValue(), false));
            }
        }
        List<DumpClass.Declared> declared = new ArrayList<>();
        for (ClassDumpRecord.FieldRecord field : dump.getFields()) {
            boolean isReference = field.getType() == REFERENCE;
            declared.add(new DumpClass.Declared(
                    strings.getOrDefault(field.getNameStringId(), "?"),
                    isReference ? file.idBytes() : bytes(field.getType()),
                    isReference));
        }
        String name = className(classNames.get(dump.getId()));
        DumpClass type =
                new DumpClass(dump.getId(), dump.getSuperclassId(), dump.getClassLoaderId(), name, statics, declared);
        int at = name.lastIndexOf(RECORDER);
        type.isRecorder = at >= 0 && name.indexOf('.', at + RECORDER.length()) < 0 && !name.contains("$");
        classes.put(type.id, type);
    }

    private String className(Long nameId) {
        String name = nameId == null ? null : strings.get(nameId);
        return name == null ? "?" : name.replace('/', '.');
    }
}
