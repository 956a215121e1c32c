package dev.customprofiles.serve;

/** An address that is not understood. The message is one line for the asker, and may repeat what was asked. */
final class BadRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadRequestException(String message) {
        super(message);
    }
}
