package dev.customprofiles.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.query.QueryException;
import dev.customprofiles.query.QueryException.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of failure has its status and one line. */
class FailureTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new BadRequestException("not a time: '--at'"), 400, "not a time: '--at'"),
                Arguments.of(
                        QueryException.misuse("%s has to be before %s", Part.FROM, Part.TO),
                        400,
                        "from has to be before to"),
                Arguments.of(new IOException("Process 1 has ended"), 500, "process 1 has ended"),
                Arguments.of(new IOException("two\nlines"), 500, "two\ufffdlines"),
                Arguments.of(new IOException(), 500, "IOException"),
                Arguments.of(new AccessDeniedException("app.jfr"), 500, "app.jfr: permission denied"),
                Arguments.of(
                        new UncheckedIOException(new AccessDeniedException("app.jfr")),
                        500,
                        "app.jfr: permission denied"),
                Arguments.of(
                        new IllegalArgumentException("x"), 500, "unexpected java.lang.IllegalArgumentException: x"),
                Arguments.of(new StackOverflowError(), 500, "unexpected java.lang.StackOverflowError"),
                Arguments.of(new SingleFlight.Overload("too many questions"), 503, "too many questions"),
                Arguments.of(new OutOfMemoryError("Java heap space"), 503, "out of memory"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void eachFailureHasItsStatusAndALine(Throwable cause, int status, String line) {
        Reply reply = Failure.reply(cause);
        assertEquals(status, reply.status());
        assertEquals(line + "\n", new String(reply.body(), StandardCharsets.UTF_8));
    }
}
