package dev.customprofiles.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.profile.SampleType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTextTest {

    @ParameterizedTest
    @CsvSource({
        "nanoseconds, 0, 0",
        "nanoseconds, 999, 999ns",
        "nanoseconds, 1500, 1.50us",
        "nanoseconds, 20000000, 20ms",
        "nanoseconds, 1200000000, 1.20s",
        "nanoseconds, 90000000000, 1.50mins",
        "nanoseconds, 9000000000000, 2.50hrs",
        "nanoseconds, 172800000000000, 2days",
        "bytes, 1023, 1023B",
        "bytes, 1536, 1.50kB",
        "bytes, 5368709120, 5GB",
        "count, 1234567, 1234567",
        "permits, 5, 5",
    })
    void valuesAreScaledAsPprofDoes(String unit, long value, String text) {
        assertEquals(text, ValueText.scaled(value, new SampleType("x", unit)));
    }

    @ParameterizedTest
    @CsvSource({"nanoseconds, 1200000000, 1.2s", "bytes, 1536, 1536 bytes", "count, 7, 7", "permits, 5, 5 permits"})
    void exactValuesKeepAllOfIt(String unit, long value, String text) {
        assertEquals(text, ValueText.exact(value, new SampleType("x", unit)));
    }
}
