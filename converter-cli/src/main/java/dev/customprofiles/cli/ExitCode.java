package dev.customprofiles.cli;

/** What the program tells the shell. */
final class ExitCode {

    /** Done. */
    static final int DONE = 0;

    /** The data was bad, or could not be read or written. */
    static final int FAILED = 1;

    /** The command line was not understood; nothing was read. */
    static final int USAGE = 2;

    /** Done, but the recording is incomplete: what was lost is on stderr. */
    static final int INCOMPLETE = 3;

    /** Done, and there was more than the user allowed. */
    static final int EXCEEDED = 4;

    private ExitCode() {}
}
