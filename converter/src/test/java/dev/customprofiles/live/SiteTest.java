package dev.customprofiles.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SiteTest {

    private static final Frame OPEN = Frame.of("blobstore.Store", "open", 42);
    private static final Frame MAIN = Frame.of("app.Main", "main", 7);

    private static String signature(String label, Frame... frames) {
        return new Site(List.of(frames), label, "blobstore.Blob", null).signature("blobstore.Open");
    }

    @Test
    void aSignatureStaysTheSameInTheNextBuildAndTheNextRun() {
        // Lists of known sites are kept in files, so it may never change. Computed with Python's hashlib.
        assertEquals("68a9b02118ba9d90", signature("eu", OPEN, MAIN));
        assertEquals(
                signature("eu", OPEN, MAIN),
                signature("eu", Frame.of("blobstore.Store", "open", 57), Frame.of("app.Main", "main", 9)));
        assertEquals(
                signature(null, Frame.of("app.Main$$Lambda$14", "run", 1)),
                signature(null, Frame.of("app.Main$$Lambda$2", "run", 1)));
        Site site = new Site(List.of(OPEN, MAIN), "eu", "blobstore.Blob", null);
        assertEquals(
                site.signature("blobstore.Open"),
                new Site(List.of(OPEN, MAIN), "eu", "other.Class", "main", true).signature("blobstore.Open"));
    }

    @Test
    void anotherProfileStackOrLabelIsAnotherSignature() {
        String signature = signature("eu", OPEN, MAIN);
        assertNotEquals(signature, signature("us", OPEN, MAIN));
        assertNotEquals(signature, signature(null, OPEN, MAIN));
        assertNotEquals(signature, signature("eu", MAIN, OPEN));
        assertNotEquals(signature, signature("eu", OPEN));
        assertNotEquals(signature(null, OPEN), signature("", OPEN));
        Site site = new Site(List.of(OPEN, MAIN), "eu", "blobstore.Blob", null);
        assertNotEquals(signature, site.signature("blobstore.Opened"));
    }
}
