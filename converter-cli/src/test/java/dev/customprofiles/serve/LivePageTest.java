package dev.customprofiles.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.LivingJvm;
import dev.customprofiles.page.Chromium;
import dev.customprofiles.process.LiveRecording;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.Subject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a process, in a browser, while the process goes on. */
class LivePageTest {

    @TempDir
    private Path folder;

    @Test
    void thePageOfAProcessGoesOnWithIt() throws Exception {
        assumeTrue(Chromium.find().isPresent(), "no Chromium here");
        try (LivingJvm living = LivingJvm.start(ChildJvm.home());
                Subject subject = LiveRecording.of(living.pid(), List.of(), "test", note -> {});
                ProfileServer server = ProfileServer.start(subject, Shaping.NONE, "localhost", List.of(), 0);
                Chromium browser = Chromium.start(folder)) {
            browser.open("http://localhost:" + server.address().getPort() + "/");
            Chromium.await(
                    "what is live is there", () -> browser.text("#figures").startsWith("7 live"));
            living.tell("open 5");
            Chromium.await("what came is there", () -> browser.text("#figures").startsWith("12 live"));
            living.tell("close 2");
            Chromium.await("what left is not", () -> browser.text("#figures").startsWith("10 live"));
            assertEquals("live", browser.text("#life"));
            living.quit();
            Chromium.await(
                    "the page says that the process has ended",
                    () -> browser.text("#life").equals("the process has ended"));
        }
    }
}
