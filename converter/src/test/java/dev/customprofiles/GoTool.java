package dev.customprofiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program that what we write is written for. */
public final class GoTool {

    private GoTool() {}

    /** Skips the test, which is reported, if Go is not installed. As {@link ExternalPrograms#assumeFound}, on the test's thread. */
    public static void assumeInstalled() {
        ExternalPrograms.assumeFound("go");
    }

    /** What {@code go tool pprof} prints, which must not complain. */
    public static String pprof(Path folder, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("go", "tool", "pprof"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PPROF_TMPDIR", folder.toString());
        builder.environment().put("TZ", "UTC");
        Path errors = folder.resolve("pprof.errors");
        Process process = builder.redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), () -> output);
        assertEquals("", Files.readString(errors));
        return output;
    }
}
