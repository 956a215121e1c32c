package dev.customprofiles.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The width of a line in characters: that of a terminal, or unlimited in a file or a pipe, where nothing is shortened
 * or wrapped.
 */
public record LineWidth(int columns) {

    /** The width of a file or a pipe. */
    public static final LineWidth UNLIMITED = new LineWidth(Integer.MAX_VALUE);

    /** Least width of a shortened name, even if there is no room for it: less would be useless. */
    private static final int LEAST = 12;

    private static final String ELLIPSIS = "…";

    /** Matches escape sequences for colours, which take no room on a terminal. */
    public static final String STYLE = "\u001b\\[[0-9;]*m";

    private static final Pattern WORD = Pattern.compile("( *)([^ ]+)");

    /** Returns whether the width is limited. */
    public boolean isLimited() {
        return columns != UNLIMITED.columns;
    }

    /**
     * Returns the text if it fits beside the rest of the line. Otherwise returns its start and, twice as long, its end,
     * with an ellipsis in between: names of functions differ most at their ends.
     *
     * @param taken the number of characters of the line that are taken by other text
     */
    public String shortened(String text, int taken) {
        int room = Math.max(LEAST, columns - taken);
        int length = text.codePointCount(0, text.length());
        if (length <= room) {
            return text;
        }
        int start = (room - 1) / 3;
        int end = room - 1 - start;
        return text.substring(0, text.offsetByCodePoints(0, start))
                + ELLIPSIS
                + text.substring(text.offsetByCodePoints(text.length(), -end));
    }

    /**
     * Wraps the text at spaces, without a line end after the last line. A word that is longer than a line is not
     * broken. Escape sequences for colours take no room.
     *
     * @param indent the indentation of the lines after the first
     */
    public String wrapped(String text, int indent) {
        if (length(text) <= columns) {
            return text;
        }
        StringBuilder lines = new StringBuilder();
        Matcher words = WORD.matcher(text);
        int column = 0;
        boolean first = true;
        while (words.find()) {
            int length = length(words.group(2));
            if (!first && column + words.group(1).length() + length > columns) {
                lines.append('\n').append(" ".repeat(indent)).append(words.group(2));
                column = indent + length;
            } else {
                lines.append(words.group());
                column += words.group(1).length() + length;
            }
            first = false;
        }
        return lines.toString();
    }

    private static int length(String word) {
        String shown = word.indexOf('\u001b') < 0 ? word : word.replaceAll(STYLE, "");
        return shown.codePointCount(0, shown.length());
    }
}
