package dev.customprofiles;

/** Ends the agent's copy of the recorder. In the recorder's package, because applications have no use for that. */
public final class Retirement {

    private Retirement() {}

    /** Writes no more events and no more snapshots. What is live is reported as unknown from now on. */
    public static void retire() {
        Profiles.end();
    }
}
