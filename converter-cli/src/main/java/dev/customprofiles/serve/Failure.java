package dev.customprofiles.serve;

import dev.customprofiles.query.QueryException;
import dev.customprofiles.query.QueryException.Part;
import dev.customprofiles.writer.IoReason;
import dev.customprofiles.writer.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Says whose failure it is that there is no answer. */
enum Failure {
    /** The asker's: the address is not understood, contradicts itself, or means an instant that cannot be answered. */
    ASKER(400),
    /** A profile that the recording does not have. */
    NOT_THERE(404),
    /** Ours: the recording cannot be read, the process has ended, or there is a mistake in the program. */
    OURS(500),
    /** More than the server takes on. The same request may be answered later, or when less is asked for. */
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

    /** The answer to a request that failed: one line, two for a profile that is not there, as in Go. */
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
