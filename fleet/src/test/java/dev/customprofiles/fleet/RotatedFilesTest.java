package dev.customprofiles.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.fleet.RotatedFiles.Alone;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RotatedFilesTest {

    private static final long SECOND = 1_000_000_000L;

    private static Alone file(String name, String jvm, long from, long to) {
        return new Alone(name, List.of(new JvmChunk(jvm, from * SECOND, to * SECOND)));
    }

    private static List<List<String>> groups(List<Alone> files) {
        return RotatedFiles.find(files).stream().map(HostFiles::files).toList();
    }

    @Test
    void filesOfOneJvmAreOneGroupInAnyOrder() {
        List<Alone> files = new ArrayList<>(List.of(
                file("a1", "1 from noon", 0, 60),
                file("a2", "1 from noon", 60, 120),
                file("a3", "1 from noon", 120, 150),
                file("b", "1 from one", 0, 60)));
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(files, new Random(i));
            assertEquals(List.of(List.of("a1", "a2", "a3")), groups(files));
        }
    }

    @Test
    void jvmsEqualInProcessIdAndStartStayApartWhenTheirChunksOverlap() {
        assertEquals(
                List.of(),
                groups(List.of(
                        file("pod-1", "1 from noon", 0, 60),
                        file("pod-2", "1 from noon", 5, 65),
                        file("pod-2b", "1 from noon", 65, 125))));
    }

    @Test
    void aCopyOfAFileAndAnUnfinishedOneBelongToIt() {
        assertEquals(
                List.of(List.of("a", "copy", "unfinished")),
                groups(List.of(
                        file("a", "1 from noon", 0, 60),
                        file("copy", "1 from noon", 0, 60),
                        file("unfinished", "1 from noon", 0, 35))));
    }

    @Test
    void aFileOfTwoJvmsJoinsTheFilesOfBoth() {
        Alone both = new Alone(
                "both",
                List.of(
                        new JvmChunk("1 from noon", 60 * SECOND, 120 * SECOND),
                        new JvmChunk("2 from noon", 60 * SECOND, 120 * SECOND)));
        assertEquals(
                List.of(List.of("a", "b", "both")),
                groups(List.of(file("a", "1 from noon", 0, 60), file("b", "2 from noon", 0, 60), both)));
    }

    @Test
    void filesWithoutAKnownJvmStayAlone() {
        assertEquals(List.of(), groups(List.of(new Alone("a", List.of()), new Alone("b", List.of()))));
    }
}
