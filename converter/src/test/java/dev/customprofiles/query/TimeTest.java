package dev.customprofiles.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.live.Question;
import dev.customprofiles.live.Span;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Span DAY = span("2026-11-23T10:00:00.000000001Z", "2026-11-23T14:00:00.500Z");

    private static Span span(String start, String end) {
        return new Span(nanos(start), nanos(end));
    }

    private static long nanos(String instant) {
        Instant parsed = Instant.parse(instant);
        return Math.addExact(Math.multiplyExact(parsed.getEpochSecond(), 1_000_000_000L), parsed.getNano());
    }

    private static long resolve(String text, Span span, ZoneId zone) throws IOException {
        return TimeSyntax.parse(text).resolve(span, zone);
    }

    private static String refusal(String text) {
        return assertThrows(IllegalArgumentException.class, () -> TimeSyntax.parse(text))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource({
        "start, 2026-11-23T10:00:00.000000001Z",
        "+0s, 2026-11-23T10:00:00.000000001Z",
        "+1m30s, 2026-11-23T10:01:30.000000001Z",
        "+1h2m3s, 2026-11-23T11:02:03.000000001Z",
        "+500ms, 2026-11-23T10:00:00.500000001Z",
        "+1.5s, 2026-11-23T10:00:01.500000001Z",
        "+2d, 2026-11-25T10:00:00.000000001Z",
        "+1us2ns, 2026-11-23T10:00:00.000001003Z",
        "+0.9ns, 2026-11-23T10:00:00.000000001Z",
        "-15s, 2026-11-23T13:59:45.500Z",
        "-0s, 2026-11-23T14:00:00.500Z",
        "-1h0.5s, 2026-11-23T13:00:00Z",
        "-1d, 2026-11-22T14:00:00.500Z",
        "0%, 2026-11-23T10:00:00.000000001Z",
        "50%, 2026-11-23T12:00:00.250Z",
        "12.5%, 2026-11-23T10:30:00.062500000Z",
        "100%, 2026-11-23T14:00:00.500Z",
        "13:20, 2026-11-23T13:20:00Z",
        "13:20:15, 2026-11-23T13:20:15Z",
        "13:20:15.1, 2026-11-23T13:20:15.100Z",
        "13:20:15.123456789, 2026-11-23T13:20:15.123456789Z",
        "2026-11-23T13:20, 2026-11-23T13:20:00Z",
        "2026-11-23T13:20:15, 2026-11-23T13:20:15Z",
        "2026-11-23T13:20:15.123, 2026-11-23T13:20:15.123Z",
        "2026-11-23 13:20, 2026-11-23T13:20:00Z",
        "2026-11-23 13:20:15, 2026-11-23T13:20:15Z",
        "2026-11-23 13:20:15.123, 2026-11-23T13:20:15.123Z",
        "2026-11-23 13:20:15+01:00, 2026-11-23T12:20:15Z",
        "2026-11-23T13:20Z, 2026-11-23T13:20:00Z",
        "2026-11-23T13:20:15Z, 2026-11-23T13:20:15Z",
        "2026-11-23T13:20:15.123456789+01:00, 2026-11-23T12:20:15.123456789Z",
        "2026-11-23T13:20:15-05:30, 2026-11-23T18:50:15Z",
        "@1795440015123, 2026-11-23T13:20:15.123Z",
        "@0, 1970-01-01T00:00:00Z",
    })
    void everyFormGivesItsInstant(String text, String expected) throws IOException {
        assertEquals(nanos(expected), resolve(text, DAY, ZoneOffset.UTC));
    }

    @Test
    void theEndIsAfterEveryEventWhateverTheSpan() throws IOException {
        assertEquals(Question.END, resolve("end", DAY, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "+1m", "50%", "0%", "100%"})
    void formsThatCountFromTheStartSaySo(String text) {
        assertTrue(TimeSyntax.parse(text).fromStart());
    }

    @ParameterizedTest
    @ValueSource(strings = {"end", "-15s", "13:20", "2026-11-23T13:20", "2026-11-23T13:20Z", "@1"})
    void otherFormsNeedNoStart(String text) {
        assertFalse(TimeSyntax.parse(text).fromStart());
    }

    @Test
    void localTimesAreOnTheUsersClock() throws IOException {
        assertEquals(nanos("2026-11-23T12:20:15Z"), resolve("13:20:15", DAY, BERLIN));
        assertEquals(nanos("2026-11-23T12:20:15Z"), resolve("2026-11-23T13:20:15", DAY, BERLIN));
        assertEquals(nanos("2026-11-23T13:20:15Z"), resolve("2026-11-23T13:20:15Z", DAY, BERLIN));
    }

    @Test
    void aTimeOfDayIsOnTheLastDayThatHasIt() throws IOException {
        Span threeDays = span("2026-11-20T10:00:00Z", "2026-11-23T09:00:00Z");
        assertEquals(nanos("2026-11-23T08:00:00Z"), resolve("08:00", threeDays, ZoneOffset.UTC));
        assertEquals(nanos("2026-11-22T11:00:00Z"), resolve("11:00", threeDays, ZoneOffset.UTC));
        assertEquals(nanos("2026-11-23T09:00:00Z"), resolve("09:00", threeDays, ZoneOffset.UTC));
    }

    @Test
    void aTimeOfDayMayBeOnTheDayBeforeMidnight() throws IOException {
        Span night = span("2026-11-22T23:50:00Z", "2026-11-23T00:10:00Z");
        assertEquals(nanos("2026-11-22T23:55:00Z"), resolve("23:55", night, ZoneOffset.UTC));
        assertEquals(nanos("2026-11-23T00:05:00Z"), resolve("00:05", night, ZoneOffset.UTC));
        // In Berlin that night is in one day.
        assertEquals(nanos("2026-11-22T23:55:00Z"), resolve("00:55", night, BERLIN));
    }

    @Test
    void aTimeOfDayOutsideTheRecordingNamesTheRangeWithDates() {
        IOException e = assertThrows(IOException.class, () -> resolve("09:30", DAY, BERLIN));
        assertEquals(
                "09:30 is outside the recording, which goes from 2026-11-23T11:00:00.000000001+01:00"
                        + " to 2026-11-23T15:00:00.500000000+01:00",
                e.getMessage());
    }

    @Test
    void anHourThatCameTwiceIsTheOneInTheRecordingOrElseTheLater() throws IOException {
        Span first = span("2026-10-25T00:00:00Z", "2026-10-25T00:59:00Z");
        Span both = span("2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z");
        assertEquals(nanos("2026-10-25T00:30:00Z"), resolve("02:30", first, BERLIN));
        assertEquals(nanos("2026-10-25T01:30:00Z"), resolve("02:30", both, BERLIN));
        assertEquals(nanos("2026-10-25T00:30:00Z"), resolve("2026-10-25T02:30", first, BERLIN));
        assertEquals(nanos("2026-10-25T01:30:00Z"), resolve("2026-10-25T02:30", both, BERLIN));
    }

    @Test
    void anHourThatNeverCameIsWhatClocksThenShowed() throws IOException {
        Span spring = span("2026-03-29T00:00:00Z", "2026-03-29T03:00:00Z");
        assertEquals(nanos("2026-03-29T01:30:00Z"), resolve("02:30", spring, BERLIN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9999-12-31T23:59:59Z",
                "2500-01-01T00:00",
                "@999999999999999999",
                "+106751d",
                "0001-01-01T00:00Z",
                "-106751d"
            })
    void whatIsTooFarAwayToCountStaysOutsideAnyRecording(String text) throws IOException {
        Span late = new Span(nanos("2200-01-01T00:00:00Z"), nanos("2200-01-02T00:00:00Z"));
        Span early = new Span(-nanos("2200-01-02T00:00:00Z"), -nanos("2200-01-01T00:00:00Z"));
        long late1 = resolve(text, late, ZoneOffset.UTC);
        assertFalse(late.contains(late1));
        assertFalse(early.contains(resolve(text, early, ZoneOffset.UTC)));
        assertTrue(late1 != Question.END);
    }

    @Test
    void halfOfTheLongestSpanDoesNotOverflow() throws IOException {
        Span all = new Span(Long.MIN_VALUE, Long.MAX_VALUE - 1);
        assertEquals(-1, resolve("50%", all, ZoneOffset.UTC), 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "90 | a bare number can mean two things: write +90ms for milliseconds after the start, or @90 for milliseconds since 1970",
                "1.5 | a duration needs a sign and a unit: +1.5s from the start, -1.5s from the end",
                "+90 | a duration needs a unit: +90s or +90ms",
                "-15 | a duration needs a unit: -15s or -15ms",
                "15s | a duration needs a sign: +15s from the start, -15s from the end",
                "1h2m | a duration needs a sign: +1h2m from the start, -1h2m from the end",
                "+5x | unknown unit 'x' (has: d, h, m, s, ms, us, ns)",
                "+5S | unknown unit 'S' (has: d, h, m, s, ms, us, ns)",
                "-1m1h | units go from large to small, each once: 1m1h",
                "-1s1s | units go from large to small, each once: 1s1s",
                "+ | not a duration: '' (such as 1h2m3s, 1.5s, 500ms)",
                "+s | not a duration: 's' (such as 1h2m3s, 1.5s, 500ms)",
                "+1h 2m | not a duration: '1h 2m' (such as 1h2m3s, 1.5s, 500ms)",
                "--5s | not a duration: '-5s' (such as 1h2m3s, 1.5s, 500ms)",
                "+1.s | not a duration: '1.s' (such as 1h2m3s, 1.5s, 500ms)",
                "+999999999d | too long: 999999999d",
                "101% | a percentage goes from 0% to 100%, but was 101%",
                "100.01% | a percentage goes from 0% to 100%, but was 100.01%",
                "24:00 | there is no such date or time: 24:00",
                "13:60 | there is no such date or time: 13:60",
                "2026-02-29T12:00 | there is no such date or time: 2026-02-29T12:00",
                "2026-11-23T25:00Z | there is no such date or time: 2026-11-23T25:00Z",
                "2026-11-23T12:00+25:00 | there is no such date or time: 2026-11-23T12:00+25:00",
            })
    void aMistakeIsNamedPrecisely(String text, String expected) {
        assertEquals(expected, refusal(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yesterday",
                "END",
                "-50%x",
                "%",
                "@",
                "@-5",
                "@1.5",
                "1:20",
                "13:20:15,5",
                "13:20:15.",
                "13:20:15.1234567890",
                "2026-11-23",
                "2026-11-23  13:20:15",
                "2026-11-23T13:20:15z",
                "2026-11-23T13:20:15[Europe/Berlin]",
                "٣s"
            })
    void anythingElseIsAnsweredWithTheForms(String text) {
        String refusal = refusal(text);
        assertTrue(
                refusal.startsWith("not a time: '" + text + "' (expected start, end, +1m30s,")
                        || refusal.startsWith("not a duration: "),
                refusal);
    }
}
