package dev.customprofiles.profile;

import dev.customprofiles.live.Frame;
import java.util.List;

/**
 * Which classes belong to the JDK and to frameworks, so that the frame of the application stands out from those of the
 * libraries that it calls.
 *
 * @param prefixes what the names of these classes begin with, such as {@code java.}; without any, no class is a framework's
 */
public record Frameworks(List<String> prefixes) {

    /** The JDK, languages, and widespread libraries: servers, databases, clients, this recorder. */
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

    /** No class is a framework's, so the leaf of every stack is the application's. */
    public static final Frameworks NONE = new Frameworks(List.of());

    /** Copies the list; throws {@link IllegalArgumentException} if a prefix is empty, for all names begin with that. */
    public Frameworks {
        prefixes = List.copyOf(prefixes);
        if (prefixes.contains("")) {
            throw new IllegalArgumentException("a prefix is empty, which every class would have");
        }
    }

    /** Whether a frame is a method of the JDK or of a framework. Pseudo frames and native code are not. */
    public boolean own(Frame frame) {
        return !frame.isPseudo() && prefixes.stream().anyMatch(frame.function()::startsWith);
    }

    /**
     * The index of the application's frame: the first one, from the leaf on, that is not of a framework. Pseudo frames and native
     * code are not the application's. If no frame is, or there are no prefixes, it is 0, the leaf.
     *
     * @param frames the leaf first, as of a {@link StackSample} or a {@link dev.customprofiles.live.Site}
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
