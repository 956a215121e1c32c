package dev.customprofiles.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.customprofiles.live.Site;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

/** OpenTelemetry's agent rewrites data sources, connections and executors too. */
class OtherAgentTest {

    private static final List<String> QUIET = List.of(
            "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none",
            "-Dotel.javaagent.logging=none");

    @TempDir
    private Path folder;

    private static String openTelemetry() {
        return "-javaagent:"
                + Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> entry.contains("opentelemetry-javaagent"))
                        .findFirst()
                        .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void connectionsAreFoundWithOpenTelemetrysAgentBeforeAndAfterOurs(boolean isOursFirst) throws Exception {
        String ours = ChildProgram.agent("presets=jdbc,files,sockets,executors");
        List<String> options = new ArrayList<>(QUIET);
        options.addAll(isOursFirst ? List.of(ours, openTelemetry()) : List.of(openTelemetry(), ours));
        try (ChildProgram program = ChildProgram.start(
                folder, JdbcProgram.class, options, HikariDataSource.class, JdbcDataSource.class, Logger.class)) {
            program.round();
            assertTrue(program.jcmd("GC.class_histogram").contains(" io.opentelemetry.javaagent."));
            Recorded recorded = program.recorded();
            Map<String, String> counts = recorded.counts("jdbc.Connection");
            for (String line : List.of("borrowed", "plain", "DriverManager", "DriverManager with a user")) {
                assertEquals("3/5/2", counts.get(line), line);
            }
            Map<String, Long> byLabel = recorded.live("jdbc.Connection", Site::label);
            assertEquals(3, byLabel.get("HikariDataSource orders"));
            assertEquals(3, byLabel.get("JdbcDataSource"));
            assertEquals(6, byLabel.get("DriverManager"));
        }
    }
}
