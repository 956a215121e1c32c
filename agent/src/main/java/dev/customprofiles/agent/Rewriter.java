package dev.customprofiles.agent;

import dev.customprofiles.agent.Rule.Clause;
import dev.customprofiles.agent.Rule.Value;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Inserts calls of the {@link HookClass} into the methods that clauses name. What is inserted has no branches and no variables, so the
 * stack maps of the class stay right as they are; nothing has to be known of the types that a method works with.
 */
final class Rewriter implements ClassFileTransformer {

    /** A clause, and the number that the inserted code passes to the hook. */
    record Numbered(Clause clause, long what) {}

    private static final int MOST_REFUSALS = 100;

    private final List<Numbered> clauses;
    private final SuperTypes superTypes = new SuperTypes();
    private final Openings openings;

    /** The clauses by the name of their type, without those that take subtypes. */
    private final Map<String, List<Numbered>> byType = new HashMap<>();

    /** The names of the methods of clauses that take subtypes. */
    private final Set<String> methodsOfSubtypes = new HashSet<>();

    /** Which clauses have been inserted somewhere. */
    private final Set<Clause> used = new LinkedHashSet<>();

    /** Why something that should have been rewritten was not; each line once, and a bounded number of them. */
    private final Set<String> refusals = new LinkedHashSet<>();

    /** Receives each new line; null before {@link #tell}. */
    private Consumer<String> listener;

    Rewriter(List<Numbered> clauses, Openings openings) {
        this.clauses = clauses;
        this.openings = openings;
        for (Numbered numbered : clauses) {
            Clause clause = numbered.clause;
            if (clause.subtypes()) {
                methodsOfSubtypes.add(clause.method());
            } else {
                byType.computeIfAbsent(internal(clause.type()), absent -> new ArrayList<>())
                        .add(numbered);
            }
        }
    }

    static String internal(String type) {
        return type.replace('.', '/');
    }

    /** The clauses that have been inserted somewhere up to now. */
    synchronized Set<Clause> used() {
        return Set.copyOf(used);
    }

    /** Passes the lines about what was not rewritten on: those that there are, and from now on each as it comes. */
    synchronized void tell(Consumer<String> listener) {
        refusals.forEach(listener);
        this.listener = listener;
    }

    /** Whether the rules may concern a class that is loaded already. */
    boolean mayConcern(Class<?> type) {
        if (byType.containsKey(internal(type.getName()))) {
            return true;
        }
        for (Numbered numbered : clauses) {
            if (numbered.clause.subtypes() && isA(type, numbered.clause.type())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isA(Class<?> type, String name) {
        if (type == null) {
            return false;
        }
        if (type.getName().equals(name) || isA(type.getSuperclass(), name)) {
            return true;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (isA(implemented, name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
        if (name == null || loader == getClass().getClassLoader()) {
            return null;
        }
        boolean wasQuiet = openings.quiet(true); // what is read here is not opened by the application
        try {
            return rewrite(loader, name, bytes);
        } catch (Throwable failure) { // a class that is too new, too large or broken is left alone
            refuse(name.replace('/', '.') + " is left as it is: " + failure);
            return null;
        } finally {
            openings.quiet(wasQuiet);
        }
    }

    private byte[] rewrite(ClassLoader loader, String name, byte[] bytes) {
        List<Numbered> ofType = byType.getOrDefault(name, List.of());
        if (ofType.isEmpty() && methodsOfSubtypes.isEmpty()) {
            return null;
        }
        ClassReader reader = reader(bytes);
        if (reader == null) {
            return null;
        }
        List<Numbered> candidates = new ArrayList<>(ofType);
        if (!methodsOfSubtypes.isEmpty()) {
            superTypes.remember(loader, reader);
        }
        if (mentions(reader, methodsOfSubtypes)) {
            for (Numbered numbered : clauses) {
                if (numbered.clause.subtypes() && superTypes.isA(loader, reader, internal(numbered.clause.type()))) {
                    candidates.add(numbered);
                }
            }
        }
        if (candidates.isEmpty()) {
            return null;
        }
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Set<Clause> inserted = new LinkedHashSet<>();
        reader.accept(new Insertion(writer, name, candidates, inserted), 0);
        if (inserted.isEmpty()) {
            return null;
        }
        byte[] rewritten = writer.toByteArray();
        synchronized (this) {
            used.addAll(inserted);
        }
        return rewritten;
    }

    /** Null for a class file of a version that ASM does not know, of which a newer JDK may have thousands. */
    private ClassReader reader(byte[] bytes) {
        try {
            return new ClassReader(bytes);
        } catch (IllegalArgumentException unknown) {
            refuse("classes are left as they are: " + unknown.getMessage());
            return null;
        }
    }

    /** Whether one of the names is among the class file's constants, as it must be if a method is called so. */
    private static boolean mentions(ClassReader reader, Set<String> names) {
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int offset = reader.getItem(i);
            if (offset > 0 && reader.readByte(offset - 1) == 1) {
                int length = reader.readUnsignedShort(offset);
                for (String name : names) {
                    if (name.length() == length && isAt(reader, offset + 2, name)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isAt(ClassReader reader, int offset, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (reader.readByte(offset + i) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private synchronized void refuse(String line) {
        if (refusals.size() < MOST_REFUSALS && refusals.add(line) && listener != null) {
            listener.accept(line);
        }
    }

    /** Rewrites the methods that clauses name. */
    private final class Insertion extends ClassVisitor {
        private final String type;
        private final List<Numbered> candidates;
        private final Set<Clause> inserted;

        Insertion(ClassVisitor next, String type, List<Numbered> candidates, Set<Clause> inserted) {
            super(Opcodes.ASM9, next);
            this.type = type;
            this.candidates = candidates;
            this.inserted = inserted;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_BRIDGE)) != 0) {
                return next;
            }
            List<Numbered> opens = new ArrayList<>();
            List<Numbered> closes = new ArrayList<>();
            for (Numbered numbered : candidates) {
                Clause clause = numbered.clause;
                if (clause.method().equals(name) && clause.hasArguments(descriptor)) {
                    String reason = reasonAgainst(clause, access, descriptor);
                    if (reason != null) {
                        refuse(type.replace('/', '.') + "." + name + ": " + reason);
                    } else {
                        (clause.opens() ? opens : closes).add(numbered);
                        inserted.add(clause);
                    }
                }
            }
            return opens.isEmpty() && closes.isEmpty() ? next : new Calls(next, access, descriptor, opens, closes);
        }

        private static String reasonAgainst(Clause clause, int access, String descriptor) {
            if ((access & Opcodes.ACC_NATIVE) != 0) {
                return "a native method cannot be rewritten";
            }
            for (Value value : new Value[] {clause.object(), clause.label()}) {
                String reason = value == null ? null : reasonAgainst(value, access, descriptor, true);
                if (reason != null) {
                    return reason;
                }
            }
            return clause.weight() == null ? null : reasonAgainst(clause.weight(), access, descriptor, false);
        }

        private static String reasonAgainst(Value value, int access, String descriptor, boolean object) {
            switch (value.kind()) {
                case THIS:
                    return (access & Opcodes.ACC_STATIC) == 0 ? null : "a static method has no 'this'";
                case RETURN:
                    return isObject(Type.getReturnType(descriptor)) ? null : "it returns no object";
                case ARGUMENT:
                    Type[] types = Type.getArgumentTypes(descriptor);
                    if (value.index() >= types.length) {
                        return "it has " + types.length + " arguments, so no arg" + value.index();
                    }
                    return isObject(types[value.index()]) == object
                                    && (object
                                            || types[value.index()].getSort() >= Type.CHAR
                                                    && !isFloating(types[value.index()]))
                            ? null
                            : "arg" + value.index() + " is " + types[value.index()].getClassName();
                default:
                    return null;
            }
        }

        private static boolean isFloating(Type type) {
            return type.getSort() == Type.FLOAT || type.getSort() == Type.DOUBLE;
        }

        private static boolean isObject(Type type) {
            return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
        }
    }

    /** Inserts calls at the entry and before each normal return of a method. */
    private static final class Calls extends MethodVisitor {
        private final int access;
        private final Type[] arguments;
        private final List<Numbered> opens;
        private final List<Numbered> closes;

        Calls(MethodVisitor next, int access, String descriptor, List<Numbered> opens, List<Numbered> closes) {
            super(Opcodes.ASM9, next);
            this.access = access;
            this.arguments = Type.getArgumentTypes(descriptor);
            this.opens = opens;
            this.closes = closes;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            for (Numbered close : closes) {
                load(close.clause.object());
                call(close);
            }
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
                for (Numbered open : opens) {
                    open(open);
                }
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
                requireUnused(variable);
            }
            super.visitVarInsn(opcode, variable);
        }

        @Override
        public void visitIincInsn(int variable, int increment) {
            requireUnused(variable);
            super.visitIincInsn(variable, increment);
        }

        /** An argument that the method assigns to is another value when it returns, and may be of another type. */
        private void requireUnused(int variable) {
            for (Numbered open : opens) {
                for (Value value : new Value[] {open.clause.object(), open.clause.weight(), open.clause.label()}) {
                    if (value != null && variable == variable(value)) {
                        throw new IllegalStateException("it assigns to an argument that 'open' needs when it returns");
                    }
                }
            }
        }

        /** The value that is returned is on top of the stack. */
        private void open(Numbered open) {
            Clause clause = open.clause;
            if (clause.object().equals(Value.RETURN)) {
                super.visitInsn(Opcodes.DUP);
            } else {
                load(clause.object());
            }
            if (clause.weight() == null && clause.label() == null) {
                call(open);
                return;
            }
            if (clause.label() == null) {
                super.visitInsn(Opcodes.ACONST_NULL);
            } else if (clause.label().equals(Value.RETURN)) {
                // Either it is below a copy of itself, or below another object.
                super.visitInsn(clause.object().equals(Value.RETURN) ? Opcodes.DUP : Opcodes.DUP2);
                if (!clause.object().equals(Value.RETURN)) {
                    super.visitInsn(Opcodes.POP);
                }
            } else {
                load(clause.label());
            }
            if (clause.weight() == null) {
                super.visitInsn(Opcodes.LCONST_0);
            } else {
                loadLong(clause.weight());
            }
            super.visitLdcInsn(open.what);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, HookClass.NAME, "call", HookClass.CALL_WITH_MORE, false);
        }

        private void call(Numbered numbered) {
            super.visitLdcInsn(numbered.what);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, HookClass.NAME, "call", HookClass.CALL, false);
        }

        private void load(Value value) {
            if (value.kind() == Value.Kind.CONSTANT) {
                super.visitLdcInsn(value.text());
            } else {
                super.visitVarInsn(Opcodes.ALOAD, variable(value));
            }
        }

        private void loadLong(Value value) {
            Type type = arguments[value.index()];
            super.visitVarInsn(type.getOpcode(Opcodes.ILOAD), variable(value));
            if (type.getSort() != Type.LONG) {
                super.visitInsn(Opcodes.I2L);
            }
        }

        /** -1 for what is in none. */
        private int variable(Value value) {
            if (value.kind() == Value.Kind.THIS) {
                return 0;
            }
            if (value.kind() != Value.Kind.ARGUMENT) {
                return -1;
            }
            int variable = (access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
            for (int i = 0; i < value.index(); i++) {
                variable += arguments[i].getSize();
            }
            return variable;
        }
    }
}
