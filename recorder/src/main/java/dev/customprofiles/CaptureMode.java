package dev.customprofiles;

import java.util.Locale;

/**
 * When adding keeps a stack for the snapshots of later recordings, from the system property {@code
 * customprofiles.capture}. JFR's own stack in the Add event is another matter, and is there in every mode.
 */
enum CaptureMode {
    /** The default: an object added before any recording was started appears in a later one with its stack. */
    ALWAYS,
    /** Only while Add events are recorded. */
    RECORDING,
    /** Never: a snapshot then counts objects by class and label only. */
    NEVER;

    private static final CaptureMode CONFIGURED = configured();

    /** Whether an object that is being added needs a stack. */
    static boolean wantsStack(Journal journal) {
        return CONFIGURED == ALWAYS || (CONFIGURED == RECORDING && journal.recordsAdds());
    }

    /** A value that is none counts as the default, as does one that may not be read: neither may fail the application. */
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
