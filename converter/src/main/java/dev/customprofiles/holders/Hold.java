package dev.customprofiles.holders;

/** How an object is held, the firmest first. An object that is held in several ways counts as the firmest. */
public enum Hold {
    /** By ordinary references from a class, a thread, or native code. */
    STRONG("strong"),

    /** By local variables of a running method or by a busy monitor only, so perhaps not for long. */
    STACK("stack"),

    /** By soft references only: the JVM drops them before it runs out of memory. */
    SOFT("soft"),

    /** By the JVM only, until its finalizer has run. */
    FINALIZER("finalizer"),

    /** By nobody: at most weak or phantom references lead to it, and it waits to be collected. */
    NOBODY("nobody"),

    /** It was collected, and was never removed from its profile. */
    COLLECTED("collected");

    private final String word;

    Hold(String word) {
        this.word = word;
    }

    /** Returns whether a path of references leads to such an object. */
    public boolean hasPath() {
        return this != NOBODY && this != COLLECTED;
    }

    /** The word for it in output. */
    @Override
    public String toString() {
        return word;
    }
}
