package dev.customprofiles.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.agent.ChildProgram.Way;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuffersPresetTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void memoryOfBuffersThatAreStillReachableIsFoundAtTheLineThatTookIt(Way way) throws Exception {
        Recorded recorded = ChildProgram.oneRound(way, "presets=buffers", folder, BuffersProgram.class);
        assertEquals(List.of("buffers.Direct"), recorded.profiles());
        assertEquals(Map.of("direct", "3/5/0"), recorded.counts("buffers.Direct"));
        assertEquals(Map.of("direct", 3000L), recorded.weights("buffers.Direct"));
    }
}
