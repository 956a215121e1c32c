package dev.customprofiles.reader;

import java.util.Objects;

/**
 * A frame of a {@link StackTrace}.
 *
 * @param className the declaring class, with dots, and {@code $} before nested classes; for native code the library or
 *     empty; empty if lost
 * @param methodName the method; {@code [unknown]} if lost
 * @param descriptor the method's descriptor as in a class file, such as {@code (I)V}; may be empty
 * @param line the line number, or -1 if there is none
 * @param hidden whether the JVM hides the method from stack traces; false if the recording does not say
 * @param type how the frame was executed: {@code Interpreted}, {@code JIT compiled}, {@code Inlined}, {@code Native},
 *     or any other text of the recording; empty if the recording has none
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
     * Returns whether this is code of a native library or the kernel, as recorded by async-profiler. A {@code native}
     * Java method is not: both have the type {@code Native}, but only native code has a descriptor that returns a class
     * without a name.
     */
    public boolean isNative() {
        return descriptor.endsWith(")L;") || type.equals("C++") || type.equals("Kernel");
    }
}
