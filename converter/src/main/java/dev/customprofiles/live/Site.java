package dev.customprofiles.live;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A place where objects are added: a stack, with the label and class of the objects. Equality depends only on the
 * components, not on the chunk, thread or compiler tier in which the stack was recorded.
 *
 * @param frames leaf first; the leaf is where the object was added. Never empty: a missing stack is a pseudo frame
 * @param label the application's label, or null
 * @param objectClass the class of the objects, {@code pkg.Outer$Inner}, or null if it was not recorded
 * @param thread the thread that added them; null unless threads were requested
 * @param collected whether these are the objects whose value was garbage collected; the other objects of the same stack
 *     have a site of their own
 * @since 0.1
 */
public record Site(List<Frame> frames, String label, String objectClass, String thread, boolean collected)
        implements Comparable<Site> {

    private static final Comparator<String> ABSENT_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());

    /**
     * Copies the frames.
     *
     * @param frames as in the record
     * @param label as in the record
     * @param objectClass as in the record
     * @param thread as in the record
     * @param collected as in the record
     * @throws IllegalArgumentException if there are no frames
     */
    public Site {
        frames = List.copyOf(frames);
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("a site has at least a pseudo frame");
        }
    }

    /**
     * Creates a site of reachable objects.
     *
     * @param frames the frames, leaf first
     * @param label the application's label, or null
     * @param objectClass the class of the objects, or null
     * @param thread the adding thread, or null
     */
    public Site(List<Frame> frames, String label, String objectClass, String thread) {
        this(frames, label, objectClass, thread, false);
    }

    /** Orders by content alone: by frames from the leaf on, then by label, then by class. */
    @Override
    public int compareTo(Site other) {
        int shared = Math.min(frames.size(), other.frames.size());
        for (int i = 0; i < shared; i++) {
            int byFrame = frames.get(i).compareTo(other.frames.get(i));
            if (byFrame != 0) {
                return byFrame;
            }
        }
        int byDepth = Integer.compare(frames.size(), other.frames.size());
        if (byDepth != 0) {
            return byDepth;
        }
        int byLabel = Objects.compare(label, other.label, ABSENT_FIRST);
        if (byLabel != 0) {
            return byLabel;
        }
        int byClass = Objects.compare(objectClass, other.objectClass, ABSENT_FIRST);
        if (byClass != 0) {
            return byClass;
        }
        int byThread = Objects.compare(thread, other.thread, ABSENT_FIRST);
        return byThread != 0 ? byThread : Boolean.compare(collected, other.collected);
    }

    /**
     * {@return an identifier of the site that is stable across runs and builds, as 16 hexadecimal digits} It is a hash
     * of the profile, the functions from the leaf on, and the label. It does not depend on lines, class, thread,
     * collection, or the numbers in the names of generated classes. Sites with the same signature may be added up.
     *
     * @param profile the name of the profile
     */
    public String signature(String profile) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
        update(digest, profile);
        update(digest, label);
        frames.forEach(frame -> update(digest, GeneratedName.withoutNumber(frame.function())));
        return HexFormat.of().formatHex(digest.digest(), 0, Long.BYTES);
    }

    /** Ends each text with a byte that no text contains, so that different lists never give the same bytes. */
    private static void update(MessageDigest digest, String text) {
        digest.update((byte) (text == null ? 0xfe : 0xff));
        if (text != null) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** {@return this site without the thread} */
    public Site withoutThread() {
        return thread == null ? this : new Site(frames, label, objectClass, null, collected);
    }

    /**
     * {@return the site of objects of the same stack that were, or were not, collected}
     *
     * @param areCollected whether the objects were collected
     */
    public Site collected(boolean areCollected) {
        return collected == areCollected ? this : new Site(frames, label, objectClass, thread, areCollected);
    }
}
