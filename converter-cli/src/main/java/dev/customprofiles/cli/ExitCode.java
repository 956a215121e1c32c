package dev.customprofiles.cli;

/** The exit codes of the program. */
final class ExitCode {

    /** Done. */
    static final int DONE = 0;

    /** The data is bad, or cannot be read or written. */
    static final int FAILED = 1;

    /** The command line is invalid; nothing was read. */
    static final int USAGE = 2;

    /** Done, but the recording is incomplete; the losses are on stderr. */
    static final int INCOMPLETE = 3;

    /** Done, but a limit of the user was exceeded. */
    static final int EXCEEDED = 4;

    private ExitCode() {}
}
