package dev.customprofiles.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingTextTest {

    @ParameterizedTest
    @CsvSource({
        "20 ms, 20000000",
        "20000000 ns, 20000000",
        "1 s, 1000000000",
        "10000000, 10000000",
        "0 ns, 0",
        "everyChunk, -1",
        "150/s, -1",
        "'', -1",
        "999999999999 d, 9223372036854775807"
    })
    void timesAreReadAsJfrAndAsyncProfilerWriteThem(String value, long nanos) {
        assertEquals(nanos, SettingText.nanos(value));
    }
}
