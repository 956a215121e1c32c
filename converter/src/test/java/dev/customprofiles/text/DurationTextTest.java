package dev.customprofiles.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "1, 1ns",
        "1500, 1.5us",
        "500000000, 500ms",
        "1000000000, 1s",
        "15123456789, 15.123456789s",
        "60000000000, 1m",
        "60000000001, 1m0.000000001s",
        "3723000000000, 1h2m3s",
        "176400000000000, 2d1h",
        "9223372036854775807, 106751d23h47m16.854775807s",
    })
    void aDurationReadsAsPeopleWriteIt(long nanos, String text) {
        assertEquals(text, DurationText.of(nanos));
        assertEquals(nanos, DurationText.parse(text));
    }

    @Test
    void whatIsPrintedIsReadBack() {
        Random random = new Random(42);
        for (int i = 0; i < 10_000; i++) {
            long nanos = random.nextLong() >>> (1 + random.nextInt(62));
            assertEquals(nanos, DurationText.parse(DurationText.of(nanos)));
        }
    }
}
