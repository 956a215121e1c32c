package dev.customprofiles.writer;

/** Makes text from a recording safe to print, so that a crafted recording cannot control the reader's terminal. */
public final class Printable {

    private static final int REPLACEMENT = 0xFFFD;

    private Printable() {}

    /**
     * Replaces every character on which a terminal would act: control characters including line ends and tabs, marks of
     * writing direction, and unpaired surrogates. Returns text without any as it is.
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
