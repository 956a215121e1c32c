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
 * A table of a profile over time, with a line per instant. If objects were garbage collected, the text has a column for
 * them: how many of the live objects are collected, or in a weak profile, where they are no longer live, how many were
 * collected since the previous instant.
 */
public final class TimelineTable {

    /** The formats of the table. */
    public enum Format {
        /** Text with bars. */
        TEXT(".txt"),
        /** CSV with a heading line and times in UTC; unknown values are empty. */
        CSV(".csv"),
        /** One JSON object; unknown values are absent. */
        JSON(".json");

        private final String extension;

        Format(String extension) {
            this.extension = extension;
        }

        /** Returns the format for a file name; empty if it has none of the extensions. */
        public static Optional<Format> of(String fileName) {
            return Arrays.stream(values())
                    .filter(format -> fileName.endsWith(format.extension))
                    .findFirst();
        }

        /** Returns the extensions, for messages. */
        public static String extensions() {
            return Arrays.stream(values()).map(format -> format.extension).collect(Collectors.joining(", "));
        }
    }

    /** Width of the bars in a file or a pipe. */
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
     * @param isKnown whether the profile is known at the instant of an index
     * @param zone the time zone of the text format
     */
    public TimelineTable(Timeline timeline, IntPredicate isKnown, ZoneId zone) {
        this.timeline = timeline;
        this.isKnown = isKnown;
        this.zone = zone;
        this.counts = timeline.counts();
        this.collected = timeline.collected();
        this.weights = timeline.weights();
    }

    /** Writes UTF-8 with {@code \n}, without closing the stream. */
    public void write(Format format, OutputStream out) throws IOException {
        write(format, out, LineWidth.UNLIMITED);
    }

    /** Like {@link #write(Format, OutputStream)}, with bars as wide as the line allows. */
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

    /** @param width 0 for no bars */
    private List<String> bars(int width) {
        long most = Math.max(1, Arrays.stream(counts).max().orElse(0));
        return cells(instant -> width == 0
                ? ""
                : isKnown.test(instant) ? bar(width, counts[instant], collected[instant], most) : NOT_RECORDED);
    }

    /**
     * Returns a bar proportional to the count, to an eighth of a character. The collected part comes first, in whole
     * characters. A count greater than 0 is always visible; if there is room for only one part, it is the collected
     * one.
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

    /** Formats an instant for {@code --at}, as briefly as possible. */
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
