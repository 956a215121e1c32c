package dev.customprofiles.cli;

import dev.customprofiles.text.LineWidth;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The program, run inside the test. */
final class Cli {

    record Result(int exitCode, byte[] bytes, String err) {

        String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private Cli() {}

    /** Runs it with the arguments' texts, standard output being a pipe. */
    static Result run(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Result result = runInto(new Stdout(out, false), args);
        return new Result(result.exitCode, out.toByteArray(), result.err);
    }

    static Result runOnTerminal(LineWidth width, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Result result = runInto(new Stdout(out, width), args);
        return new Result(result.exitCode, out.toByteArray(), result.err);
    }

    static Result runOnTerminal(Object... args) {
        return runInto(new Stdout(new ByteArrayOutputStream(), true), args);
    }

    /** Runs it with a standard output that may fail. */
    static Result runInto(OutputStream out, Object... args) {
        return runInto(new Stdout(out, false), args);
    }

    private static Result runInto(Stdout out, Object... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] texts = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        int exitCode = Main.run(texts, out, err);
        return new Result(exitCode, new byte[0], err.toString(StandardCharsets.UTF_8));
    }
}
