package dev.customprofiles.leaks;

/** The reasons to suspect a site, the surest first. */
public enum Verdict {
    /** Values were garbage collected although the application had not removed them. */
    COLLECTED("collected"),

    /** No object of the site was ever removed, while other objects of the profile are. */
    NEVER_REMOVED("never-removed"),

    /** Objects are far older than those that the site removes. */
    OLD("old"),

    /** The live count keeps growing, and nothing else explains it. */
    GROWS("grows");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** Returns the name of the verdict in output. */
    @Override
    public String toString() {
        return text;
    }
}
