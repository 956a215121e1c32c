package dev.customprofiles.writer;

import dev.customprofiles.live.SaturatingMath;
import dev.customprofiles.profile.Frameworks;
import dev.customprofiles.profile.SampleType;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import dev.customprofiles.text.LineWidth;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The changes of a profile between two instants, as a table.
 *
 * @param by the meaning of a row; a function or line is that of the leaf
 * @param weight the type of the weights; null if there are none
 * @param total the sum of all rows, including unchanged ones
 * @param rows the changed rows, by descending growth
 */
public record DiffTable(Grouping by, SampleType weight, Row total, List<Row> rows) {

    /** Copies the list. */
    public DiffTable {
        rows = List.copyOf(rows);
    }

    /**
     * A row.
     *
     * @param first the first sample of the row; all samples of a site have the same stack and text labels. Null for the
     *     total
     * @param count the numbers of objects
     * @param weight the sums of their weights; 0 in a profile without weights
     */
    public record Row(String name, StackSample first, Amounts count, Amounts weight) {

        /** Returns whether any object was added, left or was collected. */
        boolean isChanged() {
            return count.added != 0 || count.left != 0 || count.collected != 0 || count.base != count.at;
        }
    }

    /**
     * The amounts of a row.
     *
     * @param added added in between and still live
     * @param left live before and no longer live
     * @param removed the part of {@code left} that the application removed
     * @param collected garbage collected in between: still live, or in a weak profile the rest of {@code left}
     * @param base live before
     * @param at live after
     */
    public record Amounts(long added, long left, long removed, long collected, long base, long at) {

        /** Returns the change of the live amount; negative for a decrease. */
        public long net() {
            return SaturatingMath.subtract(at, base);
        }
    }

    private static final Comparator<Row> GROWN_FIRST = Comparator.comparingLong(
                    (Row row) -> row.count().net())
            .thenComparingLong(row -> row.count().added())
            .reversed()
            .thenComparing(Row::name);

    /** @param frameworks the frameworks, by whose frames sites are not named if the application is on the stack */
    public static DiffTable of(DiffProfiles profiles, Grouping by, Frameworks frameworks) {
        List<StackProfile> parts = List.of(
                profiles.added(),
                profiles.left(),
                profiles.removed(),
                profiles.collected(),
                profiles.base(),
                profiles.at());
        List<StackSample> samples =
                parts.stream().flatMap(part -> part.samples().stream()).toList();
        Iterator<String> names = RowNames.of(samples, by, frameworks).iterator();
        List<SampleType> types = profiles.base().types();
        int weight = TopOrder.WEIGHT.index(types);
        Sums total = new Sums(null);
        Map<String, Sums> sums = new HashMap<>();
        for (int part = 0; part < parts.size(); part++) {
            for (StackSample sample : parts.get(part).samples()) {
                Sums row = sums.computeIfAbsent(names.next(), absent -> new Sums(sample));
                for (Sums each : List.of(row, total)) {
                    each.add(
                            part,
                            sample.values().get(0),
                            weight < 0 ? 0 : sample.values().get(weight));
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        sums.forEach((name, sum) -> rows.add(sum.row(name)));
        rows.removeIf(row -> !row.isChanged());
        rows.sort(GROWN_FIRST);
        return new DiffTable(by, weight < 0 ? null : types.get(weight), total.row("total"), rows);
    }

    /** The sums of a row, indexed by part. */
    private static final class Sums {
        private static final int PARTS = 6;

        private final StackSample first;
        private final long[] counts = new long[PARTS];
        private final long[] weights = new long[PARTS];

        Sums(StackSample first) {
            this.first = first;
        }

        void add(int part, long count, long weight) {
            counts[part] = SaturatingMath.add(counts[part], count);
            weights[part] = SaturatingMath.add(weights[part], weight);
        }

        Row row(String name) {
            return new Row(name, first, amounts(counts), amounts(weights));
        }

        private static Amounts amounts(long[] parts) {
            long dropped = SaturatingMath.subtract(parts[1], parts[2]);
            return new Amounts(parts[0], parts[1], parts[2], SaturatingMath.add(parts[3], dropped), parts[4], parts[5]);
        }
    }

    /**
     * Writes the heading and at most {@code limit} rows as UTF-8, 0 for all, without closing the stream. There is a
     * column for collected objects if there are any, for removed ones if other objects left too, and for weights if the
     * profile has them.
     */
    public void write(OutputStream out, int limit, LineWidth line) throws IOException {
        List<Row> shown = first(limit);
        TextTable table = new TextTable()
                .numbers("added", counts(shown, Amounts::added))
                .numbers("left", counts(shown, Amounts::left))
                .numbers(
                        "net",
                        shown.stream()
                                .map(row -> String.format(
                                        Locale.ROOT, "%+d", row.count().net()))
                                .toList())
                .numbers("base", counts(shown, Amounts::base))
                .numbers("at", counts(shown, Amounts::at));
        if (total.count.removed != total.count.left) {
            table.numbers("removed", counts(shown, Amounts::removed));
        }
        if (total.count.collected != 0) {
            table.numbers("collected", counts(shown, Amounts::collected));
        }
        if (weight != null) {
            table.numbers(
                    "net " + Printable.of(weight.unit()),
                    shown.stream().map(row -> net(row.weight())).toList());
        }
        table.names(
                by.name().toLowerCase(Locale.ROOT),
                shown.stream().map(row -> Printable.of(row.name())).toList());
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        table.write(text, line);
        text.flush();
    }

    private static List<Long> counts(List<Row> rows, ToLongFunction<Amounts> amount) {
        return rows.stream().map(row -> amount.applyAsLong(row.count())).toList();
    }

    /** Returns at most {@code limit} rows; 0 for all. */
    List<Row> first(int limit) {
        return limit == 0 ? rows : rows.subList(0, Math.min(limit, rows.size()));
    }

    private String net(Amounts amounts) {
        return (amounts.net() < 0 ? "" : "+") + ValueText.scaled(amounts.net(), weight);
    }
}
