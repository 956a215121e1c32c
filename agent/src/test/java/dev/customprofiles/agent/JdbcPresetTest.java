package dev.customprofiles.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.customprofiles.agent.ChildProgram.Way;
import dev.customprofiles.live.Site;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;

/** A pool of connections, HikariCP, and a database, H2. */
class JdbcPresetTest {

    private static final String CONNECTIONS = "jdbc.Connection";

    @TempDir
    private Path folder;

    private Recorded recorded(Way way, String presets) throws Exception {
        return ChildProgram.oneRound(
                way,
                "presets=" + presets,
                folder,
                JdbcProgram.class,
                HikariDataSource.class,
                JdbcDataSource.class,
                Logger.class);
    }

    @ParameterizedTest
    @EnumSource
    void connectionsThatWereForgottenAreFoundAtTheLineThatTookThemAndTheirLabelSaysFromWhere(Way way) throws Exception {
        Recorded recorded = recorded(way, "jdbc");
        assertEquals(List.of(CONNECTIONS), recorded.profiles());
        Map<String, String> counts = new TreeMap<>(recorded.counts(CONNECTIONS));
        counts.keySet().removeIf(line -> line.startsWith("com.zaxxer.hikari.")); // physical ones: threads of the pool
        assertEquals(
                Map.of(
                        "borrowed", "3/5/2",
                        "plain", "3/5/2",
                        "DriverManager", "3/5/2",
                        "DriverManager with a user", "3/5/2",
                        "aborted", "0/5/5",
                        "with statements", "0/5/5"),
                counts);
        Map<String, Long> byLabel = recorded.live(CONNECTIONS, Site::label);
        Map<String, Long> byLabelAndLine =
                recorded.live(CONNECTIONS, site -> site.label() + " " + Recorded.line(site.frames()));
        assertEquals(3, byLabel.get("HikariDataSource orders"));
        assertEquals(3, byLabelAndLine.get("HikariDataSource orders borrowed"));
        assertEquals(3, byLabel.get("JdbcDataSource"));
        assertEquals(6, byLabel.get("DriverManager"));
        assertEquals(4, byLabel.size(), byLabel.toString());
        if (way == Way.AT_THE_START) {
            assertTrue(byLabel.get("DriverDataSource") >= 3, byLabel.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void statementsAndResultSetsThatWereForgottenAreFoundAtTheLineThatTookThem(Way way) throws Exception {
        Recorded recorded = recorded(way, "jdbc-statements");
        assertEquals(List.of("jdbc.ResultSet", "jdbc.Statement"), recorded.profiles());
        assertEquals(Map.of("results", "3/5/2", "other results", "3/5/2"), recorded.counts("jdbc.ResultSet"));
        Map<String, String> statements = new TreeMap<>(recorded.counts("jdbc.Statement"));
        assertEquals("3/5/2", statements.remove("statement"));
        assertEquals("3/5/2", statements.remove("prepared"));
        assertEquals("6/10/4", statements.remove("borrowed statement"), "the pool's and the driver's");
        assertEquals(Map.of(), statements);
    }
}
