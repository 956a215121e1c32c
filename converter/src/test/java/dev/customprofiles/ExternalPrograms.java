package dev.customprofiles;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** External programs that tests run, found where the operating system will look for them: on the PATH. */
public final class ExternalPrograms {

    private ExternalPrograms() {}

    /** The first of these programs that is on the PATH, by the order of the names; empty if none is. */
    public static Optional<Path> find(String... names) {
        List<String> folders = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .filter(folder -> !folder.isEmpty())
                .toList();
        return Stream.of(names)
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /**
     * Skips the test, which is reported, if one of these programs is not on the PATH. Only the thread that runs the test can
     * skip it: on another one the assumption is an error.
     */
    public static void assumeFound(String... names) {
        for (String name : names) {
            assumeTrue(find(name).isPresent(), () -> name + " is not on the PATH");
        }
    }
}
