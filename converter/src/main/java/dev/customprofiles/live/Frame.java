package dev.customprofiles.live;

import java.util.Set;

/**
 * One frame of a stack, in the form that every writer shows.
 *
 * @param function {@code pkg.Class.method}, a native function prefixed by its library if known
 *     ({@code libc.so.6.malloc}), or the bracketed name of a pseudo frame such as {@code [truncated]}
 * @param file the source file as a path below its source root, {@code pkg/Class.java}; empty unless the frame is a Java
 *     method. Recordings have no file names, so this is derived from the outermost class: right for Java, a guess for
 *     other JVM languages
 * @param line the line in that file; 0 if the recording has none
 * @since 0.1
 */
public record Frame(String function, String file, int line) implements Comparable<Frame> {

    /** The frame of an object that was added without a stack, because the event's stack trace was disabled or lost. */
    public static final Frame NO_STACK = pseudo("[no stack trace]");

    /** The root of a stack that was deeper than the recording keeps. */
    public static final Frame TRUNCATED = pseudo("[truncated]");

    /** The frame of a stack of which {@code skip} left nothing. */
    public static final Frame SKIPPED = pseudo("[skipped past the end of the stack]");

    /** The frame of a stack whose frames are all hidden. */
    public static final Frame HIDDEN = pseudo("[hidden]");

    /** A frame that a snapshot refers to but that is not in the recording. */
    public static final Frame LOST = pseudo("[frame lost]");

    /** The recorder's pseudo frames for objects of several sites. */
    private static final Set<String> SEVERAL_SITES =
            Set.of("[site not kept: too many sites]", "[sites not written: snapshot too large]");

    private static Frame pseudo(String name) {
        return new Frame(name, "", 0);
    }

    /**
     * {@return the frame of a native function if its library is known, otherwise the same as
     * {@link #of(String, String, int)}}
     *
     * @param className as for {@link #of(String, String, int)}
     * @param methodName the name of the method
     * @param line as for {@link #of(String, String, int)}
     * @param isNative whether the frame is native code
     */
    public static Frame of(String className, String methodName, int line, boolean isNative) {
        return isNative && !className.isEmpty()
                ? new Frame(className + '.' + methodName, "", Math.max(line, 0))
                : of(className, methodName, line);
    }

    /**
     * {@return the frame of a Java method}
     *
     * @param className with dots between packages and {@code $} before nested classes; empty for code without a class
     *     and for the recorder's pseudo frames
     * @param methodName the name of the method
     * @param line the line; negative if there is none
     */
    public static Frame of(String className, String methodName, int line) {
        if (className.isEmpty()) {
            return new Frame(methodName, "", Math.max(line, 0));
        }
        String type = HiddenClass.withoutAddress(className);
        int nested = type.indexOf('$', type.lastIndexOf('.') + 2);
        String outermost = nested < 0 ? type : type.substring(0, nested);
        return new Frame(type + '.' + methodName, outermost.replace('.', '/') + ".java", Math.max(line, 0));
    }

    /** {@return whether this pseudo frame stands for several sites for which the recorder had no room} */
    public boolean isOfSeveralSites() {
        return isPseudo() && SEVERAL_SITES.contains(function);
    }

    /** {@return whether this stands for something other than a method} */
    public boolean isPseudo() {
        return file.isEmpty();
    }

    /** Written out, like equals, because the generated methods of records are slow until C2 has compiled them. */
    @Override
    public int hashCode() {
        return 31 * function.hashCode() + line;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Frame that
                        && line == that.line
                        && function.equals(that.function)
                        && file.equals(that.file));
    }

    /** Orders by function, then by line. The file follows from the function. */
    @Override
    public int compareTo(Frame other) {
        if (this == other) {
            return 0; // the usual case for stacks with common frames
        }
        int byFunction = function.compareTo(other.function);
        return byFunction != 0 ? byFunction : Integer.compare(line, other.line);
    }
}
