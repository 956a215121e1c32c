package dev.customprofiles.live;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Where objects come from: a stack, and what was said of the objects there. Two sites with equal parts are one site,
 * whichever chunk, thread or compiler tier they were seen in.
 *
 * @param frames the leaf, where the object was added, first; never empty, for want of a stack it holds a pseudo frame
 * @param label the application's label, or null
 * @param objectClass the class of the objects, {@code pkg.Outer$Inner}, or null where it was not recorded
 * @param thread the thread that added them; null unless threads were asked for
 * @param collected whether these are the objects whose value was garbage collected; the others of the same origin are a site
 *     of their own
 */
public record Site(List<Frame> frames, String label, String objectClass, String thread, boolean collected)
        implements Comparable<Site> {

    private static final Comparator<String> ABSENT_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());

    /** Copies the frames; an empty list throws {@link IllegalArgumentException}. */
    public Site {
        frames = List.copyOf(frames);
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("a site has at least a pseudo frame");
        }
    }

    /** A site of reachable objects. */
    public Site(List<Frame> frames, String label, String objectClass, String thread) {
        this(frames, label, objectClass, thread, false);
    }

    /** By frames from the leaf on, then label, then class: an order that depends on nothing but the content. */
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
     * What the site is known by from run to run and from build to build, as 16 hexadecimal digits: of its profile, its functions
     * from the leaf on, and its label. Lines, the class, the thread and whether objects are collected do not count, nor the
     * numbers in the names of classes that were made while the program ran. Two sites of one signature may be added up.
     *
     * @param profile the name of the profile
     */
    public String signature(String profile) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
        update(digest, profile);
        update(digest, label);
        frames.forEach(frame -> update(digest, GeneratedName.withoutNumber(frame.function())));
        return HexFormat.of().formatHex(digest.digest(), 0, Long.BYTES);
    }

    /** With an end that no text has, so that no two lists of texts are the same bytes. */
    private static void update(MessageDigest digest, String text) {
        digest.update((byte) (text == null ? 0xfe : 0xff));
        if (text != null) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The same site for whichever thread. */
    public Site withoutThread() {
        return thread == null ? this : new Site(frames, label, objectClass, null, collected);
    }

    /** The site of objects of the same origin that were, or were not, collected. */
    public Site collected(boolean areCollected) {
        return collected == areCollected ? this : new Site(frames, label, objectClass, thread, areCollected);
    }
}
