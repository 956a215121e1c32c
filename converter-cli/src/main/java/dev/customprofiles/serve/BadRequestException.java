package dev.customprofiles.serve;

/** Thrown for an invalid address. The message is one line for the client, and may repeat its input. */
final class BadRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadRequestException(String message) {
        super(message);
    }
}
