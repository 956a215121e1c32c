package dev.customprofiles.cli;

import dev.customprofiles.query.Nearest;
import dev.customprofiles.query.QueryException;
import dev.customprofiles.query.QueryException.Part;
import dev.customprofiles.writer.IoReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns any exception into one line and an exit code. */
final class Failures {

    private final Streams streams;
    private final boolean stackTraces;

    Failures(Streams streams, boolean stackTraces) {
        this.streams = streams;
        this.stackTraces = stackTraces;
    }

    void install(CommandLine commandLine) {
        commandLine.setParameterExceptionHandler((e, args) -> misused(e));
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    }

    private int misused(ParameterException e) {
        Optional<String> unnamed = FileNames.unnamed(e);
        trace(e);
        if (unnamed.isPresent()) {
            streams.fail(unnamed.get());
            return ExitCode.FAILED;
        }
        streams.fail(firstLine(usageMessage(e)));
        return ExitCode.USAGE;
    }

    private static String usageMessage(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            CommandSpec command = e.getCommandLine().getCommandSpec();
            String option = unmatched.getUnmatched().get(0).split("=", 2)[0];
            return "unknown option '" + option + "', "
                    + Nearest.to(option, command.optionsMap().keySet())
                            .map(known -> "did you mean '" + known + "'?")
                            .orElse("see '" + command.qualifiedName() + " --help'");
        }
        return IoReason.lowerFirst(e.getMessage());
    }

    /** Handles errors too: a recording too large for the heap deserves a message, not a stack trace. */
    int failed(Throwable e) {
        if (e instanceof Stdout.ClosedByReader) {
            return ExitCode.DONE;
        }
        trace(e);
        streams.fail(firstLine(message(e)));
        return e instanceof QueryException query && query.kind() == QueryException.Kind.MISUSE
                ? ExitCode.USAGE
                : ExitCode.FAILED;
    }

    private static String message(Throwable e) {
        if (e instanceof UncheckedIOException unchecked) {
            return message(unchecked.getCause());
        }
        if (e instanceof QueryException query) {
            return query.message(Failures::option);
        }
        if (e instanceof IOException io) {
            return IoReason.withFile(io);
        }
        if (e instanceof InvalidPathException path) {
            return FileNames.unnamed(path);
        }
        if (e instanceof OutOfMemoryError) {
            return "out of memory; give the JVM more, such as -J-Xmx4g";
        }
        return "unexpected " + e + " (--stacktrace shows where)";
    }

    private static String option(Part part) {
        return part == Part.LISTING ? "'jfr2pprof list'" : "--" + part.word();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private void trace(Throwable e) {
        if (stackTraces) {
            e.printStackTrace(streams.err());
            streams.err().flush();
        }
    }
}
