package dev.customprofiles;

import java.util.Locale;

/**
 * When {@code add} captures a stack for the snapshots of later recordings, as set by the system property
 * {@code customprofiles.capture}. The stack that JFR itself puts into the Add event is recorded in every mode.
 */
enum CaptureMode {
    /** The default: an object added before any recording was started appears in a later one with its stack. */
    ALWAYS,
    /** Only while Add events are recorded. */
    RECORDING,
    /** Never: a snapshot then counts objects by class and label only. */
    NEVER;

    private static final CaptureMode CONFIGURED = configured();

    /** Returns whether an object that is being added needs a stack. */
    static boolean wantsStack(Journal journal) {
        return CONFIGURED == ALWAYS || (CONFIGURED == RECORDING && journal.recordsAdds());
    }

    /** An invalid or unreadable property means the default: neither may fail the application. */
    private static CaptureMode configured() {
        try {
            String value = System.getProperty("customprofiles.capture");
            for (CaptureMode mode : values()) {
                if (mode.name().toLowerCase(Locale.ROOT).equals(value)) {
                    return mode;
                }
            }
        } catch (SecurityException forbidden) {
            return ALWAYS;
        }
        return ALWAYS;
    }
}
