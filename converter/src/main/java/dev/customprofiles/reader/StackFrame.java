package dev.customprofiles.reader;

import java.util.Objects;

/**
 * A frame of a {@link StackTrace}.
 *
 * @param className the class that declares the method, with dots, nested classes with {@code $}; for native code the
 *     library, or empty; empty also when the recording lost it
 * @param methodName the method; {@code [unknown]} when the recording lost it
 * @param descriptor the method's descriptor as in a class file, such as {@code (I)V}; may be empty
 * @param line the line number, or -1 when there is none
 * @param hidden the JVM hides the method from stack traces; false when the recording does not say
 * @param type how the frame was run, {@code Interpreted}, {@code JIT compiled}, {@code Inlined}, {@code Native} or
 *     whatever else the recording says; empty when it says nothing
 */
public record StackFrame(
        String className, String methodName, String descriptor, int line, boolean hidden, String type) {
    public StackFrame {
        Objects.requireNonNull(className);
        Objects.requireNonNull(methodName);
        Objects.requireNonNull(descriptor);
        Objects.requireNonNull(type);
    }

    /**
     * Whether it is code of a native library or of the kernel, as async-profiler records it. A Java method that is
     * {@code native} is not: JFR calls both {@code Native}, but only the former have a descriptor that returns a class
     * without a name.
     */
    public boolean isNative() {
        return descriptor.endsWith(")L;") || type.equals("C++") || type.equals("Kernel");
    }
}
