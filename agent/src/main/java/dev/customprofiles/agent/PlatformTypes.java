package dev.customprofiles.agent;

import dev.customprofiles.agent.Rule.Clause;
import java.io.IOException;
import java.io.InputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What the classes of this JDK have, without loading them. */
final class PlatformTypes {

    private PlatformTypes() {}

    /** Whether a clause names a class of the JDK that is there, and a method that it has not got. */
    static boolean lacks(Clause clause) {
        String file = Rewriter.internal(clause.type()) + ".class";
        try (InputStream bytes = ClassLoader.getPlatformClassLoader().getResourceAsStream(file)) {
            return bytes != null && !has(new ClassReader(bytes), clause);
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private static boolean has(ClassReader type, Clause clause) {
        boolean[] found = new boolean[1];
        ClassVisitor search = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                found[0] |= clause.method().equals(name) && clause.hasArguments(descriptor);
                return null;
            }
        };
        type.accept(search, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return found[0];
    }
}
