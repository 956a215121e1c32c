package dev.customprofiles.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.customprofiles.Json;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's scripts that need no page, each run by itself. */
class ScriptTest {

    @TempDir
    private static Path folder;

    private static Chromium browser;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        assumeTrue(Chromium.find().isPresent(), "no Chromium here");
        browser = Chromium.start(folder);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static String text(String script) throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(script)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What an expression comes to, as JSON, where only that script runs. */
    private static String in(String script, String expression) throws IOException {
        return (String) browser.evaluate(
                "(() => {'use strict';\n" + text(script) + "\nreturn JSON.stringify(" + expression + ");})()");
    }

    private static String plain(String script, String expression) throws IOException {
        return ((String) Json.parse(in(script, expression))).replace('\u00a0', ' ');
    }

    @Test
    void eachFileSaysFirstWhatItIs() throws IOException {
        for (String script : Page.SCRIPTS) {
            String first = text(script).lines().findFirst().orElseThrow();
            assertTrue(first.matches("/\\* [A-Z].*\\. \\*/"), () -> script + ": " + first);
        }
    }

    @Test
    void numbersAreDecodedAsTheyAreWritten() throws IOException {
        List<Long> numbers = List.of(0L, 1L, -1L, 15L, 16L, -16L, 511L, 512L, 1L << 40, -(1L << 40), (1L << 53) - 1);
        Vlq written = new Vlq();
        numbers.forEach(written::append);
        assertEquals(
                numbers.toString().replace(" ", ""), in("data.js", "numbers(" + Json.quoted(written.toString()) + ")"));
    }

    @Test
    void aDigestIsOfTheTextAlone() throws IOException {
        assertEquals(
                "[14,true,false]",
                in("data.js", "[digest('a').length, digest('a') === digest('a'), digest('a') === digest('b')]"));
    }

    @Test
    void valuesAreInTheUnitThatSuitsThem() throws IOException {
        String nanos = "{unit: 'nanoseconds'}";
        assertEquals("0", plain("format.js", "worded(0, " + nanos + ")"));
        assertEquals("999 ns", plain("format.js", "worded(999, " + nanos + ")"));
        assertEquals("1.50 min", plain("format.js", "worded(90e9, " + nanos + ")"));
        assertEquals("2 d", plain("format.js", "worded(2 * 86400e9, " + nanos + ")"));
        assertEquals("1.50 kB", plain("format.js", "worded(1536, {unit: 'bytes'})"));
        assertEquals("1,234,567", plain("format.js", "worded(1234567, {unit: 'count'})"));
        assertEquals("3 permits", plain("format.js", "worded(3, {unit: 'permits'})"));
        assertEquals("+3", plain("format.js", "signed(3, {unit: 'count'})"));
        assertEquals("−3", plain("format.js", "signed(-3, {unit: 'count'})"));
        assertEquals("±0", plain("format.js", "signed(0, {unit: 'count'})"));
        assertEquals("0 s", plain("format.js", "duration(0)"));
        assertEquals("33.3 %", plain("format.js", "percent(1, 3)"));
        assertEquals("0 %", plain("format.js", "percent(0, 0)"));
    }

    @Test
    void figuresHaveThreeDigitsOrAreWhole() throws IOException {
        assertEquals(
                "[\"1.23\",\"12.3\",\"123\",\"9.99\",\"10.0\",\"100\",\"<0.01\",\"-<0.01\",\"12,346\"]",
                in("format.js", "[1.234, 12.34, 123.4, 9.99, 9.996, 99.96, 0.001, -0.001, 12345.6].map(figure)"));
    }

    @Test
    void aTimeIsReadAsItIsWritten() throws IOException {
        assertEquals("2026-11-23T14:31:26.346329182Z", plain("format.js", "utc(1795444286346329182n)"));
        assertEquals("1795444286346329182", plain("format.js", "String(nanosOf('2026-11-23T14:31:26.346329182Z'))"));
        assertEquals("1795444286500000000", plain("format.js", "String(nanosOf('2026-11-23T14:31:26.5Z'))"));
        assertEquals(
                "[true,true,true]",
                in("format.js", "['', 'yesterday', '2026-13-41T99:99:99Z'].map((it) => nanosOf(it) === undefined)"));
    }

    @Test
    void whatIsChosenIsReadBackFromTheAddress() throws IOException {
        for (String chosen : List.of(
                "{profile:'',at:'',base:'',only:null,search:''}",
                "{profile:'db.Conn',at:'2026-11-23T14:31:26.500000000Z',base:'',only:['site','abc'],search:''}",
                "{profile:'ä & = #',at:'',base:'',only:['label','a:b=c&d\\n%3A'],search:'a|b #é'}")) {
            assertEquals(
                    "[true]",
                    in(
                            "address.js",
                            "[JSON.stringify(chosenIn(fragment(" + chosen + "))) === JSON.stringify(" + chosen + ")]"));
        }
        assertEquals("", plain("address.js", "fragment({})"));
        assertEquals(
                "at=2026-11-23T14:31:26Z&only=label:x",
                plain("address.js", "fragment({at: '2026-11-23T14:31:26Z', only: ['label', 'x']})"));
    }

    @Test
    void holdersOfSeveralStacksAreAddedUpByPath() throws IOException {
        Timeline timeline = MadeTimeline.collected("pool.Lease");
        Site lease = timeline.sites().get(0).site();
        Site other = timeline.sites().get(timeline.sites().size() - 1).site();
        SortedMap<String, Long> red = new TreeMap<>(Map.of("red", 2L));
        Holders holders = MadeTimeline.holders(
                MadeTimeline.held(
                        "pool.Lease", lease, MadeTimeline.inMap("app.A", 4, red), MadeTimeline.inMap("app.B", 3, red)),
                MadeTimeline.held("pool.Lease", other, MadeTimeline.inMap("app.B", 2, red)));
        String data =
                PageData.of(MadeTimeline.all(timeline), MadeTimeline.opening(holders), List.of(), MadeTimeline.ORIGIN);
        String together = "new Holders((" + data + ").holders, (" + data + ").strings).together([1, 2], 1)";
        assertEquals(
                "[[\"static app.B\",\"java.util.HashMap.value\"],5,500,3000000000,1,[[\"red\",4]],1,4]",
                in(
                        "data.js",
                        "(({ ways: [way], more, objects }) => [way.path.steps, way.objects, way.retained, way.oldest,"
                                + " way.labelCount, way.labels, more, objects])(" + together + ")"));
    }

    @Test
    void partsOfTheAddressThatAreNoneAreEmpty() throws IOException {
        assertEquals(
                "{\"profile\":\"\",\"at\":\"\",\"base\":\"\",\"only\":null,\"search\":\"\"}",
                in("address.js", "chosenIn('only=nothing&x=y&&')"));
    }
}
