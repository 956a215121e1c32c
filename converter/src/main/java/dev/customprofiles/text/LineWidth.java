package dev.customprofiles.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many characters fit on a line: those of a terminal, or any number in a file or a pipe, where nothing is shortened or
 * wrapped.
 */
public record LineWidth(int columns) {

    /** Of a file or a pipe. */
    public static final LineWidth UNLIMITED = new LineWidth(Integer.MAX_VALUE);

    /** So much of a name is left even where there is no room for it: less would say nothing. */
    private static final int LEAST = 12;

    private static final String ELLIPSIS = "…";

    /** What a terminal does not show, but takes for a change of colour. */
    public static final String STYLE = "\u001b\\[[0-9;]*m";

    private static final Pattern WORD = Pattern.compile("( *)([^ ]+)");

    /** Whether there is an end to it. */
    public boolean isLimited() {
        return columns != UNLIMITED.columns;
    }

    /**
     * The text if it fits beside what else is on the line. Otherwise its start and, twice as long, its end with an ellipsis
     * between them: names of functions differ most at their ends.
     *
     * @param taken how many characters of the line are not for this text
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
     * The text in as many lines as it takes, broken at spaces and without a line end behind the last. A word that is longer
     * than a line stays whole. Changes of colour take no room.
     *
     * @param indent how far the lines after the first are indented
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
