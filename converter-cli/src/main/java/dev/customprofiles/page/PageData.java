package dev.customprofiles.page;

import dev.customprofiles.builtin.RecordedJvm;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.leaks.Suspect;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.History;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Span;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.profile.Frameworks;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.SampleType;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.text.DurationText;
import dev.customprofiles.text.Quantity;
import dev.customprofiles.writer.Index;
import dev.customprofiles.writer.JsonWriter;
import dev.customprofiles.writer.LossText;
import dev.customprofiles.writer.Origin;
import dev.customprofiles.writer.Printable;
import dev.customprofiles.writer.ValueText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the page shows, as JSON. Names are {@link Printable}, each is in it once, and numbers that come in sequences are
 * differences in {@link Vlq}. Where it would become too large, instants are left out and small sites share a row, which
 * the data says.
 */
public final class PageData {

    /** A page beyond this is slow to send and to open. */
    static final int MAX_CHARACTERS = 4_300_000;

    /** Fewer instants than that are no timeline to drag along; then it is sites that are too many. */
    private static final int MIN_INSTANTS = 100;

    /** More than that are no verdict to read at a glance. */
    private static final int MAX_SUSPECTS = 5;

    private final Index<String> strings = new Index<>(0);
    private final Index<Frame> frames = new Index<>(0);
    private final BoundedText text;
    private final JsonWriter json;

    /** Null without a heap dump. */
    private final PageHolders holders;

    private PageData(Holders held, int maxCharacters) {
        holders = held == null ? null : new PageHolders(held);
        text = new BoundedText(maxCharacters);
        json = new JsonWriter(text);
    }

    /** The data of one profile at one instant, or of the time in which it accumulated. */
    public static String of(StackProfile profile, Opening opening, Losses losses, Origin origin) {
        return fitting(List.of(PageProfile.of(profile)), opening, losses, origin, MAX_CHARACTERS);
    }

    /**
     * The data of profiles at many instants, at least one. Instants of which nothing is known are left out.
     *
     * @param opening what a page shows until data come that say it anew. The stacks of suspects are in the shape of those of the
     *     profiles
     * @param comments what the reader ought to know of all of them, a line each
     */
    public static String of(History history, Opening opening, List<String> comments, Origin origin) {
        List<PageProfile> profiles = history.profiles().stream()
                .map(timeline -> PageProfile.of(timeline, history.pauses(), comments))
                .toList();
        return fitting(profiles, opening, history.losses(), origin, MAX_CHARACTERS);
    }

    /** The same with nothing said first. */
    static String of(History history, List<String> comments, Origin origin) {
        return of(history, Opening.NONE, comments, origin);
    }

    static String fitting(
            List<PageProfile> profiles, Opening opening, Losses losses, Origin origin, int maxCharacters) {
        List<PageProfile> shown = profiles;
        String data = write(shown, opening, losses, origin, maxCharacters);
        while (data == null && instants(shown) > 2 * MIN_INSTANTS) {
            shown = each(shown, PageProfile::thinned);
            data = write(shown, opening, losses, origin, maxCharacters);
        }
        List<PageProfile> whole = shown;
        for (int rows = rows(whole) / 2; data == null && rows > 0; rows /= 2) {
            int most = rows;
            shown = each(whole, profile -> profile.withRows(most));
            data = write(shown, opening, losses, origin, maxCharacters);
        }
        return data == null ? write(shown, opening, losses, origin, Integer.MAX_VALUE) : data;
    }

    private static int instants(List<PageProfile> profiles) {
        return profiles.stream()
                .mapToInt(profile -> profile.instants().size())
                .max()
                .orElse(0);
    }

    private static int rows(List<PageProfile> profiles) {
        return profiles.stream()
                .mapToInt(profile -> profile.sites().size())
                .max()
                .orElse(0);
    }

    private static List<PageProfile> each(List<PageProfile> profiles, UnaryOperator<PageProfile> change) {
        return profiles.stream().map(change).toList();
    }

    /** The data; null if they are longer than that. */
    private static String write(
            List<PageProfile> profiles, Opening opening, Losses losses, Origin origin, int maxCharacters) {
        PageData data = new PageData(opening.holders(), maxCharacters);
        try {
            data.write(profiles, opening, LossText.warnings(losses), LossText.notes(losses), origin);
        } catch (BoundedText.TooLong e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // text in memory
        }
        return data.text.toString();
    }

    private void write(
            List<PageProfile> profiles, Opening opening, List<String> warnings, List<String> notes, Origin origin)
            throws IOException {
        json.beginObject();
        json.name("tool").value(Printable.of(origin.tool()));
        json.name("recording").value(Printable.of(origin.recording()));
        if (opening.recorded() != null) {
            Span recorded = opening.recorded();
            json.name("recorded").value(DurationText.about(recorded.endNanos() - recorded.startNanos()));
        }
        if (opening.goesOn() != null) {
            json.name("live").value(opening.goesOn());
        }
        lines("jvms", opening.jvms().stream().map(PageData::text).toList());
        if (opening.suspects() != null) {
            verdict(opening, profiles);
        }
        lines("warnings", warnings);
        lines("notes", opening.holders() == null ? notes : withHolders(notes, opening.holders()));
        json.name("profiles").beginArray();
        for (PageProfile profile : profiles) {
            profile(profile);
        }
        json.endArray();
        json.name("frames").value(frames());
        json.name("frameworks").value(numbers(Frameworks.DEFAULT::own));
        if (holders != null) {
            Set<Frame> references = holders.frames();
            json.name("references").value(numbers(references::contains));
            json.name("holders");
            holders.write(this::string, json);
        }
        json.name("strings").beginArray();
        for (String string : strings.values()) {
            json.value(string);
        }
        json.endArray().endObject();
    }

    private static List<String> withHolders(List<String> notes, Holders holders) {
        return holders.withoutStack() == 0
                ? notes
                : Stream.concat(
                                notes.stream(),
                                Stream.of(Quantity.of(holders.withoutStack(), "live object")
                                        + " in the heap dump had no stack yet: no site shows what holds them"))
                        .toList();
    }

    private void lines(String name, List<String> lines) throws IOException {
        json.name(name).beginArray();
        for (String line : lines) {
            json.value(Printable.of(line));
        }
        json.endArray();
    }

    /** {@code blobstore.Main, pid 4242, OpenJDK 64-Bit Server VM 17.0.15+6}; without what is not known. */
    private static String text(RecordedJvm jvm) {
        String name =
                Stream.of(jvm.name(), jvm.version()).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return Stream.of(jvm.application(), "pid " + jvm.pid(), name)
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private void verdict(Opening opening, List<PageProfile> profiles) throws IOException {
        List<Suspect> shown = opening.suspects().stream().limit(MAX_SUSPECTS).toList();
        json.name("verdict").beginObject();
        json.name("more").value(opening.suspects().size() - shown.size());
        lines("notes", opening.notes());
        json.name("suspects").beginArray();
        for (Suspect suspect : shown) {
            suspect(suspect, profiles);
        }
        json.endArray().endObject();
    }

    private void suspect(Suspect suspect, List<PageProfile> profiles) throws IOException {
        List<Frame> stack = suspect.site().frames();
        String label = suspect.site().label();
        json.beginObject().name("profile").value(Printable.of(suspect.profile()));
        json.name("verdict").value(suspect.verdict().toString());
        json.name("sentence").value(Printable.of(suspect.sentence()));
        json.name("signature").value(suspect.signature());
        json.name("function")
                .value(Printable.of(
                        stack.get(Frameworks.DEFAULT.applicationIndex(stack)).function()));
        json.name("label").value(label == null ? "" : Printable.of(label));
        if (holders != null) {
            json.name("held").value(holders.of(suspect.profile(), stack));
        }
        Vlq sites = new Vlq();
        for (PageProfile profile : profiles) {
            if (profile.name().equals(suspect.profile())) {
                profile.sitesOf(suspect.site()).forEach(sites::append);
            }
        }
        json.name("sites").value(sites.toString()).endObject();
    }

    private void profile(PageProfile profile) throws IOException {
        json.beginObject().name("name").value(Printable.of(profile.name()));
        json.name("types").beginArray();
        for (SampleType type : profile.types()) {
            String name = type.name().equals(profile.name()) ? "count" : type.name();
            json.beginObject().name("name").value(Printable.of(name));
            json.name("unit").value(Printable.of(type.unit())).endObject();
        }
        json.endArray();
        json.name("shown").value(profile.shown());
        json.name("age").value(profile.age());
        // Nanoseconds since 1970 are more than JavaScript counts exactly.
        json.name("from").value(Long.toString(profile.fromNanos()));
        json.name("tick").value(profile.tickNanos());
        json.name("weak").value(profile.weak());
        json.name("every").value(profile.every());
        json.name("pauses").value(pauses(profile));
        json.name("rest").value(profile.rest());
        lines("comments", profile.comments());
        json.name("instants").value(instants(profile));
        json.name("intervals").value(intervals(profile.intervals()));
        stacks(profile.sites());
        if (holders != null) {
            Vlq held = new Vlq();
            profile.sites().forEach(site -> held.append(holders.of(profile.name(), site.frames())));
            json.name("held").value(held.toString());
        }
        json.name("labels").beginArray();
        for (PageSite site : profile.sites()) {
            labels(site.labels());
        }
        json.endArray().name("turnover").value(turnover(profile.sites()));
        json.name("levels").beginArray();
        for (PageSite site : profile.sites()) {
            json.value(levels(site.levels(), profile.types().size()));
        }
        json.endArray().endObject();
    }

    /** What was added, removed and collected of each site; empty if that is not known. */
    private static String turnover(List<PageSite> sites) {
        Vlq numbers = new Vlq();
        for (PageSite site : sites) {
            if (site.turnover() != null) {
                numbers.append(site.turnover().added());
                numbers.append(site.turnover().removed());
                numbers.append(site.turnover().collected());
            }
        }
        return numbers.toString();
    }

    private static String instants(PageProfile profile) {
        Vlq numbers = new Vlq();
        long before = profile.fromNanos();
        for (long instant : profile.instants()) {
            numbers.append(instant - before);
            before = instant;
        }
        return numbers.toString();
    }

    private static String pauses(PageProfile profile) {
        Vlq numbers = new Vlq();
        for (Span pause : profile.pauses()) {
            numbers.append(pause.startNanos() - profile.fromNanos());
            numbers.append(pause.endNanos() - pause.startNanos());
        }
        return numbers.toString();
    }

    private static String intervals(List<Timeline.Interval> intervals) {
        Vlq numbers = new Vlq();
        for (Timeline.Interval interval : intervals) {
            numbers.append(interval.added());
            numbers.append(interval.removed());
            numbers.append(interval.collected());
        }
        return numbers.toString();
    }

    /** Nodes as the change of depth and of frame, and where each site is in the tree. */
    private void stacks(List<PageSite> sites) throws IOException {
        StackTree tree = new StackTree();
        sites.forEach(site -> tree.add(site.frames()));
        Vlq nodes = new Vlq();
        int[] before = new int[2];
        tree.number((depth, frame) -> {
            int number = frames.of(frame);
            nodes.append(depth - before[0]);
            nodes.append(number - before[1]);
            before[0] = depth;
            before[1] = number;
        });
        json.name("nodes").value(nodes.toString());
        Vlq leaves = new Vlq();
        for (PageSite site : sites) {
            leaves.append(tree.leaf(site.frames()));
        }
        json.name("leaves").value(leaves.toString());
    }

    private void labels(List<SampleLabel> labels) throws IOException {
        json.beginArray();
        for (SampleLabel label : labels) {
            String value = label.text() != null
                    ? label.text()
                    : ValueText.exact(label.number(), new SampleType(label.key(), label.unit()));
            json.value(string(label.key())).value(string(value));
        }
        json.endArray();
    }

    private static String levels(List<PageSite.Level> levels, int types) {
        Vlq numbers = new Vlq();
        int instant = 0;
        long[] values = new long[types];
        for (PageSite.Level level : levels) {
            numbers.append(level.instant() - instant);
            for (int type = 0; type < types; type++) {
                numbers.append(level.values()[type] - values[type]);
            }
            instant = level.instant();
            values = level.values();
        }
        return numbers.toString();
    }

    /** Each frame's function, file and line. */
    private String frames() {
        Vlq numbers = new Vlq();
        for (Frame frame : frames.values()) {
            numbers.append(string(frame.function()));
            numbers.append(string(frame.file()));
            numbers.append(frame.line());
        }
        return numbers.toString();
    }

    /** The numbers of some frames, as differences. */
    private String numbers(Predicate<Frame> chosen) {
        Vlq numbers = new Vlq();
        int before = 0;
        int number = 0;
        for (Frame frame : frames.values()) {
            if (chosen.test(frame)) {
                numbers.append(number - before);
                before = number;
            }
            number++;
        }
        return numbers.toString();
    }

    private int string(String string) {
        return strings.of(Printable.of(string));
    }
}
