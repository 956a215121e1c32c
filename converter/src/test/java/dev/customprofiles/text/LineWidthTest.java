package dev.customprofiles.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LineWidthTest {

    @Test
    void aNameThatDoesNotFitKeepsItsStartAndMoreOfItsEnd() {
        LineWidth line = new LineWidth(20);
        assertEquals("blobstore.Main.main", line.shortened("blobstore.Main.main", 1));
        assertEquals("blobs…re.Main.main", line.shortened("blobstore.store.Main.main", 2));
        assertEquals("blo…ain.main", line.shortened("blobstore.Main.main", 1000));
        assertEquals("blobstore.Main.main", LineWidth.UNLIMITED.shortened("blobstore.Main.main", 1000));
    }

    @Test
    void aCharacterOfTwoUnitsIsNotCut() {
        assertEquals("🐕".repeat(6) + "…" + "🐕".repeat(13), new LineWidth(20).shortened("🐕".repeat(21), 0));
        assertEquals("🐕".repeat(20), new LineWidth(20).shortened("🐕".repeat(20), 0));
    }

    @Test
    void textIsWrappedAtSpacesOnly() {
        LineWidth line = new LineWidth(20);
        assertEquals("20 characters a line", line.wrapped("20 characters a line", 2));
        assertEquals("one two three four\n  five six", line.wrapped("one two three four five six", 2));
        assertEquals("/a/path/that/is/too/long\n  is kept", line.wrapped("/a/path/that/is/too/long is kept", 2));
        assertEquals("all on one line", LineWidth.UNLIMITED.wrapped("all on one line", 2));
    }

    @Test
    void colourTakesNoRoom() {
        String bold = "\u001b[1mone two\u001b[0m";
        assertEquals(bold + " three four\n  five six", new LineWidth(20).wrapped(bold + " three four five six", 2));
    }
}
