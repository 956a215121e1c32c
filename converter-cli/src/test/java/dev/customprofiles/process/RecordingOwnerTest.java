package dev.customprofiles.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordingOwnerTest {

    private static final RecordingOwner SELF = RecordingOwner.current();

    private static RecordingOwner gone() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return new RecordingOwner(process.pid(), SELF.start(), SELF.namespace());
    }

    @Test
    void aNameTellsItsOwner() {
        assertEquals(Optional.of(SELF), RecordingOwner.of(SELF.recording()));
        assertEquals(
                Optional.of(new RecordingOwner(12, 34, 4026531836L)), RecordingOwner.of("jfr2pprof-12-34-4026531836"));
    }

    @Test
    void othersHaveNoOwner() {
        assertEquals(Optional.empty(), RecordingOwner.of("theirs"));
        assertEquals(Optional.empty(), RecordingOwner.of("jfr2pprof-12"));
        assertEquals(Optional.empty(), RecordingOwner.of("jfr2pprof-12-34-5x"));
    }

    @Test
    void onlyWhatHasCertainlyEndedIsGone() throws Exception {
        assertFalse(SELF.isGone());
        assertTrue(gone().isGone());
        assertTrue(new RecordingOwner(SELF.pid(), SELF.start() + 1, SELF.namespace()).isGone(), "the id is used again");
        assertFalse(new RecordingOwner(SELF.pid(), 0, SELF.namespace()).isGone(), "it is not known when it started");
    }

    @Test
    void inAnotherNamespaceAnIdSaysNothing() throws Exception {
        assertFalse(new RecordingOwner(gone().pid(), 1, SELF.namespace() + 1).isGone());
    }
}
