package dev.customprofiles.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.customprofiles.Profile;
import dev.customprofiles.agent.ChildProgram.Way;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Classes that are not simply on the class path, and threads that are not simply threads. */
class LoadersTest {

    private static final String LEASES = "profile rules.Lease: open " + Library.class.getName()
            + "$Lessor.lease -> return; close " + Library.class.getName() + "$Lease+.end -> this";

    @TempDir
    private Path folder;

    private Recorded oneRound(Way way, Path rules, List<String> options) throws Exception {
        List<String> all = new ArrayList<>();
        if (way == Way.AT_THE_START) {
            all.add(ChildProgram.agent("rules=" + rules));
        }
        all.addAll(options);
        try (ChildProgram program = ChildProgram.start(folder, all)) {
            if (way == Way.ATTACHED) {
                program.round();
                program.attach("rules=" + rules);
            }
            program.round();
            return program.recorded();
        }
    }

    @ParameterizedTest
    @EnumSource
    void applicationsWithARecorderOfTheirOwnAreInOneRecordingWithTheAgents(Way way) throws Exception {
        Path rules = Files.writeString(folder.resolve("own.rules"), LEASES);
        Recorded recorded = oneRound(
                way,
                rules,
                List.of(
                        "-Dclasses="
                                + TenantProgram.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation(),
                        "-Drecorder="
                                + Profile.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation(),
                        "-cp",
                        ChildProgram.classPath(),
                        LoadersProgram.class.getName()));
        assertEquals(List.of("rules.Lease", "tenant.Own"), recorded.profiles());
        assertEquals(Map.of("room", "8/12/4"), recorded.counts("rules.Lease"));
        int rounds = way == Way.ATTACHED ? 2 : 1;
        assertEquals(Map.of("own", 8 * rounds + "/" + 12 * rounds + "/" + 4 * rounds), recorded.counts("tenant.Own"));
    }

    @ParameterizedTest
    @EnumSource
    void aNamedModuleIsWatchedThatReadsNothingOfOurs(Way way) throws Exception {
        Path source = Files.createDirectories(folder.resolve("src/rooms"));
        Files.writeString(folder.resolve("src/module-info.java"), "module rooms {}");
        Files.writeString(source.resolve("Rooms.java"), """
                package rooms;
                public final class Rooms {
                    private static final java.util.List<Object> HELD = new java.util.ArrayList<>();
                    static final class Room {
                        void leave() {}
                    }
                    public static void main(String[] arguments) throws java.io.IOException {
                        while (System.in.read() >= 0) {
                            for (int i = 0; i < 5; i++) {
                                Room room = new Room();
                                if (i < 2) room.leave(); else HELD.add(room);
                            }
                            System.out.println("done");
                        }
                    }
                }
                """);
        Path modules = folder.resolve("modules");
        StringWriter said = new StringWriter();
        int code = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        new PrintWriter(said),
                        new PrintWriter(said),
                        "-g",
                        "-d",
                        modules.toString(),
                        folder.resolve("src/module-info.java").toString(),
                        source.resolve("Rooms.java").toString());
        assertEquals(0, code, said.toString());
        Path rules = Files.writeString(
                folder.resolve("own.rules"),
                "profile rooms.Open: open rooms.Rooms$Room.<init> -> this; close rooms.Rooms$Room.leave -> this");
        // jcmd cannot load an agent where nothing has asked for the module of agents.
        Recorded recorded = oneRound(
                way,
                rules,
                List.of("--add-modules", "java.instrument", "-p", modules.toString(), "-m", "rooms/rooms.Rooms"));
        assertEquals(
                Map.of("rooms.Rooms.main:10", 3L),
                recorded.live(
                        "rooms.Open",
                        site -> site.frames().get(1).function() + ":"
                                + site.frames().get(1).line()));
    }

    @ParameterizedTest
    @EnumSource
    void whatVirtualThreadsOpenIsFound(Way way) throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "no virtual threads");
        Path rules = Files.writeString(folder.resolve("own.rules"), LEASES);
        Recorded recorded =
                oneRound(way, rules, List.of("-cp", ChildProgram.classPath(), VirtualThreadsProgram.class.getName()));
        assertEquals(Map.of("room", "600/1000/400"), recorded.counts("rules.Lease"));
    }
}
