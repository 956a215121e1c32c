package dev.customprofiles.writer;

import dev.customprofiles.profile.SampleType;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import dev.customprofiles.replay.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The functions that hold the live objects, or take the time, with the figures of {@code go tool pprof -top}: <i>flat</i>
 * counts what a function did itself, <i>cum</i> what was done in it or below it, once per stack however often it is in
 * there.
 *
 * @param type what is counted
 * @param total the sum of all, which the percentages refer to
 * @param rows most flat first, then most cum, then by name
 */
public record TopTable(SampleType type, long total, List<Row> rows) {

    /** One function, whatever its lines. */
    public record Row(String function, long flat, long cum) {}

    private static final Comparator<Row> ORDER = Comparator.comparingLong(Row::flat)
            .thenComparingLong(Row::cum)
            .reversed()
            .thenComparing(Row::function);

    /** Copies the rows. */
    public TopTable {
        rows = List.copyOf(rows);
    }

    /** The table of the values that the profile shows first; without rows if it has no samples. */
    public static TopTable of(StackProfile profile) {
        Map<String, Long> flat = new HashMap<>();
        Map<String, Long> cum = new HashMap<>();
        for (StackSample sample : profile.samples()) {
            List<Frame> frames = sample.frames();
            long value = profile.shownValue(sample);
            flat.merge(frames.get(0).function(), value, Long::sum);
            Set<String> inStack = new HashSet<>();
            for (Frame frame : frames) {
                if (inStack.add(frame.function())) {
                    cum.merge(frame.function(), value, Long::sum);
                }
            }
        }
        List<Row> rows = cum.entrySet().stream()
                .map(of -> new Row(of.getKey(), flat.getOrDefault(of.getKey(), 0L), of.getValue()))
                .sorted(ORDER)
                .toList();
        return new TopTable(profile.shownType(), profile.total(), rows);
    }

    /** Writes the heading and at most {@code lines} rows as UTF-8; the stream stays open. */
    public void write(OutputStream out, int lines) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write("      flat  flat%   sum%        cum   cum%\n");
        long sum = 0;
        for (Row row : rows.subList(0, Math.min(lines, rows.size()))) {
            sum += row.flat();
            text.write(String.format(
                    Locale.ROOT,
                    "%10s %s %s %10s %s  %s\n",
                    ValueText.scaled(row.flat(), type),
                    percent(row.flat()),
                    percent(sum),
                    ValueText.scaled(row.cum(), type),
                    percent(row.cum()),
                    Printable.of(row.function())));
        }
        text.flush();
    }

    /** Six characters, as pprof has them: two decimals from 1 % on, two significant digits below. */
    private String percent(long value) {
        double percent = total == 0 ? 0 : 100.0 * value / total;
        if (percent >= 99.95) {
            return "  100%";
        }
        if (percent >= 1) {
            return String.format(Locale.ROOT, "%5.2f%%", percent);
        }
        String digits = BigDecimal.valueOf(percent)
                .round(new MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
        return String.format(Locale.ROOT, "%5s%%", digits);
    }
}
