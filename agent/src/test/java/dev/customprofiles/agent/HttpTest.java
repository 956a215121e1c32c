package dev.customprofiles.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.agent.ChildProgram.Way;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void serversThatWereNotStoppedAreFoundAndClientsWork(Way way) throws Exception {
        Recorded recorded = ChildProgram.oneRound(way, "presets=files,sockets,executors", folder, HttpProgram.class);
        assertEquals(Map.of("client", "1/1/0", "server", "3/5/2"), recorded.counts("executors.Open"));
        assertEquals(Map.of(), recorded.live("files.Open"), "answers were written to files");
        Map<String, String> sockets = recorded.counts("sockets.Open");
        assertEquals("3/5/2", sockets.get("server"));
        // Threads of the client close the connections of servers that are gone, in their own time.
        assertTrue(sockets.get("send").matches("[345]/5/[012]"), sockets.toString());
    }
}
