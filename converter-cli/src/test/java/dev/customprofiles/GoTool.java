package dev.customprofiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

    /** Skips the test, which is reported, where Go is not installed. */
    public static void assumeInstalled() throws InterruptedException {
        boolean installed;
        try {
            Process go = new ProcessBuilder("go", "tool", "pprof", "-h")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            go.waitFor();
            installed = true;
        } catch (IOException e) {
            installed = false;
        }
        assumeTrue(installed, "go is not on the PATH: pprof's own reading of our files is not tested");
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
