package dev.customprofiles.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.agent.ChildProgram.Way;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutorsPresetTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void executorsAndTimersThatWereNotShutDownAreFoundAtTheLineThatMadeThem(Way way) throws Exception {
        Map<String, String> expected = new TreeMap<>();
        for (String line : List.of(
                "fixed",
                "single",
                "cached",
                "scheduled",
                "single scheduled",
                "work stealing",
                "ForkJoinPool",
                "pool",
                "ScheduledThreadPoolExecutor",
                "Timer",
                "named Timer")) {
            expected.put(line, "3/5/2");
        }
        if (Runtime.version().feature() >= 21) {
            expected.put("virtual", "3/5/2");
        }
        Recorded recorded = ChildProgram.oneRound(way, "presets=executors", folder, ExecutorsProgram.class);
        assertEquals(List.of("executors.Open"), recorded.profiles());
        assertEquals(expected, recorded.counts("executors.Open"));
    }
}
