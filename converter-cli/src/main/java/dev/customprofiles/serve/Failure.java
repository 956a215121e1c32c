package dev.customprofiles.serve;

import dev.customprofiles.query.QueryException;
import dev.customprofiles.query.QueryException.Part;
import dev.customprofiles.writer.IoReason;
import dev.customprofiles.writer.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The kinds of failures, by who is responsible. */
enum Failure {
    /** The client: the address is invalid, contradicts itself, or names an instant that is not recorded. */
    ASKER(400),
    /** A profile that the recording does not have. */
    NOT_THERE(404),
    /** The server: the recording cannot be read, the process has ended, or the program has a bug. */
    OURS(500),
    /** Overload: the same request, or a smaller one, may succeed later. */
    TOO_MUCH(503);

    private final int status;

    Failure(int status) {
        this.status = status;
    }

    static Failure of(Throwable cause) {
        if (cause instanceof QueryException query) {
            return query.kind() == QueryException.Kind.UNKNOWN ? NOT_THERE : ASKER;
        }
        if (cause instanceof BadRequestException) {
            return ASKER;
        }
        return cause instanceof SingleFlight.Overload || cause instanceof OutOfMemoryError ? TOO_MUCH : OURS;
    }

    /** Returns the reply to a failed request: one line, or two for an unknown profile, as in Go. */
    static Reply reply(Throwable cause) {
        Failure failure = of(cause);
        return Reply.error(
                failure.status, (failure == NOT_THERE ? "Unknown profile\n" : "") + Printable.of(message(cause)));
    }

    private static String message(Throwable cause) {
        if (cause instanceof QueryException query) {
            return query.message(part -> part == Part.LISTING ? "/debug/pprof/" : part.word());
        }
        if (cause instanceof BadRequestException) {
            return cause.getMessage();
        }
        if (cause instanceof UncheckedIOException unchecked) {
            return message(unchecked.getCause());
        }
        if (cause instanceof IOException io) {
            return IoReason.withFile(io);
        }
        return cause instanceof OutOfMemoryError ? "out of memory" : "unexpected " + cause;
    }
}
