package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.LateRecording;
import dev.customprofiles.cli.Cli.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recording that was started when the leak was there already, and the options that choose among its objects. */
class LateRecordingTest {

    private static final String LEASE = "dev.customprofiles.LateRecording.lease";
    private static final String RECORD = "dev.customprofiles.LateRecording.record";

    @TempDir
    static Path folder;

    private static Path late;

    @BeforeAll
    static void record() throws Exception {
        late = folder.resolve("late.jfr");
        ChildJvm.run(LateRecording.class, List.of(), late);
    }

    @Test
    void whatWasAddedBeforeTheRecordingIsThereWithItsStack() {
        Result top = Cli.run("top", late);
        assertEquals(0, top.exitCode(), top.err());
        assertTrue(top.out().contains("         6 60.00% 60.00%          6 60.00%          0  " + LEASE), top.out());
        assertTrue(top.out().contains("         3 30.00% 90.00%         10   100%          0  " + RECORD), top.out());
    }

    @Test
    void atTheStartThereIsEverythingThatWasLiveThen() {
        Result top = Cli.run("top", "--at", "start", late);
        assertTrue(top.out().contains("         5 62.50% 62.50%          5 62.50%  " + LEASE), top.out());
    }

    @Test
    void weightsAreShownInTheProfilesUnit() {
        Result text = Cli.run("top", "--label", "old", late);
        assertTrue(text.err().contains("4 live"), text.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--label=old|4",
                "--label=new|2",
                "--label=^o.d$|4",
                "--class=Handle|3",
                "--class=java.lang|7",
                "--label=none|0",
                "--min-age=1h|0",
                "--max-age=1h|10",
                "--min-age=0s|10",
                "--thread=leaker|3",
                "--thread=main|0",
                "--collected|1",
                "--reachable|9",
            })
    void optionsChooseAmongTheObjects(String option, int live) {
        Result top = Cli.run("top", option, late);
        assertEquals(0, top.exitCode(), top.err());
        assertTrue(top.err().contains(": " + live + " live from"), top.err());
    }

    @Test
    void anAgeThatTheRecordingKnowsRoughlyIsSaidToBe() {
        Result list = Cli.run("list", late);
        assertTrue(list.out().contains("late.Lease"), list.out());
        Result top = Cli.run("-o", folder.resolve("rough.txt"), "--thread", ".", late);
        assertEquals(0, top.exitCode(), top.err());
    }

    @Test
    void theCollectedObjectsAreShownWithTheMethodThatAddedThem() {
        Result top = Cli.run("top", "--collected", "--min-age", "0s", late);
        assertEquals(0, top.exitCode(), top.err());
        assertTrue(top.out().contains("dev.customprofiles.LateRecording.drop"), top.out());
        assertTrue(top.err().contains(": 1 live from 1 site, 1 collected"), top.err());
    }

    @Test
    void objectsAreCollectedOrReachableNotBoth() {
        Result refused = Cli.run("top", "--collected", "--reachable", late);
        assertEquals(2, refused.exitCode());
        assertEquals(1, refused.err().lines().count(), refused.err());
    }

    @ParameterizedTest
    @CsvSource({"--min-age,soon", "--max-age,-5", "--label,[", "--class,(", "--thread,*"})
    void whatIsNoDurationOrPatternIsRefused(String option, String value) {
        Result refused = Cli.run("top", option + "=" + value, late);
        assertEquals(2, refused.exitCode(), refused.err());
        assertEquals(1, refused.err().lines().count(), refused.err());
    }
}
