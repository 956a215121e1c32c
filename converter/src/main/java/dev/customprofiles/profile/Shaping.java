package dev.customprofiles.profile;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.GeneratedName;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Chooses which stacks of a profile are shown, and in what detail. Stacks that become equal are added up. Generated
 * classes, whose numbers differ from run to run, count as equal too ({@link GeneratedName}).
 *
 * <p>The patterns apply to the whole stack. Then frames are hidden, and the rest is cut to the maximum depth.
 *
 * @param include at least one of these patterns must be found in a function of the stack; if empty, all stacks stay
 * @param exclude none of these patterns may be found in a function of the stack, including frames that are hidden or
 *     cut
 * @param hide frames of functions that match one of these patterns are dropped; a stack without other frames becomes
 *     {@link Frame#HIDDEN}
 * @param lines whether to distinguish frames of a function by line
 * @param maxDepth the number of frames to keep, from the leaf on; the others are replaced by {@link Frame#TRUNCATED}
 * @since 0.1
 */
public record Shaping(List<Pattern> include, List<Pattern> exclude, List<Pattern> hide, boolean lines, int maxDepth) {

    /** The {@code maxDepth} that cuts nothing. */
    public static final int WHOLE = Integer.MAX_VALUE;

    private record Shown(Frame frame, boolean included, boolean excluded, boolean hidden) {}

    /**
     * Copies the lists.
     *
     * @param include as in the record
     * @param exclude as in the record
     * @param hide as in the record
     * @param lines as in the record
     * @param maxDepth as in the record
     * @throws IllegalArgumentException if {@code maxDepth} is less than 1
     */
    public Shaping {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        hide = List.copyOf(hide);
        if (maxDepth < 1) {
            throw new IllegalArgumentException("at least one frame has to be kept, but was " + maxDepth);
        }
    }

    /** {@return whether stacks may be left out} */
    public boolean chooses() {
        return !include.isEmpty() || !exclude.isEmpty();
    }

    /** {@return whether stacks keep all their frames: none is hidden or cut} */
    public boolean keepsFrames() {
        return hide.isEmpty() && maxDepth == WHOLE;
    }

    /** Changes nothing: all stacks, all frames, with lines. */
    public static final Shaping NONE = new Shaping(List.of(), List.of(), List.of(), true, WHOLE);

    /**
     * {@return whether the stack is shown} Thread-safe.
     *
     * @param site the site
     */
    public boolean passes(Site site) {
        return passes(shown(site.frames(), new HashMap<>()));
    }

    /**
     * {@return the timeline in this shape} The intervals stay as they are, because they have no sites: the caller must
     * count only what passes.
     *
     * @param timeline the timeline
     */
    public Timeline apply(Timeline timeline) {
        Map<Frame, Shown> known = new HashMap<>();
        return timeline.where(this::passes).with(timeline.churn()).map(site -> shaped(site, known));
    }

    /**
     * {@return the site in this shape, even if its stack is left out}
     *
     * @param site the site
     */
    public Site apply(Site site) {
        return shaped(site, new HashMap<>());
    }

    private Site shaped(Site site, Map<Frame, Shown> known) {
        String objectClass = site.objectClass();
        return new Site(
                frames(shown(site.frames(), known)),
                site.label(),
                objectClass == null ? null : GeneratedName.withoutNumber(objectClass),
                site.thread(),
                site.collected());
    }

    private List<Shown> shown(List<Frame> frames, Map<Frame, Shown> known) {
        List<Shown> stack = new ArrayList<>(frames.size());
        for (Frame frame : frames) {
            stack.add(known.computeIfAbsent(frame, this::shown));
        }
        return stack;
    }

    /**
     * {@return the profile in this shape, with samples by descending shown value}
     *
     * @param profile the profile
     */
    public StackProfile apply(StackProfile profile) {
        Map<Frame, Shown> known = new HashMap<>();
        StackTally tally = new StackTally(profile.types().size());
        for (StackSample sample : profile.samples()) {
            List<Shown> stack = shown(sample.frames(), known);
            if (passes(stack)) {
                long[] values =
                        sample.values().stream().mapToLong(Long::longValue).toArray();
                tally.add(frames(stack), labels(sample.labels()), values);
            }
        }
        return profile.with(tally.samples(profile.shown()), comments());
    }

    private Shown shown(Frame frame) {
        String function = GeneratedName.withoutNumber(frame.function());
        Frame shown = new Frame(function, GeneratedName.withoutNumber(frame.file()), lines ? frame.line() : 0);
        return new Shown(
                shown.equals(frame) ? frame : shown,
                found(include, function),
                found(exclude, function),
                found(hide, function));
    }

    private static boolean found(List<Pattern> patterns, String function) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(function).find());
    }

    private boolean passes(List<Shown> stack) {
        boolean included = include.isEmpty();
        for (Shown frame : stack) {
            if (frame.excluded) {
                return false;
            }
            included |= frame.included;
        }
        return included;
    }

    /**
     * The recording's own mark of truncation does not count towards the depth. It can be hidden like any other frame.
     */
    private List<Frame> frames(List<Shown> stack) {
        Shown root = stack.get(stack.size() - 1);
        boolean marked = root.frame.equals(Frame.TRUNCATED);
        boolean truncated = marked && !root.hidden;
        List<Frame> frames = new ArrayList<>();
        for (Shown shown : marked ? stack.subList(0, stack.size() - 1) : stack) {
            if (shown.hidden) {
                continue;
            }
            if (frames.size() == maxDepth) {
                truncated = true;
                break;
            }
            frames.add(shown.frame);
        }
        if (frames.isEmpty() && (stack.size() > 1 || root.hidden)) {
            frames.add(Frame.HIDDEN);
        }
        if (truncated) {
            frames.add(Frame.TRUNCATED);
        }
        return frames;
    }

    private static List<SampleLabel> labels(List<SampleLabel> labels) {
        List<SampleLabel> shown = new ArrayList<>(labels.size());
        for (SampleLabel label : labels) {
            boolean named = label.key().equals(SampleLabel.CLASS) && label.text() != null;
            shown.add(named ? SampleLabel.text(label.key(), GeneratedName.withoutNumber(label.text())) : label);
        }
        return shown;
    }

    /** {@return comments for a profile in this shape, one per line} */
    public List<String> comments() {
        List<String> comments = new ArrayList<>();
        if (!include.isEmpty()) {
            comments.add("only stacks with a function that matches " + any(include));
        }
        if (!exclude.isEmpty()) {
            comments.add("no stacks with a function that matches " + any(exclude));
        }
        if (!hide.isEmpty()) {
            comments.add("frames of functions that match " + any(hide) + " are hidden");
        }
        if (!lines) {
            comments.add("lines are left out");
        }
        if (maxDepth != WHOLE) {
            comments.add("stacks are cut to the " + maxDepth + " frames nearest to the leaf");
        }
        return comments;
    }

    private static String any(List<Pattern> patterns) {
        return patterns.stream().map(Pattern::pattern).collect(Collectors.joining(" or "));
    }
}
