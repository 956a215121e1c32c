package dev.customprofiles.leaks;

/** Why a site is suspected, the surest reason first. */
public enum Verdict {
    /** Values were garbage collected that the application had not removed. */
    COLLECTED("collected"),

    /** Nothing of the site was ever removed, while other objects of the profile are. */
    NEVER_REMOVED("never-removed"),

    /** Objects are far older than those that the site removes. */
    OLD("old"),

    /** What is live keeps growing, and nothing else explains it. */
    GROWS("grows");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** The word for it in output. */
    @Override
    public String toString() {
        return text;
    }
}
