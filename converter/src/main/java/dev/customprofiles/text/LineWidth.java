package dev.customprofiles.text;

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
     * than a line stays whole.
     *
     * @param indent how far the lines after the first are indented
     */
    public String wrapped(String text, int indent) {
        StringBuilder lines = new StringBuilder();
        String rest = text;
        int room = columns;
        while (rest.length() > room) {
            int space = rest.lastIndexOf(' ', room);
            // A space in the indentation of the text breaks nothing.
            if (space < 0 || rest.substring(0, space).isBlank()) {
                space = rest.indexOf(' ', room);
            }
            if (space < 0) {
                break;
            }
            lines.append(rest, 0, space).append('\n').append(" ".repeat(indent));
            rest = rest.substring(space + 1);
            room = Math.max(LEAST, columns - indent);
        }
        return lines.append(rest).toString();
    }
}
