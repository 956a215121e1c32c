package dev.customprofiles.agent;

import static org.objectweb.asm.Opcodes.*;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/**
 * The class that rewritten methods call. It is in {@code java.lang}, because that package is what every class sees: the JDK's own, those of
 * named modules, and those of class loaders that give away nothing but {@code java.*}, as OSGi's and JBoss's do. It passes each call on to
 * one consumer, through a type of the JDK's.
 */
final class HookClass {

    static final String NAME = "java/lang/CustomProfilesHook";

    /** {@code call(Object object, long what)}. */
    static final String CALL = "(Ljava/lang/Object;J)V";

    /** {@code call(Object object, Object label, long weight, long what)}. */
    static final String CALL_WITH_MORE = "(Ljava/lang/Object;Ljava/lang/Object;JJ)V";

    private static final String CONSUMER = "Ljava/util/function/ObjLongConsumer;";

    private HookClass() {}

    /** Has the hook pass calls on to a consumer; the class is made when it is first needed, and stays. */
    static void connect(Instrumentation instrumentation, ObjLongConsumer<Object> consumer)
            throws ReflectiveOperationException {
        find(instrumentation).getField("consumer").set(null, consumer);
    }

    /** Has the hook pass calls on to nothing. */
    static void disconnect(Instrumentation instrumentation) throws ReflectiveOperationException {
        Class<?> hook = find(instrumentation);
        hook.getField("consumer").set(null, hook.getField("NOTHING").get(null));
    }

    private static Class<?> find(Instrumentation instrumentation) throws ReflectiveOperationException {
        try {
            return Class.forName(NAME.replace('/', '.'), true, null);
        } catch (ClassNotFoundException absent) {
            instrumentation.redefineModule(
                    Object.class.getModule(),
                    Set.of(),
                    Map.of(),
                    Map.of("java.lang", Set.of(HookClass.class.getModule())),
                    Set.of(),
                    Map.of());
            Class<?> hook = MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
                    .defineClass(bytes());
            return Class.forName(hook.getName(), true, null);
        }
    }

    /**
     * <pre>
     * public final class CustomProfilesHook implements ObjLongConsumer {
     *     public static final ObjLongConsumer NOTHING = new CustomProfilesHook();
     *     public static volatile ObjLongConsumer consumer = NOTHING;
     *
     *     public static void call(Object object, long what) {
     *         consumer.accept(object, what);
     *     }
     *
     *     public static void call(Object object, Object label, long weight, long what) {
     *         consumer.accept(new Object[] {object, label, weight}, what);
     *     }
     *
     *     public void accept(Object object, long what) {}
     * }
     * </pre>
     */
    private static byte[] bytes() {
        ClassWriter hook = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        hook.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, NAME, null, "java/lang/Object", new String[] {
            "java/util/function/ObjLongConsumer"
        });
        hook.visitField(ACC_PUBLIC | ACC_STATIC | ACC_FINAL, "NOTHING", CONSUMER, null, null);
        hook.visitField(ACC_PUBLIC | ACC_STATIC | ACC_VOLATILE, "consumer", CONSUMER, null, null);

        MethodVisitor initializer = hook.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        initializer.visitTypeInsn(NEW, NAME);
        initializer.visitInsn(DUP);
        initializer.visitMethodInsn(INVOKESPECIAL, NAME, "<init>", "()V", false);
        initializer.visitInsn(DUP);
        initializer.visitFieldInsn(PUTSTATIC, NAME, "NOTHING", CONSUMER);
        initializer.visitFieldInsn(PUTSTATIC, NAME, "consumer", CONSUMER);
        end(initializer);

        MethodVisitor constructor = hook.visitMethod(ACC_PRIVATE, "<init>", "()V", null, null);
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        end(constructor);

        end(hook.visitMethod(ACC_PUBLIC, "accept", CALL, null, null));

        MethodVisitor call = hook.visitMethod(ACC_PUBLIC | ACC_STATIC, "call", CALL, null, null);
        call.visitFieldInsn(GETSTATIC, NAME, "consumer", CONSUMER);
        call.visitVarInsn(ALOAD, 0);
        call.visitVarInsn(LLOAD, 1);
        call.visitMethodInsn(INVOKEINTERFACE, "java/util/function/ObjLongConsumer", "accept", CALL, true);
        end(call);

        MethodVisitor more = hook.visitMethod(ACC_PUBLIC | ACC_STATIC, "call", CALL_WITH_MORE, null, null);
        more.visitFieldInsn(GETSTATIC, NAME, "consumer", CONSUMER);
        more.visitInsn(ICONST_3);
        more.visitTypeInsn(ANEWARRAY, "java/lang/Object");
        for (int i = 0; i < 3; i++) {
            more.visitInsn(DUP);
            more.visitInsn(ICONST_0 + i);
            if (i < 2) {
                more.visitVarInsn(ALOAD, i);
            } else {
                more.visitVarInsn(LLOAD, 2);
                more.visitMethodInsn(INVOKESTATIC, "java/lang/Long", "valueOf", "(J)Ljava/lang/Long;", false);
            }
            more.visitInsn(AASTORE);
        }
        more.visitVarInsn(LLOAD, 4);
        more.visitMethodInsn(INVOKEINTERFACE, "java/util/function/ObjLongConsumer", "accept", CALL, true);
        end(more);

        hook.visitEnd();
        return hook.toByteArray();
    }

    private static void end(MethodVisitor method) {
        method.visitInsn(RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
