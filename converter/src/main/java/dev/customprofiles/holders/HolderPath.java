package dev.customprofiles.holders;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The way from a root of the heap to objects, as classes and fields without addresses. Many objects share a path: all values of a map do.
 *
 * @param hold how firmly it holds them
 * @param loader the way to the class loader of the class with which the path begins, such as that of an undeployed application; empty for
 *     the loaders of the JDK and of the class path, which always exist
 * @param steps from the root to the object: {@code static com.acme.Cache.ENTRIES}, {@code java.util.HashMap.value}; empty if there is no
 *     path
 * @param objectClass the class of the objects; null if unknown
 */
public record HolderPath(Hold hold, List<String> loader, List<String> steps, String objectClass) {

    /** The path of objects that nobody holds, and of collected ones. */
    public static HolderPath none(Hold hold, String objectClass) {
        return new HolderPath(hold, List.of(), List.of(), objectClass);
    }

    /** Copies the lists. */
    public HolderPath {
        loader = List.copyOf(loader);
        steps = List.copyOf(steps);
    }

    /** Returns an identifier, 16 hexadecimal digits, that is the same in each dump of each run of the program. */
    public String signature() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
        update(digest, hold.toString());
        loader.forEach(step -> update(digest, step));
        update(digest, "");
        steps.forEach(step -> update(digest, step));
        update(digest, String.valueOf(objectClass));
        return HexFormat.of().formatHex(digest.digest(), 0, Long.BYTES);
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0xff); // no text contains it
    }

    /** The holder in a few words: {@code static com.acme.Cache.ENTRIES}, or why there is none. */
    public String holder() {
        return switch (hold) {
            case NOBODY -> "nobody";
            case COLLECTED -> "nobody: collected";
            default -> steps.get(0);
        };
    }
}
