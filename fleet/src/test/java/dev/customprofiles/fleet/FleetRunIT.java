package dev.customprofiles.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.replay.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's jar as users start it, behind Spark's own jars. */
class FleetRunIT {

    @TempDir
    private Path folder;

    private Process start(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Path.of("run").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", ChildJvm.home().toString());
        builder.environment().put("FLEET_JAVA_OPTIONS", "-Dspark.ui.enabled=false -Xmx1g");
        return builder.start();
    }

    private Path dumps() throws Exception {
        Path file = folder.resolve("churn.jfr");
        ChildJvm.run(Scenario.class, List.of("-XX:StartFlightRecording:filename=" + file), "churn");
        for (int pod = 1; pod <= 12; pod++) {
            Path copy = folder.resolve("dumps/pod-" + pod + "/churn.jfr");
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        return folder.resolve("dumps");
    }

    @Test
    void theJobRunsBehindSparksJarsAndOneThatIsKilledLeavesNoTable() throws Exception {
        Path dumps = dumps();
        Path out = folder.resolve("out");
        Process killed = start(dumps.toString(), "--out", out.toString());
        killed.getOutputStream().close();
        while (killed.isAlive() && unfinished().isEmpty()) {
            Thread.sleep(5);
        }
        killed.destroyForcibly().waitFor();
        assertFalse(Files.exists(out), "killed before the end");

        Process whole = start(dumps.toString(), "--out", out.toString(), "--format", "json", "--host-label");
        String text = new String(whole.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(whole.waitFor(1, TimeUnit.MINUTES));
        assertEquals(0, whole.exitValue(), text);
        assertTrue(text.contains("12 files of 12 hosts, 12 JVMs with live objects; 0 files not read whole"), text);
        assertTrue(Files.exists(out.resolve("live/_SUCCESS")));
        assertTrue(Files.exists(out.resolve("profiles/scenario.Churn.pb.gz")));
    }

    private List<Path> unfinished() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("_unfinished-"))
                    .toList();
        }
    }
}
