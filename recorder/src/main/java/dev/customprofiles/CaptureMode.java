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

    private static final CaptureMode CONFIGURED = configured(System.getProperty("customprofiles.capture"));

    /** Whether an object that is being added needs a stack. */
    static boolean wantsStack(AddEvent event) {
        return CONFIGURED == ALWAYS || (CONFIGURED == RECORDING && event.isEnabled());
    }

    /** A value that is none counts as the default: the recorder must not fail its host over a typing error. */
    private static CaptureMode configured(String value) {
        for (CaptureMode mode : values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(value)) {
                return mode;
            }
        }
        return ALWAYS;
    }
}
