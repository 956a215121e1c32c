package dev.customprofiles;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Puts a call of {@link Faults} before every allocation and every call in a class; the JDK's methods may do either. */
final class FaultPoints {

    private FaultPoints() {}

    static byte[] insert(byte[] code) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new ClassReader(code)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] exceptions) {
                                return new Inserter(name, super.visitMethod(access, name, type, signature, exceptions));
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    private static final class Inserter extends MethodVisitor {

        private final String method;

        Inserter(String method, MethodVisitor next) {
            super(Opcodes.ASM9, next);
            this.method = method;
        }

        private void point(String kind) {
            super.visitLdcInsn(method);
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, "dev/customprofiles/Faults", kind, "(Ljava/lang/String;)V", false);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String type, boolean isInterface) {
            point("call");
            boolean isOurs = owner.startsWith("dev/customprofiles/") && !owner.endsWith("Event");
            if (!isOurs && !owner.equals("java/lang/Math")) {
                point("allocation");
            }
            super.visitMethodInsn(opcode, owner, name, type, isInterface);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String type, Handle bootstrap, Object... arguments) {
            point("call");
            point("allocation");
            super.visitInvokeDynamicInsn(name, type, bootstrap, arguments);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.NEW || opcode == Opcodes.ANEWARRAY) {
                point("allocation");
            }
            super.visitTypeInsn(opcode, type);
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            if (opcode == Opcodes.NEWARRAY) {
                point("allocation");
            }
            super.visitIntInsn(opcode, operand);
        }

        @Override
        public void visitMultiANewArrayInsn(String type, int dimensions) {
            point("allocation");
            super.visitMultiANewArrayInsn(type, dimensions);
        }
    }
}
