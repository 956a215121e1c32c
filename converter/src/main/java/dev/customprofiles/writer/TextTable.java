package dev.customprofiles.writer;

import dev.customprofiles.text.LineWidth;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** A text table, built column by column. A column is as wide as its widest cell or its heading. */
public final class TextTable {

    private enum Kind {
        TEXT,
        NAME,
        NUMBER
    }

    private record Column(String heading, Kind kind, List<String> cells) {

        int width() {
            return cells.stream().mapToInt(TextTable::length).reduce(length(heading), Math::max);
        }
    }

    private static final String GAP = "  ";
    private static final List<String> NOTHING = List.of("0", "-");

    private final List<Column> columns = new ArrayList<>();

    /** Adds a left-aligned column. */
    public TextTable text(String heading, List<String> cells) {
        columns.add(new Column(heading, Kind.TEXT, List.copyOf(cells)));
        return this;
    }

    /** Adds a left-aligned column whose cells are shortened if the line is too narrow for the table. */
    public TextTable names(String heading, List<String> cells) {
        columns.add(new Column(heading, Kind.NAME, List.copyOf(cells)));
        return this;
    }

    /** Adds a right-aligned column. */
    public TextTable numbers(String heading, List<?> cells) {
        columns.add(new Column(
                heading, Kind.NUMBER, cells.stream().map(String::valueOf).toList()));
        return this;
    }

    /** Drops a column if the table is too wide for the line. A no-op if there is no such column. */
    public TextTable leaveOutToFit(String heading, LineWidth line) {
        if (width() > line.columns()) {
            columns.removeIf(column -> column.heading().equals(heading));
        }
        return this;
    }

    /** Drops a column that has only zeros or empty cells if the table is too wide for the line. */
    public TextTable leaveOutZerosToFit(String heading, LineWidth line) {
        boolean zeros = columns.stream()
                .anyMatch(column -> column.heading().equals(heading) && NOTHING.containsAll(column.cells()));
        return zeros ? leaveOutToFit(heading, line) : this;
    }

    /** Returns the length of the longest line if nothing is shortened. */
    public int width() {
        return columns.stream().mapToInt(Column::width).sum() + GAP.length() * Math.max(0, columns.size() - 1);
    }

    /** Writes the headings and the rows, without closing the writer. */
    public void write(Writer out, LineWidth line) throws IOException {
        List<Column> fitting =
                columns.stream().map(column -> fitting(column, line)).toList();
        List<Integer> widths = fitting.stream().map(Column::width).toList();
        int rows = fitting.isEmpty() ? 0 : fitting.get(0).cells().size();
        for (int row = -1; row < rows; row++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < fitting.size(); i++) {
                Column column = fitting.get(i);
                String cell = row < 0 ? column.heading() : column.cells().get(row);
                String padding = " ".repeat(widths.get(i) - length(cell));
                text.append(i == 0 ? "" : GAP).append(column.kind() == Kind.NUMBER ? padding + cell : cell + padding);
            }
            out.write(text.toString().stripTrailing() + "\n");
        }
    }

    private Column fitting(Column column, LineWidth line) {
        if (column.kind() != Kind.NAME) {
            return column;
        }
        int others = width() - column.width();
        return new Column(
                column.heading(),
                column.kind(),
                column.cells().stream()
                        .map(cell -> line.shortened(cell, others))
                        .toList());
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
