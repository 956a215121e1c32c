package dev.customprofiles.writer;

import dev.customprofiles.profile.SampleLabel;

/** The meaning of a row of a table. */
public enum Grouping {
    /** A function, regardless of lines. */
    FUNCTION("functions", null),

    /** A line of a function. */
    LINE("lines", null),

    /** A stack with its labels. */
    SITE("sites", null),

    /** The objects of one label. */
    LABEL("labels", SampleLabel.LABEL),

    /** The objects of one class. */
    CLASS("classes", SampleLabel.CLASS),

    /** The objects added by one thread; requires a profile with threads. */
    THREAD("threads", SampleLabel.THREAD);

    private final String plural;

    /** Key of the label that determines the row of a sample; null if the stack does. */
    final String key;

    Grouping(String plural, String key) {
        this.plural = plural;
        this.key = key;
    }

    /** Returns the plural name of rows. */
    public String plural() {
        return plural;
    }

    /** Returns whether a sample counts in several rows: in flat of its leaf and in cum of all its frames. */
    public boolean isOfFrames() {
        return this == FUNCTION || this == LINE;
    }
}
