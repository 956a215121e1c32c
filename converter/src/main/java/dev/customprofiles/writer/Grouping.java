package dev.customprofiles.writer;

import dev.customprofiles.profile.SampleLabel;

/** What a row of a {@link TopTable} stands for. */
public enum Grouping {
    /** A function, whatever its lines. */
    FUNCTION("functions", null),

    /** A line of a function. */
    LINE("lines", null),

    /** A stack with what is said of its objects. */
    SITE("sites", null),

    /** The objects of one label. */
    LABEL("labels", SampleLabel.LABEL),

    /** The objects of one class. */
    CLASS("classes", SampleLabel.CLASS),

    /** What came from one thread; a profile has that only if threads were told apart. */
    THREAD("threads", SampleLabel.THREAD);

    private final String plural;

    /** The key of the label that says to which row a sample belongs; null where it is the stack. */
    final String key;

    Grouping(String plural, String key) {
        this.plural = plural;
        this.key = key;
    }

    /** What several rows are called. */
    public String plural() {
        return plural;
    }

    /** Whether one sample counts in several rows: in flat of its leaf, and in cum of all its frames. */
    public boolean isOfFrames() {
        return this == FUNCTION || this == LINE;
    }
}
