package dev.customprofiles.writer;

import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.text.LineWidth;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/** What became of a profile between two instants, by the function that adds. */
public final class DiffTable {

    /**
     * One function: what it added since and is still live, what of it left, what was garbage collected meanwhile and is
     * still live, and how much was live before and after.
     */
    public record Row(String function, long added, long left, long collected, long base, long at) {

        Row plus(Row other) {
            return new Row(
                    function,
                    added + other.added,
                    left + other.left,
                    collected + other.collected,
                    base + other.base,
                    at + other.at);
        }
    }

    private static final Comparator<Row> GROWN_FIRST = Comparator.comparingLong((Row row) -> row.at() - row.base())
            .thenComparingLong(Row::added)
            .reversed()
            .thenComparing(Row::function);

    private final Map<String, Row> rows = new TreeMap<>();

    /** Of what was live at the earlier instant and at the later one, was added in between, left, and was collected. */
    public DiffTable(
            StackProfile base, StackProfile at, StackProfile added, StackProfile left, StackProfile collected) {
        forEach(base, (function, count) -> add(new Row(function, 0, 0, 0, count, 0)));
        forEach(at, (function, count) -> add(new Row(function, 0, 0, 0, 0, count)));
        forEach(added, (function, count) -> add(new Row(function, count, 0, 0, 0, 0)));
        forEach(left, (function, count) -> add(new Row(function, 0, count, 0, 0, 0)));
        forEach(collected, (function, count) -> add(new Row(function, 0, 0, count, 0, 0)));
    }

    private static void forEach(StackProfile profile, ObjLongConsumer<String> each) {
        profile.samples().forEach(sample -> each.accept(sample.frames().get(0).function(), profile.shownValue(sample)));
    }

    private void add(Row row) {
        rows.merge(row.function(), row, Row::plus);
    }

    /** Those that grew most first; without those to which nothing happened. */
    public List<Row> rows() {
        return rows.values().stream()
                .filter(row -> row.added() != 0 || row.left() != 0 || row.collected() != 0 || row.base() != row.at())
                .sorted(GROWN_FIRST)
                .toList();
    }

    /**
     * Writes the heading and at most so many rows as UTF-8, all of them for 0; the stream stays open. What was collected has a
     * column if there is any.
     */
    public void write(OutputStream out, int limit, LineWidth line) throws IOException {
        List<Row> all = rows();
        List<Row> shown = limit == 0 ? all : all.subList(0, Math.min(limit, all.size()));
        TextTable table = new TextTable()
                .numbers("added", shown.stream().map(Row::added).toList())
                .numbers("left", shown.stream().map(Row::left).toList())
                .numbers("net", shown.stream().map(DiffTable::net).toList())
                .numbers("base", shown.stream().map(Row::base).toList())
                .numbers("at", shown.stream().map(Row::at).toList());
        if (all.stream().anyMatch(row -> row.collected() != 0)) {
            table.numbers("collected", shown.stream().map(Row::collected).toList());
        }
        table.names(
                "function",
                shown.stream().map(row -> Printable.of(row.function())).toList());
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        table.write(text, line);
        text.flush();
    }

    private static String net(Row row) {
        return String.format(Locale.ROOT, "%+d", row.at() - row.base());
    }
}
