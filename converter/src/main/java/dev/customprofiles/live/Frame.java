package dev.customprofiles.live;

import java.util.Set;

/**
 * One line of a stack, in the form every writer shows.
 *
 * @param function {@code pkg.Class.method}, or the name of native code, after that of its library if
 *     known ({@code libc.so.6.malloc}), or the bracketed name of a pseudo frame such as {@code [truncated]}
 * @param file the source file as a path below its source root, {@code pkg/Class.java}; empty for what is no Java method. A
 *     recording does not carry file names, so this is the outermost class's name: right for Java, a guess for the
 *     JVM's other languages
 * @param line the line in that file; 0 where the recording has none
 */
public record Frame(String function, String file, int line) implements Comparable<Frame> {

    /** The frame of an object that was added without a stack: the event's stack trace was switched off, or was lost. */
    public static final Frame NO_STACK = pseudo("[no stack trace]");

    /** The root of a stack that was deeper than the recording keeps; the real root is not known. */
    public static final Frame TRUNCATED = pseudo("[truncated]");

    /** What is left when {@code skip} was larger than the stack. */
    public static final Frame SKIPPED = pseudo("[skipped past the end of the stack]");

    /** What is left of a stack of which all frames are hidden. */
    public static final Frame HIDDEN = pseudo("[hidden]");

    /** A frame that a snapshot refers to, but that is not in the recording. */
    public static final Frame LOST = pseudo("[frame lost]");

    /** The recorder's pseudo frames for objects of several sites. */
    private static final Set<String> SEVERAL_SITES =
            Set.of("[site not kept: too many sites]", "[sites not written: snapshot too large]");

    private static Frame pseudo(String name) {
        return new Frame(name, "", 0);
    }

    /** The frame of native code if it is that and its library is known, else as {@link #of(String, String, int)}. */
    public static Frame of(String className, String methodName, int line, boolean isNative) {
        return isNative && !className.isEmpty()
                ? new Frame(className + '.' + methodName, "", Math.max(line, 0))
                : of(className, methodName, line);
    }

    /**
     * The frame of a Java method.
     *
     * @param className with dots between packages and {@code $} before nested classes; empty for code that has none,
     *     and for the recorder's pseudo frames
     * @param line negative where there is none
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

    /** Whether it stands for several sites that the recorder had no room to tell apart. */
    public boolean isOfSeveralSites() {
        return isPseudo() && SEVERAL_SITES.contains(function);
    }

    /** Whether it stands for something that is not a method. */
    public boolean isPseudo() {
        return file.isEmpty();
    }

    /** Written out, as is equals: those of records are slow until the second compiler has seen them. */
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

    /** By function, then line; files follow from functions. */
    @Override
    public int compareTo(Frame other) {
        if (this == other) {
            return 0; // as is mostly so of stacks that begin alike
        }
        int byFunction = function.compareTo(other.function);
        return byFunction != 0 ? byFunction : Integer.compare(line, other.line);
    }
}
