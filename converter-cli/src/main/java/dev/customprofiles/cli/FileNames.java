package dev.customprofiles.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Names that no file can have here, since the locale's charset lacks a character of theirs. */
final class FileNames {

    private FileNames() {}

    /** Why a name was refused, if that is why the command line was not understood. */
    static Optional<String> unnamed(ParameterException e) {
        if (e.getCause() instanceof InvalidPathException invalid) {
            return Optional.of(unnamed(invalid));
        }
        // A recording that cannot be named is no parameter to picocli.
        return e instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().stream().flatMap(FileNames::refused).findFirst()
                : Optional.empty();
    }

    private static Stream<String> refused(String name) {
        try {
            Path.of(name);
            return Stream.empty();
        } catch (InvalidPathException e) {
            return Stream.of(unnamed(e));
        }
    }

    static String unnamed(InvalidPathException e) {
        return "the file name " + e.getInput() + " cannot be expressed in the charset of the locale, "
                + System.getProperty("sun.jnu.encoding") + ": set LC_ALL=C.UTF-8";
    }
}
