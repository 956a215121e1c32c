package dev.customprofiles.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Detects file names that are impossible here, because the locale's charset lacks one of their characters. */
final class FileNames {

    private FileNames() {}

    /** Returns why a name was rejected, if that is why the command line is invalid. */
    static Optional<String> unnamed(ParameterException e) {
        if (e.getCause() instanceof InvalidPathException invalid) {
            return Optional.of(unnamed(invalid));
        }
        // To picocli, a recording with an impossible name is not a parameter.
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
