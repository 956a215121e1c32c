package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.Profile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the samples leak stays live to the end, whenever the garbage is collected. */
class SamplesTest {

    @TempDir
    private Path folder;

    /** Runs a sample to its end, and then collects garbage until a weak profile has lost an object to it. */
    static final class CollectedAtTheEnd {

        private CollectedAtTheEnd() {}

        public static void main(String[] arguments) throws Exception {
            switch (arguments[0]) {
                case "blobstore.Open" -> blobstore.Main.main(new String[0]);
                case "connectionpool.Borrowed" -> connectionpool.Main.main(new String[0]);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
            Profile garbage = Profile.builder("garbage").weak().create();
            garbage.add(new Object());
            while (garbage.count() > 0) {
                System.gc();
            }
            System.out.println(Profile.lookup(arguments[0]).orElseThrow().count());
        }
    }

    private void assertKept(String profile, int leaked) throws Exception {
        Path recording = folder.resolve("sample.jfr");
        List<String> printed = ChildJvm.run(
                CollectedAtTheEnd.class, List.of("-XX:StartFlightRecording:filename=" + recording), profile);
        assertEquals(Integer.toString(leaked), printed.get(printed.size() - 1));
        String summary = Cli.run("top", "--profile", profile, recording).err();
        assertTrue(summary.endsWith(": " + leaked + " live from 1 site\n"), summary);
    }

    @Test
    void forgottenBlobsAreKept() throws Exception {
        assertKept("blobstore.Open", 800);
    }

    @Test
    void borrowedConnectionsAreKept() throws Exception {
        assertKept("connectionpool.Borrowed", 40);
    }
}
