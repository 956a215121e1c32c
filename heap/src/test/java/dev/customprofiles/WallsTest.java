package dev.customprofiles;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WallsTest {

    @Test
    void packagesUseWhatTheArchitectureSays() throws Exception {
        Walls.assertKept(Path.of("target/classes"), Path.of("../ARCHITECTURE.md"));
    }
}
