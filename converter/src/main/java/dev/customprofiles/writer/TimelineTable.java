package dev.customprofiles.writer;

import dev.customprofiles.live.Timeline;
import dev.customprofiles.text.InstantText;
import dev.customprofiles.text.LineWidth;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a profile went, an instant a line. In the text, what was garbage collected has a column if there is any: how many of the
 * live objects are collected, or of a weak profile, where they are live no more, how many were since the instant before.
 */
public final class TimelineTable {

    /** What it can be written as. */
    public enum Format {
        /** For reading, with bars. */
        TEXT(".txt"),
        /** With a heading line; times in UTC, what is not known left empty. */
        CSV(".csv"),
        /** One object; what is not known is absent. */
        JSON(".json");

        private final String extension;

        Format(String extension) {
            this.extension = extension;
        }

        /** The format for a file of that name; empty if its extension is none of them. */
        public static Optional<Format> of(String fileName) {
            return Arrays.stream(values())
                    .filter(format -> fileName.endsWith(format.extension))
                    .findFirst();
        }

        /** The extensions, for people. */
        public static String extensions() {
            return Arrays.stream(values()).map(format -> format.extension).collect(Collectors.joining(", "));
        }
    }

    /** In a file or a pipe. */
    private static final int BAR = 30;

    private static final String NOT_RECORDED = "not recorded";
    private static final int LEAST_BAR = NOT_RECORDED.length();
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
    private static final String COLLECTED = "▒";
    private static final String LEGEND =
            COLLECTED + " live, but garbage collected: they were not removed, and cannot be any more";
    private static final long SECOND = 1_000_000_000L;

    private final Timeline timeline;
    private final IntPredicate isKnown;
    private final ZoneId zone;
    private final long[] counts;
    private final long[] collected;
    private final long[] weights;

    /**
     * @param isKnown whether there is an answer for the instant of an index
     * @param zone for the text
     */
    public TimelineTable(Timeline timeline, IntPredicate isKnown, ZoneId zone) {
        this.timeline = timeline;
        this.isKnown = isKnown;
        this.zone = zone;
        this.counts = timeline.counts();
        this.collected = timeline.collected();
        this.weights = timeline.weights();
    }

    /** Writes UTF-8 with {@code \n}; the stream stays open. */
    public void write(Format format, OutputStream out) throws IOException {
        write(format, out, LineWidth.UNLIMITED);
    }

    /** As {@link #write(Format, OutputStream)}; the bars of the text take the width that is left on a line. */
    public void write(Format format, OutputStream out, LineWidth line) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        switch (format) {
            case TEXT -> text(text, line);
            case CSV -> csv(text);
            case JSON -> json(text);
        }
        text.flush();
    }

    private boolean isWeighted() {
        return timeline.unit() != null;
    }

    private boolean hasIntervals() {
        return !timeline.churn().intervals().isEmpty();
    }

    private boolean hasLiveCollected() {
        return IntStream.range(0, counts.length).anyMatch(instant -> isKnown.test(instant) && collected[instant] > 0);
    }

    private boolean hasLeftCollected() {
        return timeline.weak() && timeline.churn().intervals().stream().anyMatch(interval -> interval.collected() > 0);
    }

    private void text(Writer text, LineWidth line) throws IOException {
        int bar = line.isLimited() ? Math.max(LEAST_BAR, line.columns() - table(0).width()) : BAR;
        table(bar).write(text, line);
        if (hasLiveCollected()) {
            text.write(line.wrapped(LEGEND, COLLECTED.length() + 1) + "\n");
        }
    }

    private TextTable table(int bar) {
        TextTable table = new TextTable()
                .text("TIME", cells(this::time))
                .numbers("LIVE", known(instant -> counts[instant]))
                .text("", bars(bar));
        if (isWeighted()) {
            table.numbers(timeline.unit().toUpperCase(Locale.ROOT), known(instant -> weights[instant]));
        }
        if (hasIntervals()) {
            table.numbers("ADDED", known(instant -> interval(instant).added()));
            table.numbers("REMOVED", known(instant -> interval(instant).removed()));
        }
        if (hasLiveCollected()) {
            table.numbers("COLLECTED", known(instant -> collected[instant]));
        } else if (hasLeftCollected()) {
            table.numbers("COLLECTED", known(instant -> interval(instant).collected()));
        }
        return table;
    }

    private Timeline.Interval interval(int instant) {
        return timeline.churn().intervals().get(instant);
    }

    private List<String> cells(IntFunction<String> cell) {
        return IntStream.range(0, counts.length).mapToObj(cell).toList();
    }

    private List<String> known(IntToLongFunction value) {
        return cells(instant -> isKnown.test(instant) ? Long.toString(value.applyAsLong(instant)) : "");
    }

    /** @param width 0 for none */
    private List<String> bars(int width) {
        long most = Math.max(1, Arrays.stream(counts).max().orElse(0));
        return cells(instant -> width == 0
                ? ""
                : isKnown.test(instant) ? bar(width, counts[instant], collected[instant], most) : NOT_RECORDED);
    }

    /**
     * As wide as the count is against the most, down to an eighth of a character, with the collected part first, in whole
     * characters; what is there at all can be seen, where both do not fit the collected part.
     */
    private static String bar(int width, long count, long collected, long most) {
        int eighths = (int) Math.ceil(8.0 * width * count / most);
        String gone = COLLECTED.repeat(collectedCells(eighths, count, collected));
        int left = Math.max(0, eighths - 8 * gone.length());
        String full = "█".repeat(left / 8);
        String rest = left % 8 == 0 ? "" : EIGHTHS.substring(left % 8, left % 8 + 1);
        return gone + full + rest + " ".repeat(width - gone.length() - full.length() - rest.length());
    }

    private static int collectedCells(int eighths, long count, long collected) {
        if (collected <= 0 || eighths == 0) {
            return 0;
        }
        if (collected >= count) {
            return (eighths + 7) / 8;
        }
        long share = Math.round(eighths / 8.0 * collected / count);
        return (int) Math.max(1, Math.min(share, (eighths - 1) / 8));
    }

    /** In the form that {@code --at} takes, no longer than it has to be. */
    private String time(int instant) {
        List<Long> instants = timeline.instants();
        long first = instants.get(0);
        long last = instants.get(instants.size() - 1);
        boolean fine = (last - first) / Math.max(1, instants.size()) < SECOND;
        return InstantText.brief(instants.get(instant), InstantText.isOneDay(first, last, zone), fine, zone);
    }

    private void csv(Writer text) throws IOException {
        text.write("time,live");
        if (isWeighted()) {
            text.write("," + quoted(timeline.unit()));
        }
        text.write((hasIntervals() ? ",added,removed,collected" : "") + ",liveCollected\n");
        for (int instant = 0; instant < counts.length; instant++) {
            boolean known = isKnown.test(instant);
            text.write(InstantText.utc(timeline.instants().get(instant)) + "," + (known ? counts[instant] : ""));
            if (isWeighted()) {
                text.write("," + (known ? weights[instant] : ""));
            }
            if (hasIntervals()) {
                Timeline.Interval interval = interval(instant);
                text.write(
                        known ? "," + interval.added() + "," + interval.removed() + "," + interval.collected() : ",,,");
            }
            text.write("," + (known ? collected[instant] : "") + "\n");
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private void json(Writer text) throws IOException {
        JsonWriter json = new JsonWriter(text);
        json.beginObject().name("profile").value(timeline.profile());
        json.name("unit").value(timeline.unit()).name("weak").value(timeline.weak());
        json.name("instants").beginArray();
        for (int instant = 0; instant < counts.length; instant++) {
            json.beginObject()
                    .name("time")
                    .value(InstantText.utc(timeline.instants().get(instant)));
            if (isKnown.test(instant)) {
                json.name("live").value(counts[instant]);
                json.name("liveCollected").value(collected[instant]);
                if (isWeighted()) {
                    json.name("weight").value(weights[instant]);
                }
                if (hasIntervals()) {
                    Timeline.Interval interval = interval(instant);
                    json.name("added").value(interval.added());
                    json.name("removed").value(interval.removed());
                    json.name("collected").value(interval.collected());
                }
            }
            json.endObject();
        }
        json.endArray().endObject();
        text.write("\n");
    }
}
