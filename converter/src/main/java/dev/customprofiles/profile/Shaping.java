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
 * Which stacks of a profile are shown, and how closely. What is equal then is added up, also classes that the JVM made
 * while it ran, which have another number in every run ({@link GeneratedName}).
 *
 * <p>The whole stack decides whether it is shown. Then frames are hidden, and what is left is cut.
 *
 * @param include patterns of which one has to be found in a function of the stack; without any, all stacks stay
 * @param exclude patterns of which none may be found in a function of the stack, hidden and cut frames included
 * @param hide patterns of functions whose frames are dropped; a stack without any other becomes {@link Frame#HIDDEN}
 * @param lines whether frames of one function are told apart by their lines
 * @param maxDepth how many frames are kept, those nearest to the leaf; the others are {@link Frame#TRUNCATED}
 */
public record Shaping(List<Pattern> include, List<Pattern> exclude, List<Pattern> hide, boolean lines, int maxDepth) {

    /** What {@code maxDepth} is when nothing is cut. */
    public static final int WHOLE = Integer.MAX_VALUE;

    private record Shown(Frame frame, boolean included, boolean excluded, boolean hidden) {}

    /** Copies the lists; throws {@link IllegalArgumentException} if no frame would be kept. */
    public Shaping {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        hide = List.copyOf(hide);
        if (maxDepth < 1) {
            throw new IllegalArgumentException("at least one frame has to be kept, but was " + maxDepth);
        }
    }

    /** Whether stacks may be left out. */
    public boolean chooses() {
        return !include.isEmpty() || !exclude.isEmpty();
    }

    /** Whether the stacks that are shown have all their frames, and none is hidden or cut off. */
    public boolean keepsFrames() {
        return hide.isEmpty() && maxDepth == WHOLE;
    }

    /** A shape that leaves out no stack, hides no frame, cuts none, and tells lines apart. */
    public static final Shaping NONE = new Shaping(List.of(), List.of(), List.of(), true, WHOLE);

    /** Whether the stack is not left out. For any number of threads. */
    public boolean passes(Site site) {
        return passes(shown(site.frames(), new HashMap<>()));
    }

    /** The timeline in this shape. What happened in between stays, for it is of no site: the caller counts what passes. */
    public Timeline apply(Timeline timeline) {
        Map<Frame, Shown> known = new HashMap<>();
        return timeline.where(this::passes).with(timeline.churn()).map(site -> shaped(site, known));
    }

    /** The site in this shape, whether its stack is left out or not. */
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

    /** The profile in this shape; the samples that are greatest in the value that is shown first. */
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

    /** The mark that the recording has cut the stack is no frame that counts; it can be hidden as any other. */
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

    /** What is to be said of a profile in this shape, a line each. */
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
