package dev.customprofiles.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.customprofiles.holders.HeldSite;
import dev.customprofiles.holders.Hold;
import dev.customprofiles.holders.HolderGroup;
import dev.customprofiles.holders.HolderPath;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.writer.HoldersProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a heap dump says, on the page in a real browser. */
class HoldersPageTest {

    private static final String EVIL = "</script><img src=x onerror=alert(1)>\u0000\u202Etxt.exe{{data}}";
    private static final String INERT = EVIL.replaceAll("[\\p{Cntrl}\u202E]", "\uFFFD");

    private static final SortedMap<String, Long> NONE = Collections.emptySortedMap();
    private static final Frame MAIN = Frame.of("app.Main", "main", 7);
    private static final Site LEASE =
            new Site(List.of(Frame.of("app.Pool", "lease", 1), MAIN), null, "app.Lease", null);
    private static final Site KEEP = new Site(List.of(Frame.of("app.Pool", "keep", 2), MAIN), null, "app.Lease", null);
    private static final Timeline POOL = MadeTimeline.collected("pool.Lease");

    @TempDir
    private static Path folder;

    private static Chromium browser;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        assumeTrue(Chromium.find().isPresent(), "no Chromium here");
        browser = Chromium.start(folder);
        browser.prefer("light");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void nothingWasComplainedOf() {
        browser.size(1400, 900);
        assertEquals(List.of(), browser.complaints);
    }

    private static void open(String data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Page.write(data, out);
        Path file = Files.write(Files.createTempFile(folder, "page", ".html"), out.toByteArray());
        browser.open(file.toUri().toString());
    }

    private static void openWith(Holders holders) throws IOException {
        Opening opening = MadeTimeline.opening(holders, MadeTimeline.suspect(POOL, LEASE, "It leaks."));
        open(PageData.of(MadeTimeline.all(POOL), opening, List.of(), MadeTimeline.ORIGIN));
    }

    private static SortedMap<String, Long> labels(int count) {
        SortedMap<String, Long> labels = new TreeMap<>();
        IntStream.range(0, count).forEach(i -> labels.put("label " + i, 10L - i));
        return labels;
    }

    private static HeldSite lease(HolderGroup... groups) {
        return MadeTimeline.held("pool.Lease", LEASE, groups);
    }

    /** The cells of the table of holders, a line for each row. */
    private static List<String> table() {
        String rows = (String) browser.evaluate("[...document.querySelectorAll('#held tr')].map((row) =>"
                + " [...row.children].map((cell) => [...cell.querySelectorAll(':scope > div > div')].map((it) => it.textContent)"
                + ".join(' / ') || cell.textContent).join(' | ')).join('\\n')");
        return rows.isEmpty()
                ? List.of()
                : Arrays.asList(rows.replace('\u00a0', ' ').split("\n"));
    }

    private static boolean isHidden(String selector) {
        return (boolean) browser.evaluate("document.querySelector('" + selector + "').hidden");
    }

    @Test
    void aSuspectNamesItsHoldersAndLeadsToTheirPaths() throws IOException {
        HolderPath loaded =
                new HolderPath(Hold.SOFT, List.of("static app.Old.LOADER"), List.of("app.Stale.cache"), "app.Lease");
        openWith(MadeTimeline.holders(lease(
                MadeTimeline.inMap("app.Pool.LEASES", 20, labels(6)),
                MadeTimeline.group(HolderPath.none(Hold.COLLECTED, "app.Lease"), 3, NONE),
                MadeTimeline.group(HolderPath.none(Hold.NOBODY, "app.Lease"), 2, NONE),
                MadeTimeline.group(loaded, 1, NONE))));
        assertTrue(
                browser.text("#verdict button")
                        .endsWith("held by static app.Pool.LEASES (20), nobody: collected (3), nobody (2)"
                                + " and in 1 more way (1)"),
                browser.text("#verdict button"));
        assertTrue(isHidden("#held"), "nothing is chosen");
        browser.click("#verdict button");
        assertEquals(
                "What holds the objects of this stack in the heap dump of 23 Nov 2026, 13:00:00",
                browser.text("#held p"));
        List<String> table = table();
        assertEquals("held by | objects | retained (kB) | oldest (s)", table.get(0));
        assertEquals(
                "static app.Pool.LEASES / java.util.HashMap.value / app.Lease · labels label 0 (10), label 1 (9),"
                        + " label 2 (8), label 3 (7), label 4 (6) and 1 more · signature "
                        + MadeTimeline.inMap("app.Pool.LEASES", 1, NONE).path().signature() + " | 20 | 1.95 | 20",
                table.get(1));
        assertTrue(table.get(2).startsWith("nobody: collected, and never removed / app.Lease · sig"), table.get(2));
        assertTrue(table.get(2).endsWith(" | 3 |  | 3"), table.get(2));
        assertTrue(table.get(3).startsWith("nobody / app.Lease"), table.get(3));
        assertTrue(
                table.get(4)
                        .startsWith("app.Stale.cache softly / its class loader is held by static app.Old.LOADER / app"),
                table.get(4));
        browser.key("Escape");
        assertTrue(isHidden("#held"), "nothing is chosen any more");
    }

    @Test
    void aSiteOfWhichTheDumpHasNothingSaysSo() throws IOException {
        openWith(MadeTimeline.holders(lease(MadeTimeline.inMap("app.Pool.LEASES", 2, NONE))));
        browser.evaluate(
                "[...document.querySelectorAll('.row')].find((row) => row.textContent.includes('keep')).click()");
        browser.drawn();
        assertEquals("No live objects of this in the heap dump of 23 Nov 2026, 13:00:00", browser.text("#held"));
    }

    @Test
    void theHoldersOfABoxAreThoseOfAllItsStacks() throws IOException {
        HolderGroup[] ten = IntStream.range(0, 12)
                .mapToObj(i -> MadeTimeline.inMap("app.Pool.MAP" + i, 30 - i, NONE))
                .toArray(HolderGroup[]::new);
        openWith(MadeTimeline.holders(
                lease(ten), MadeTimeline.held("pool.Lease", KEEP, MadeTimeline.inMap("app.Pool.MAP3", 5, labels(1)))));
        browser.evaluate("document.querySelector('#graph').focus()");
        browser.key("ArrowDown");
        browser.key("Enter");
        browser.drawn();
        List<String> table = table();
        assertEquals(
                "What holds the objects of these 2 stacks in the heap dump of 23 Nov 2026, 13:00:00",
                browser.text("#held p"));
        assertTrue(table.get(1).startsWith("static app.Pool.MAP3 / "), table.get(1));
        assertTrue(table.get(1).contains("label label 0 (10)"), table.get(1));
        assertTrue(table.get(1).contains(" | 32 | "), table.get(1));
        assertEquals("2 more ways | 39 |  | ", table.get(11));
        assertEquals(12, table.size());
    }

    @Test
    void withoutADumpNothingIsSaidOfHolders() throws IOException {
        openWith(null);
        browser.click("#verdict button");
        assertTrue(isHidden("#held"));
        assertTrue(browser.text("#verdict button").endsWith("It leaks."), browser.text("#verdict button"));
    }

    @Test
    void hostileHoldersAreText() throws IOException {
        HolderPath path = new HolderPath(Hold.STRONG, List.of(EVIL), List.of(EVIL, EVIL), EVIL);
        SortedMap<String, Long> labels = new TreeMap<>();
        labels.put(EVIL, 1L);
        openWith(MadeTimeline.holders(lease(MadeTimeline.group(path, 1, labels))));
        browser.click("#verdict button");
        assertTrue(browser.text("#verdict button").endsWith("held by " + INERT + " (1)"));
        assertTrue(
                table().get(1)
                        .startsWith(INERT + " / " + INERT + " / its class loader is held by " + INERT + " / " + INERT
                                + " · label " + INERT + " (1) · signature "),
                table()::toString);
        assertEquals(0.0, ((Number) browser.evaluate("document.querySelectorAll('img').length")).doubleValue());
    }

    @Test
    void nothingIsClippedFromAPhoneToALargeScreen() throws IOException {
        openWith(MadeTimeline.holders(lease(Stream.of("a", "b", "c", "d", "e")
                .map(name -> MadeTimeline.inMap("app.pool." + name.repeat(150), 1_234_567, labels(6)))
                .toArray(HolderGroup[]::new))));
        browser.click("#verdict button");
        for (int width : new int[] {360, 500, 900, 1400, 2560}) {
            browser.size(width, 900);
            browser.drawn();
            assertEquals(
                    "",
                    browser.evaluate(
                            "[document.documentElement, ...document.querySelectorAll('#held, #held th, #held td,"
                                    + " #verdict button')].filter((it) => it.scrollWidth > it.clientWidth + 1)"
                                    + ".map((it) => it.id + it.tagName + it.scrollWidth).join()"),
                    () -> width + " pixels wide");
        }
    }

    @Test
    void referencesHaveAColourOfTheirOwnWithAPlaceInTheKey() throws IOException {
        Holders holders = MadeTimeline.holders(lease(
                MadeTimeline.inMap("app.Pool.LEASES", 20, NONE),
                MadeTimeline.group(HolderPath.none(Hold.NOBODY, "app.Lease"), 2, NONE)));
        open(PageData.of(
                HoldersProfile.of("pool.Lease", holders),
                Opening.NONE.withHolders(holders),
                MadeTimeline.NONE,
                MadeTimeline.ORIGIN));
        assertEquals(false, isHidden("#references"));
        String row = browser.text(".row[aria-rowindex='1'] .name");
        assertTrue(row.contains("static app.Pool.LEASES"), row);
        assertEquals(
                "retained (kB)", browser.evaluate("[...document.querySelectorAll('#head button')].pop().textContent"));
        assertEquals(false, browser.text("#foot").contains("--at"));
        String colour = "getComputedStyle(document.querySelector('%s')).color";
        assertNotEquals(
                browser.evaluate(String.format(colour, ".frame.application")),
                browser.evaluate(String.format(colour, ".frame.reference")));
        browser.click(".row[aria-rowindex='1'] .name");
        assertTrue(isHidden("#held"), "the stack itself says what holds it");
        openWith(holders);
        assertTrue(isHidden("#references"), "the stacks of a recording have no references");
        assertTrue(browser.text("#foot").contains("--at"));
    }
}
