package dev.customprofiles.agent;

/** An option or a rule that cannot be understood. The message is one line for the user. */
final class BadOption extends Exception {

    private static final long serialVersionUID = 1L;

    BadOption(String message) {
        super(message);
    }
}
