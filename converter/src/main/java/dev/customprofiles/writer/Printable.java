package dev.customprofiles.writer;

/** Text from a recording, made inert: whoever wrote the recording does not get to write on the reader's terminal. */
public final class Printable {

    private static final int REPLACEMENT = 0xFFFD;

    private Printable() {}

    /**
     * The text with every character that a terminal would act on instead of showing it replaced: control characters with
     * line ends and tabs, marks that change the direction of writing, and halves of characters. Text without any is
     * returned as it is.
     */
    public static String of(String text) {
        if (text.codePoints().noneMatch(Printable::acts)) {
            return text;
        }
        StringBuilder inert = new StringBuilder(text.length());
        text.codePoints().map(c -> acts(c) ? REPLACEMENT : c).forEach(inert::appendCodePoint);
        return inert.toString();
    }

    private static boolean acts(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
