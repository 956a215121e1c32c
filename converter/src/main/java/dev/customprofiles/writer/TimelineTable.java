package dev.customprofiles.writer;

import dev.customprofiles.live.Timeline;
import dev.customprofiles.text.InstantText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
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

    private static final int BAR = 30;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
    private static final String COLLECTED = "▒";
    private static final String LEGEND =
            COLLECTED + " live, but garbage collected: nobody removed these, and now nobody can\n";
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 24 * 3600 * SECOND;

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
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        switch (format) {
            case TEXT -> text(text);
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

    private void text(Writer text) throws IOException {
        List<String> cells = new ArrayList<>(List.of("LIVE"));
        if (isWeighted()) {
            cells.add(timeline.unit().toUpperCase(Locale.ROOT));
        }
        if (hasIntervals()) {
            cells.addAll(List.of("ADDED", "REMOVED"));
        }
        if (hasLiveCollected() || hasLeftCollected()) {
            cells.add("COLLECTED");
        }
        int time = time(0).length();
        String bar = " ".repeat(BAR);
        text.write(line("TIME", time, bar, cells));
        long most = Math.max(1, Arrays.stream(counts).max().orElse(0));
        for (int instant = 0; instant < counts.length; instant++) {
            if (isKnown.test(instant)) {
                text.write(line(time(instant), time, bar(counts[instant], collected[instant], most), cells(instant)));
            } else {
                text.write(time(instant) + "  not recorded\n");
            }
        }
        if (hasLiveCollected()) {
            text.write(LEGEND);
        }
    }

    private List<String> cells(int instant) {
        List<String> cells = new ArrayList<>(List.of(Long.toString(counts[instant])));
        if (isWeighted()) {
            cells.add(Long.toString(weights[instant]));
        }
        if (hasIntervals()) {
            Timeline.Interval interval = timeline.churn().intervals().get(instant);
            cells.add(Long.toString(interval.added()));
            cells.add(Long.toString(interval.removed()));
        }
        if (hasLiveCollected()) {
            cells.add(Long.toString(collected[instant]));
        } else if (hasLeftCollected()) {
            cells.add(Long.toString(timeline.churn().intervals().get(instant).collected()));
        }
        return cells;
    }

    /** The first cell stands before the bar, the others after it. */
    private static String line(String time, int width, String bar, List<String> cells) {
        StringBuilder line = new StringBuilder();
        line.append(String.format(Locale.ROOT, "%-" + width + "s  %9s  %s", time, cells.get(0), bar));
        cells.subList(1, cells.size()).forEach(cell -> line.append(String.format(Locale.ROOT, "  %9s", cell)));
        return line.toString().stripTrailing() + "\n";
    }

    /**
     * As wide as the count is against the most, down to an eighth of a character, with the collected part first, in whole
     * characters; what is there at all can be seen, where both do not fit the collected part.
     */
    private static String bar(long count, long collected, long most) {
        int eighths = (int) Math.ceil(8.0 * BAR * count / most);
        String gone = COLLECTED.repeat(collectedCells(eighths, count, collected));
        int left = Math.max(0, eighths - 8 * gone.length());
        String full = "█".repeat(left / 8);
        String rest = left % 8 == 0 ? "" : EIGHTHS.substring(left % 8, left % 8 + 1);
        return gone + full + rest + " ".repeat(BAR - gone.length() - full.length() - rest.length());
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
        long length = instants.get(instants.size() - 1) - instants.get(0);
        boolean fine = length / Math.max(1, instants.size()) < SECOND;
        String exact = InstantText.local(instants.get(instant), zone);
        int begin = length < DAY ? exact.indexOf('T') + 1 : 0;
        return exact.substring(begin, exact.indexOf('.') + (fine ? 4 : 0));
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
                Timeline.Interval interval = timeline.churn().intervals().get(instant);
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
                    Timeline.Interval interval = timeline.churn().intervals().get(instant);
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
