package dev.customprofiles.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.agent.ChildProgram.Way;
import jakarta.annotation.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Web applications, each with its own class loader and copies of classes. */
class TomcatTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whatWebApplicationsForgetIsFoundAndThoseThatAreUndeployedCanBeCollected(Way way) throws Exception {
        String library = Library.class.getName();
        Path rules = Files.writeString(
                folder.resolve("own.rules"),
                "profile rules.Lease: open " + library + "$Lessor.lease -> return label this; close " + library
                        + "$Lease+.end -> this");
        String options = "presets=files,rules=" + rules;
        List<String> jvmOptions = new ArrayList<>(List.of("-Dclasses="
                + ServletProgram.class.getProtectionDomain().getCodeSource().getLocation()));
        if (way == Way.AT_THE_START) {
            jvmOptions.add(ChildProgram.agent(options));
        }
        try (ChildProgram program =
                ChildProgram.start(folder, TomcatProgram.class, jvmOptions, Tomcat.class, Resource.class)) {
            if (way == Way.ATTACHED) {
                program.round();
                program.attach(options);
            }
            program.round();
            Recorded recorded = program.recorded();
            assertEquals("9/15/6", recorded.counts("files.Open").get("file"));
            assertEquals(Map.of("room", "9/15/6"), recorded.counts("rules.Lease"));
            assertEquals(
                    Map.of("Lessor /third true", 3L, "Lessor /north false", 3L, "Lessor /south false", 3L),
                    recorded.live("rules.Lease", site -> site.label() + " " + site.collected()));
        }
    }
}
