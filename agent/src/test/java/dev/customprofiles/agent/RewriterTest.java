package dev.customprofiles.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.CheckClassAdapter;

/** Classes as no compiler would make them. */
class RewriterTest {

    private static final String RULE = "profile rewriter.Open: open made.Type.make -> ";
    /** Another than the one of the agent, whose own classes are left out. */
    private static final ClassLoader LOADER = new ClassLoader(RewriterTest.class.getClassLoader()) {};

    private static Rewriter rewriter(String text) throws BadOption {
        List<Rule> rules = new RuleParser("test").parse(text);
        List<Rewriter.Numbered> numbered = new ArrayList<>();
        for (Rule rule : rules) {
            rule.clauses().forEach(clause -> numbered.add(new Rewriter.Numbered(clause, Openings.what(0, clause))));
        }
        return new Rewriter(numbered, new Openings(rules, null));
    }

    /** The class {@code made.Type}, with one method or more. */
    private static byte[] type(int version, Consumer<ClassWriter> methods) {
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.visit(version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, "made/Type", null, "java/lang/Object", null);
        methods.accept(type);
        type.visitEnd();
        return type.toByteArray();
    }

    private static Consumer<ClassWriter> method(int access, String descriptor, Consumer<MethodVisitor> code) {
        return type -> {
            MethodVisitor method = type.visitMethod(access, "make", descriptor, null, null);
            if ((access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) == 0) {
                method.visitCode();
                code.accept(method);
                method.visitMaxs(0, 0);
            }
            method.visitEnd();
        };
    }

    private static byte[] rewrite(Rewriter rewriter, byte[] bytes) {
        return rewriter.transform(LOADER, "made/Type", null, null, bytes);
    }

    /** The calls of the hook in each method, where the class is one that a JVM takes. */
    private static Map<String, Integer> calls(byte[] rewritten) {
        StringWriter mistakes = new StringWriter();
        CheckClassAdapter.verify(new ClassReader(rewritten), LOADER, false, new PrintWriter(mistakes));
        assertEquals("", mistakes.toString());
        ClassNode type = new ClassNode();
        new ClassReader(rewritten).accept(type, 0);
        Map<String, Integer> calls = new TreeMap<>();
        for (MethodNode method : type.methods) {
            for (AbstractInsnNode instruction : method.instructions) {
                if (instruction instanceof MethodInsnNode call && call.owner.equals(HookClass.NAME)) {
                    calls.merge(method.name, 1, Integer::sum);
                }
            }
        }
        return calls;
    }

    private static void twoReturns(MethodVisitor method) {
        Label other = new Label();
        method.visitVarInsn(Opcodes.ILOAD, 1);
        method.visitJumpInsn(Opcodes.IFEQ, other);
        method.visitVarInsn(Opcodes.ALOAD, 4);
        method.visitInsn(Opcodes.ARETURN);
        method.visitLabel(other);
        method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitInsn(Opcodes.ARETURN);
    }

    @Test
    void everyReturnOpensWhateverTheValueIs() throws Exception {
        byte[] type = type(
                Opcodes.V17,
                method(Opcodes.ACC_PUBLIC, "(IJLjava/lang/Object;)Ljava/lang/Object;", RewriterTest::twoReturns));
        for (String value : List.of("this", "return", "arg2")) {
            for (String more : List.of("", " weight arg0", " weight arg1")) {
                for (String label : List.of("", " label this", " label return", " label arg2", " label \"text\"")) {
                    byte[] rewritten = rewrite(rewriter(RULE + value + more + label), type);
                    assertNotNull(rewritten, value + more + label);
                    assertEquals(Map.of("make", 2), calls(rewritten), value + more + label);
                }
            }
        }
    }

    @Test
    void aMethodThatJumpsBackToItsBeginningClosesOnce() throws Exception {
        byte[] type =
                type(Opcodes.V17, method(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "(ILjava/lang/Object;)V", code -> {
                    Label begin = new Label();
                    code.visitLabel(begin);
                    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                    code.visitIincInsn(0, -1);
                    code.visitVarInsn(Opcodes.ILOAD, 0);
                    code.visitJumpInsn(Opcodes.IFNE, begin);
                    code.visitInsn(Opcodes.RETURN);
                }));
        byte[] rewritten = rewrite(
                rewriter("profile rewriter.Open: open no.Type.open -> this; close made.Type.make -> arg1"), type);
        assertEquals(Map.of("make", 1), calls(rewritten));
        ClassNode node = new ClassNode();
        new ClassReader(rewritten).accept(node, ClassReader.SKIP_FRAMES);
        AbstractInsnNode[] code = node.methods.get(0).instructions.toArray();
        assertEquals(Opcodes.ALOAD, code[0].getOpcode(), "before the label that is jumped to");
    }

    @Test
    void classesOfOldCompilersAreRewritten() throws Exception {
        byte[] type = type(Opcodes.V1_4, method(Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNCHRONIZED, "(S)V", code -> {
            Label subroutine = new Label();
            code.visitJumpInsn(Opcodes.JSR, subroutine);
            code.visitInsn(Opcodes.RETURN);
            code.visitLabel(subroutine);
            code.visitVarInsn(Opcodes.ASTORE, 2);
            code.visitVarInsn(Opcodes.RET, 2);
        }));
        assertEquals(Map.of("make", 1), calls(rewrite(rewriter(RULE + "this weight arg0"), type)));
    }

    private void assertRefused(String value, byte[] type, String reason) throws Exception {
        Rewriter rewriter = rewriter(RULE + value);
        assertNull(rewrite(rewriter, type), value);
        assertEquals(List.of(reason), refusals(rewriter));
    }

    @Test
    void whatAMethodDoesNotHaveIsALine() throws Exception {
        byte[] returnsInt = type(Opcodes.V17, method(Opcodes.ACC_STATIC, "(DFI[IZ)I", code -> {
            code.visitInsn(Opcodes.ICONST_0);
            code.visitInsn(Opcodes.IRETURN);
        }));
        assertRefused("this", returnsInt, "made.Type.make: a static method has no 'this'");
        assertRefused("return", returnsInt, "made.Type.make: it returns no object");
        assertRefused("arg5", returnsInt, "made.Type.make: it has 5 arguments, so no arg5");
        assertRefused("arg2", returnsInt, "made.Type.make: arg2 is int");
        assertRefused("arg3 weight arg0", returnsInt, "made.Type.make: arg0 is double");
        assertRefused("arg3 weight arg1", returnsInt, "made.Type.make: arg1 is float");
        assertRefused("arg3 weight arg3", returnsInt, "made.Type.make: arg3 is int[]");
        assertRefused("arg3 weight arg4", returnsInt, "made.Type.make: arg4 is boolean");
        assertRefused("arg3 label this", returnsInt, "made.Type.make: a static method has no 'this'");
        assertRefused(
                "this",
                type(Opcodes.V17, method(Opcodes.ACC_NATIVE, "()V", code -> {})),
                "made.Type.make: a native method cannot be rewritten");
    }

    @Test
    void anArgumentThatIsAssignedToIsALine() throws Exception {
        String reason = "made.Type is left as it is: java.lang.IllegalStateException:"
                + " it assigns to an argument that 'open' needs when it returns";
        byte[] type = type(Opcodes.V17, method(Opcodes.ACC_PUBLIC, "(ILjava/lang/Object;)V", code -> {
            code.visitIincInsn(1, 1);
            code.visitInsn(Opcodes.ACONST_NULL);
            code.visitVarInsn(Opcodes.ASTORE, 2);
            code.visitInsn(Opcodes.RETURN);
        }));
        assertRefused("arg1", type, reason);
        assertRefused("this weight arg0", type, reason);
        assertRefused("this label arg1", type, reason);
        assertEquals(Map.of("make", 1), calls(rewrite(rewriter(RULE + "this"), type)));
        assertEquals(
                Map.of("make", 1),
                calls(rewrite(
                        rewriter("profile rewriter.Open: open no.Type.open -> this; close made.Type.make -> arg1"),
                        type)),
                "closes before the assignment");
    }

    @Test
    void abstractAndBridgeMethodsAreLeftOut() throws Exception {
        for (int access : new int[] {Opcodes.ACC_ABSTRACT, Opcodes.ACC_BRIDGE}) {
            byte[] type = type(Opcodes.V17, method(access, "()V", code -> code.visitInsn(Opcodes.RETURN)));
            Rewriter rewriter = rewriter(RULE + "this");
            assertNull(rewrite(rewriter, type));
            assertEquals(List.of(), refusals(rewriter));
        }
    }

    @Test
    void aClassThatIsTooNewIsALine() throws Exception {
        byte[] type = type(Opcodes.V17, method(Opcodes.ACC_PUBLIC, "()V", code -> code.visitInsn(Opcodes.RETURN)));
        type[6] = 0x7f;
        assertRefused(
                "this",
                type,
                "classes are left as they are: Unsupported class file version " + (0x7f00 | Opcodes.V17) + ".0");
    }

    @Test
    void aBrokenClassIsALine() throws Exception {
        byte[] type = type(Opcodes.V17, method(Opcodes.ACC_PUBLIC, "()V", code -> code.visitInsn(Opcodes.RETURN)));
        byte[] half = Arrays.copyOf(type, type.length / 2);
        Rewriter rewriter = rewriter(RULE + "this");
        assertNull(rewrite(rewriter, half));
        List<String> refusals = refusals(rewriter);
        assertEquals(1, refusals.size());
        assertTrue(refusals.get(0).startsWith("made.Type is left as it is: java.lang."), refusals.get(0));
    }

    @Test
    void aMethodThatWouldBecomeTooLargeIsALine() throws Exception {
        byte[] type = type(Opcodes.V17, method(Opcodes.ACC_PUBLIC, "()V", code -> {
            for (int i = 0; i < 65_530; i++) {
                code.visitInsn(Opcodes.NOP);
            }
            code.visitInsn(Opcodes.RETURN);
        }));
        assertRefused(
                "this",
                type,
                "made.Type is left as it is: org.objectweb.asm.MethodTooLargeException: Method too large: made/Type.make ()V");
    }

    @Test
    void otherClassesAndMethodsAreNotRewritten() throws Exception {
        byte[] type = type(Opcodes.V17, method(Opcodes.ACC_PUBLIC, "()V", code -> code.visitInsn(Opcodes.RETURN)));
        byte[] before = type.clone();
        assertNull(rewrite(rewriter("profile rewriter.Open: open made.Type.make(int) -> this"), type));
        assertNull(rewrite(rewriter("profile rewriter.Open: open made.Other.make -> this"), type));
        assertNull(rewrite(rewriter("profile rewriter.Open: open java.util.List+.make -> this"), type));
        assertNotNull(rewrite(rewriter("profile rewriter.Open: open made.Type+.make -> this"), type));
        assertArrayEquals(before, type);
    }

    @Test
    void allThatADatabaseClosesIsRewrittenToClassesThatAJvmTakes() throws Exception {
        Rewriter rewriter = rewriter("""
                profile rewriter.Closeable:
                    open java.lang.AutoCloseable+.<init> -> this label this;
                    close java.lang.AutoCloseable+.close -> this
                """);
        int rewritten = 0;
        try (JarFile jar = new JarFile(JdbcDataSource.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath())) {
            for (Iterator<JarEntry> entries = jar.stream().iterator(); entries.hasNext(); ) {
                JarEntry entry = entries.next();
                if (entry.getName().startsWith("org/h2/") && entry.getName().endsWith(".class")) {
                    rewritten += rewrite(rewriter, jar, entry);
                }
            }
        }
        assertEquals(List.of(), refusals(rewriter));
        assertTrue(rewritten > 50, rewritten + " classes");
    }

    private static int rewrite(Rewriter rewriter, JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] bytes = rewriter.transform(
                    LOADER, entry.getName().replaceFirst("\\.class$", ""), null, null, in.readAllBytes());
            return bytes == null || calls(bytes).isEmpty() ? 0 : 1;
        }
    }

    private static List<String> refusals(Rewriter rewriter) {
        List<String> lines = new ArrayList<>();
        rewriter.tell(lines::add);
        return lines;
    }
}
