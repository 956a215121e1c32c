package dev.customprofiles.profile;

import dev.customprofiles.live.Frame;
import java.util.List;

/**
 * Tells the classes of the JDK and of frameworks from those of the application, to find the application's frame in a
 * stack.
 *
 * @param prefixes prefixes of the names of framework classes, such as {@code java.}; if empty, no class is a
 *     framework's
 * @since 0.1
 */
public record Frameworks(List<String> prefixes) {

    /** The JDK, JVM languages, and widely used libraries: servers, databases, clients, this recorder. */
    public static final Frameworks DEFAULT = new Frameworks(List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "jakarta.",
            "kotlin.",
            "scala.",
            "groovy.",
            "org.codehaus.groovy.",
            "io.netty.",
            "com.zaxxer.hikari.",
            "org.springframework.",
            "org.apache.",
            "org.hibernate.",
            "org.eclipse.",
            "org.jboss.",
            "io.undertow.",
            "io.vertx.",
            "reactor.",
            "io.reactivex.",
            "io.micrometer.",
            "io.grpc.",
            "okhttp3.",
            "okio.",
            "com.google.common.",
            "com.fasterxml.",
            "org.postgresql.",
            "com.mysql.",
            "oracle.jdbc.",
            "org.h2.",
            "org.mariadb.",
            "com.mongodb.",
            "redis.clients.",
            "io.lettuce.",
            "org.junit.",
            "dev.customprofiles."));

    /** No frameworks: the application's frame of every stack is its leaf. */
    public static final Frameworks NONE = new Frameworks(List.of());

    /**
     * Copies the list.
     *
     * @param prefixes as in the record
     * @throws IllegalArgumentException if a prefix is empty, because it would match every name
     */
    public Frameworks {
        prefixes = List.copyOf(prefixes);
        if (prefixes.contains("")) {
            throw new IllegalArgumentException("a prefix is empty, which would match every class");
        }
    }

    /**
     * {@return whether a frame is a method of the JDK or of a framework} Pseudo frames and native code are not.
     *
     * @param frame the frame
     */
    public boolean own(Frame frame) {
        return !frame.isPseudo() && prefixes.stream().anyMatch(frame.function()::startsWith);
    }

    /**
     * {@return the index of the application's frame: the first from the leaf on that is neither a framework's, nor a
     * pseudo frame, nor native code} If there is no such frame, or no prefix, the result is 0, the leaf.
     *
     * @param frames the frames, leaf first, of a {@link StackSample} or a {@link dev.customprofiles.live.Site}
     */
    public int applicationIndex(List<Frame> frames) {
        if (prefixes.isEmpty()) {
            return 0;
        }
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            if (!frame.isPseudo() && !own(frame)) {
                return i;
            }
        }
        return 0;
    }
}
