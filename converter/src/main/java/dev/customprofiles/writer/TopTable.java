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
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The table of {@code top}. By functions or lines, it is like that of {@code go tool pprof -top}: <i>flat</i> counts a
 * function itself, and <i>cum</i> the function and its callees, once per stack even for recursion. Only the order of
 * equal rows differs. Sites and other rows without callers have the profile's other values instead, with ages as means.
 * Live objects whose value was garbage collected count like any other; a column shows how many of a row's own objects
 * they are.
 *
 * @param by the meaning of a row
 * @param types the types of the values of a row
 * @param shown the index of the type of flat and cum
 * @param columns the indexes of the other types that are shown
 * @param withCollected whether there is a column of collected objects: if the profile has some, or they determine the
 *     order
 * @param total the sum of all samples, to which percentages refer
 * @param rows in descending order. Equal rows are ordered by flat, unless sorted by cum, then by cum, then by distance
 *     to a leaf, so that callers follow their callees, then by name
 */
public record TopTable(
        Grouping by,
        List<SampleType> types,
        int shown,
        List<Integer> columns,
        boolean withCollected,
        long total,
        List<Row> rows) {

    /**
     * A row.
     *
     * @param values the row's own values, by type
     * @param collected the number of its own objects whose value was garbage collected
     * @param depth the least number of frames between it and a leaf; 0 for a row that is not a frame
     * @param first the first sample of the row; all samples of a site have the same stack and text labels
     */
    public record Row(
            String name, long flat, long cum, List<Long> values, long collected, int depth, StackSample first) {

        /** Copies the values. */
        public Row {
            values = List.copyOf(values);
        }
    }

    private static final int WIDTH = 10;
    private static final String COLLECTED = "collected";

    /** Least room for names beyond their heading; if there is less, percentages are omitted. */
    private static final int NARROWEST = 8;

    /** Copies the lists. */
    public TopTable {
        types = List.copyOf(types);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Creates the table of {@code go tool pprof -top}; without rows if the profile has no samples. */
    public static TopTable of(StackProfile profile) {
        return of(profile, Grouping.FUNCTION, TopOrder.FLAT);
    }

    /** Creates a table with the default frameworks. */
    public static TopTable of(StackProfile profile, Grouping by, TopOrder order) {
        return of(profile, by, order, Frameworks.DEFAULT);
    }

    /**
     * Creates a table of the profile's shown values.
     *
     * @param frameworks the frameworks, by whose frames sites are not named if the application is on the stack
     * @throws IllegalArgumentException if the profile does not have {@linkplain TopOrder#isIn the values for the order}
     */
    public static TopTable of(StackProfile profile, Grouping by, TopOrder order, Frameworks frameworks) {
        if (!order.isIn(profile)) {
            throw new IllegalArgumentException(profile.name() + " has no " + order);
        }
        Map<String, Sums> sums = new HashMap<>();
        List<String> own = RowNames.of(profile.samples(), by, frameworks);
        for (int i = 0; i < profile.samples().size(); i++) {
            StackSample sample = profile.samples().get(i);
            List<String> names = by.isOfFrames()
                    ? sample.frames().stream()
                            .map(frame -> RowNames.of(frame, by))
                            .toList()
                    : List.of(own.get(i));
            sums(sums, names.get(0), sample).addFlat(sample);
            Set<String> inStack = new HashSet<>();
            for (int depth = 0; depth < names.size(); depth++) {
                if (inStack.add(names.get(depth))) {
                    sums(sums, names.get(depth), sample).addCum(profile.shownValue(sample), depth);
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        sums.forEach((name, sum) -> rows.add(sum.row(name, profile.shown())));
        rows.sort(comparator(order, profile.types()));
        boolean wide = !by.isOfFrames() || order.isOfValue();
        return new TopTable(
                by,
                profile.types(),
                profile.shown(),
                wide ? others(profile) : List.of(),
                order == TopOrder.COLLECTED || profile.samples().stream().anyMatch(StackSample::isCollected),
                profile.total(),
                rows);
    }

    private static final class Sums {
        final StackSample first;
        final long[] values;
        long cum;
        long collected;
        int depth = Integer.MAX_VALUE;

        Sums(StackSample first) {
            this.first = first;
            values = new long[first.values().size()];
        }

        void addFlat(StackSample sample) {
            for (int i = 0; i < values.length; i++) {
                values[i] = SaturatingMath.add(values[i], sample.values().get(i));
            }
            collected += sample.isCollected() ? sample.values().get(0) : 0;
        }

        void addCum(long value, int fromLeaf) {
            cum = SaturatingMath.add(cum, value);
            depth = Math.min(depth, fromLeaf);
        }

        Row row(String name, int shown) {
            List<Long> boxed = new ArrayList<>(values.length);
            for (long value : values) {
                boxed.add(value);
            }
            return new Row(name, values[shown], cum, boxed, collected, depth, first);
        }
    }

    private static Sums sums(Map<String, Sums> sums, String name, StackSample sample) {
        return sums.computeIfAbsent(name, absent -> new Sums(sample));
    }

    private static List<Integer> others(StackProfile profile) {
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < profile.types().size(); i++) {
            if (i != profile.shown()) {
                others.add(i);
            }
        }
        return others;
    }

    private static Comparator<Row> comparator(TopOrder order, List<SampleType> types) {
        int index = order.index(types);
        Comparator<Row> greatest = switch (order) {
            case FLAT -> Comparator.comparingLong(Row::flat);
            case CUM -> Comparator.comparingLong(Row::cum);
            case COLLECTED -> Comparator.comparingLong(Row::collected);
            case COUNT, WEIGHT -> Comparator.comparingLong(row -> row.values().get(index));
            case AGE -> Comparator.comparingLong(row -> mean(row, index));
        };
        // pprof orders by name next, which shuffles a chain of callers.
        Comparator<Row> flat = order == TopOrder.CUM ? (a, b) -> 0 : Comparator.comparingLong(Row::flat);
        return greatest.thenComparing(flat)
                .thenComparingLong(Row::cum)
                .reversed()
                .thenComparingInt(Row::depth)
                .thenComparing(Row::name);
    }

    static long mean(Row row, int index) {
        long count = row.values().get(0);
        return count == 0 ? 0 : row.values().get(index) / count;
    }

    /** Writes the heading and at most {@code lines} rows as UTF-8, with complete names, without closing the stream. */
    public void write(OutputStream out, int lines) throws IOException {
        write(out, lines, LineWidth.UNLIMITED);
    }

    /**
     * Writes the heading and at most {@code lines} rows as UTF-8, shortening names to fit, without closing the stream.
     */
    public void write(OutputStream out, int lines, LineWidth width) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        boolean withShares = heading(true).length() + NARROWEST <= width.columns();
        text.write(heading(withShares) + "\n");
        long sum = 0;
        for (Row row : rows.subList(0, Math.min(lines, rows.size()))) {
            sum = SaturatingMath.add(sum, row.flat());
            text.write(row(row, sum, withShares, width));
        }
        text.flush();
    }

    /** @param withShares whether there is room for the percentages */
    private String heading(boolean withShares) {
        StringBuilder text = new StringBuilder("      flat" + (withShares ? "  flat%   sum%" : ""));
        text.append(by.isOfFrames() ? "        cum   cum%" : "");
        for (int column : columns) {
            text.append(' ').append(padded(heading(types.get(column)), column));
        }
        if (withCollected) {
            text.append(String.format(Locale.ROOT, " %" + WIDTH + "s", COLLECTED));
        }
        boolean asPprof = columns.isEmpty() && !withCollected;
        return text.append(asPprof ? "" : "  " + by.name().toLowerCase(Locale.ROOT))
                .toString();
    }

    private String row(Row row, long sum, boolean withShares, LineWidth width) {
        SampleType type = types.get(shown);
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%10s", ValueText.scaled(row.flat(), type)));
        if (withShares) {
            text.append(' ').append(percent(row.flat())).append(' ').append(percent(sum));
        }
        if (by.isOfFrames()) {
            text.append(String.format(Locale.ROOT, " %10s %s", ValueText.scaled(row.cum(), type), percent(row.cum())));
        }
        for (int column : columns) {
            boolean mean = isAge(types.get(column));
            long value = mean ? mean(row, column) : row.values().get(column);
            text.append(' ').append(padded(ValueText.scaled(value, types.get(column)), column));
        }
        if (withCollected) {
            text.append(String.format(Locale.ROOT, " %" + WIDTH + "d", row.collected()));
        }
        text.append("  ");
        return text.append(width.shortened(Printable.of(row.name()), text.length()))
                .append('\n')
                .toString();
    }

    private static boolean isAge(SampleType type) {
        return type.name().equals(TopOrder.AGES);
    }

    private static String heading(SampleType type) {
        if (isAge(type)) {
            return "mean age";
        }
        // The weight of live objects is named by its unit.
        return Printable.of(type.name().equals(LiveSetProfile.WEIGHT) ? type.unit() : type.name());
    }

    private String padded(String text, int column) {
        return " ".repeat(Math.max(0, width(column) - text.length())) + text;
    }

    /**
     * Returns the width of a column. Columns of objects added and removed are no wider than needed, because sites have
     * long names.
     */
    private int width(int column) {
        String heading = heading(types.get(column));
        if (!LiveSetProfile.CHURN.contains(types.get(column).name())) {
            return Math.max(WIDTH, heading.length());
        }
        return rows.stream()
                .mapToInt(row -> ValueText.scaled(row.values().get(column), types.get(column))
                        .length())
                .reduce(heading.length() + 1, Math::max);
    }

    /** Formats a percentage in six characters like pprof: two decimals from 1 % on, two significant digits below. */
    private String percent(long value) {
        double percent = total == 0 ? 0 : 100.0 * value / total;
        if (percent >= 99.95) {
            return "  100%";
        }
        if (percent >= 1) {
            return String.format(Locale.ROOT, "%5s%%", ValueText.twoDecimals(percent));
        }
        BigDecimal digits = new BigDecimal(percent)
                .round(new MathContext(2, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        boolean tiny = percent > 0 && percent < 1e-4;
        return String.format(Locale.ROOT, "%5s%%", tiny ? power(digits) : digits.toPlainString());
    }

    /** Formats a number with many zeros like Go: {@code 1.2e-05}. */
    private static String power(BigDecimal digits) {
        String number = digits.unscaledValue().toString();
        String decimals = number.length() > 1 ? "." + number.substring(1) : "";
        int exponent = digits.scale() - number.length() + 1;
        return String.format(Locale.ROOT, "%s%se-%02d", number.charAt(0), decimals, exponent);
    }
}
