package dev.customprofiles.page;

import static dev.customprofiles.Json.array;
import static dev.customprofiles.Json.number;
import static dev.customprofiles.Json.object;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.customprofiles.Json;
import dev.customprofiles.builtin.RecordedJvm;
import dev.customprofiles.leaks.Suspect;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.History;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.Span;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.reader.StackFrame;
import dev.customprofiles.writer.LiveSetProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser: what it shows against what the timeline says. */
class PageTest {

    private static final String EVIL =
            "</script><img src=x onerror=alert(1)><script>alert(2)</script>&amp;\u0000\u001b[31m"
                    + "\u202Etxt.exe\u2028\uD800'\"`${alert(3)}{{data}}";

    @TempDir
    private static Path folder;

    private static Chromium browser;

    private static final Timeline CONNECTIONS = MadeTimeline.of("db.Conn", 5, 10, 7, 40, 39_000_000_000L);
    private static final int END = 39;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        assumeTrue(Chromium.find().isPresent(), "no Chromium here");
        browser = Chromium.start(folder);
        browser.prefer("light");
        browser.size(1400, 900);
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

    private static byte[] page(String data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Page.write(data, out);
        return out.toByteArray();
    }

    private static void open(String data) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "page", ".html"), page(data));
        browser.open(file.toUri().toString());
    }

    private static void openConnections() throws IOException {
        open(PageData.of(MadeTimeline.all(CONNECTIONS), List.of(), MadeTimeline.ORIGIN));
    }

    private static String named(Frame frame) {
        return frame.function() + (frame.line() > 0 ? ":" + frame.line() : "");
    }

    /** What is drawn, by the names from the root on: how much grew and how much shrank. */
    private static Map<String, List<Long>> boxes() {
        Map<String, List<Long>> boxes = new HashMap<>();
        List<String> path = new ArrayList<>();
        for (Object drawn : array(browser.evaluate("customprofiles.boxes()"))) {
            Map<String, Object> box = object(drawn);
            path.subList((int) number(box.get("depth")), path.size()).clear();
            path.add((String) box.get("name"));
            boxes.put(String.join("\n", path), List.of(number(box.get("grown")), number(box.get("shrunk"))));
        }
        return boxes;
    }

    /** The same of counts by site: positive ones grew. */
    private static Map<String, List<Long>> boxes(Map<Site, Long> counts) {
        Map<String, List<Long>> boxes = new HashMap<>();
        counts.forEach((site, count) -> {
            StringBuilder path = new StringBuilder("all");
            add(boxes, path, count);
            for (int i = site.frames().size() - 1; i >= 0; i--) {
                path.append('\n').append(named(site.frames().get(i)));
                add(boxes, path, count);
            }
        });
        boxes.entrySet()
                .removeIf(box ->
                        box.getValue().equals(List.of(0L, 0L)) && !box.getKey().equals("all"));
        return boxes;
    }

    private static void add(Map<String, List<Long>> boxes, StringBuilder path, long count) {
        boxes.merge(
                path.toString(),
                List.of(Math.max(0, count), Math.max(0, -count)),
                (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
    }

    private static Map<Site, Long> counts(LiveSet live) {
        Map<Site, Long> counts = new HashMap<>();
        live.sites().forEach(site -> counts.put(site.site(), site.count()));
        return counts;
    }

    private static Map<Site, Long> difference(LiveSet from, LiveSet to) {
        Map<Site, Long> difference = counts(to);
        counts(from).forEach((site, count) -> difference.merge(site, -count, Long::sum));
        return difference;
    }

    /** The rows in sight: labels and stack, which only the tooltip has in full, with the last and the first number. */
    private static Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new HashMap<>();
        for (Object row : array(browser.evaluate(
                "[...document.querySelectorAll('.row:not([hidden])')].map((row) => [row.querySelector('.name').title,"
                        + " row.children[2].textContent, row.lastElementChild.textContent])"))) {
            List<String> cells = array(row).stream().map(cell -> (String) cell).toList();
            rows.put(cells.get(0), cells.subList(1, 3));
        }
        return rows;
    }

    private static Map<String, List<String>> rows(LiveSet before, LiveSet live, boolean alsoGone) {
        Map<String, List<String>> rows = new HashMap<>();
        Map<Site, Long> growth = difference(before, live);
        growth.forEach((site, grown) -> {
            long count = counts(live).getOrDefault(site, 0L);
            if (count > 0 || alsoGone && grown != 0) {
                String sign = grown > 0 ? "+" : grown < 0 ? "\u2212" : "";
                rows.put(title(site), List.of(Long.toString(count), sign + Math.abs(grown)));
            }
        });
        return rows;
    }

    private static String title(Site site) {
        return Stream.concat(
                        LiveSetProfile.labels(site).stream().map(label -> label.key() + ": " + label.text()),
                        site.frames().stream().map(PageTest::named))
                .reduce((a, b) -> a + "\n" + b)
                .orElseThrow();
    }

    private static void assertShows(int instant) {
        LiveSet live = CONNECTIONS.at(instant);
        assertEquals(boxes(counts(live)), boxes());
        assertEquals(rows(CONNECTIONS.at(0), live, false), rows());
        assertTrue(
                browser.text("#figures")
                        .startsWith(live.count() + " live at 13:00:" + (instant < 10 ? "0" : "") + instant),
                browser.text("#figures"));
    }

    private static void assertShowsDifference(int from, int to) {
        Map<Site, Long> difference = difference(CONNECTIONS.at(from), CONNECTIONS.at(to));
        assertEquals(boxes(difference), boxes());
        assertEquals(rows(CONNECTIONS.at(from), CONNECTIONS.at(to), true), rows());
        long net = CONNECTIONS.at(to).count() - CONNECTIONS.at(from).count();
        assertTrue(
                browser.text("#figures")
                        .startsWith((net > 0 ? "+" : net < 0 ? "\u2212" : "\u00b1") + Math.abs(net) + " from "),
                browser.text("#figures"));
    }

    private static void openCollected() throws IOException {
        open(PageData.of(MadeTimeline.all(MadeTimeline.collected("pool.Lease")), List.of(), MadeTimeline.ORIGIN));
    }

    /** How much is collected of each box, by its name. */
    private static Map<String, Long> collectedBoxes() {
        Map<String, Long> boxes = new HashMap<>();
        for (Object drawn : array(browser.evaluate("customprofiles.boxes()"))) {
            Map<String, Object> box = object(drawn);
            boxes.put((String) box.get("name"), number(box.get("collected")));
        }
        return boxes;
    }

    /** Red, green and blue in a box, at a share of its width and so many pixels above its lower edge. */
    private static List<Long> pixel(String name, double share, int above) {
        // Read from a copy: the browser warns of a canvas that is read again and again.
        return array(browser.evaluate("(() => { const box = customprofiles.boxes().find((it) => it.name === "
                        + Json.quoted(name) + "); const pen = document.createElement('canvas').getContext('2d');"
                        + " pen.drawImage(document.querySelector('#graph'), Math.round(box.left + box.wide * " + share
                        + "), 18 * box.depth + 17 - " + above + ", 1, 1, 0, 0, 1, 1);"
                        + " return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3); })()"))
                .stream()
                .map(Json::number)
                .toList();
    }

    private static boolean isRed(List<Long> pixel) {
        return pixel.get(0) > 180 && pixel.get(1) < 60 && pixel.get(2) < 90;
    }

    private static boolean isBlue(List<Long> pixel) {
        return pixel.get(2) > pixel.get(0) + 20;
    }

    @Test
    void whatIsCollectedIsRedInItsShareOfABox() throws IOException {
        openCollected();
        assertEquals(
                Map.of(
                        "all",
                        8L,
                        "app.Main.main:7",
                        8L,
                        "app.Pool.lease:1",
                        6L,
                        "app.Pool.keep:2",
                        0L,
                        "app.Pool.late:3",
                        2L),
                collectedBoxes());
        assertTrue(isRed(pixel("app.Pool.lease:1", 0.1, 2)));
        assertTrue(isRed(pixel("app.Pool.lease:1", 0.7, 2)));
        assertFalse(isRed(pixel("app.Pool.lease:1", 0.8, 2)));
        assertFalse(isRed(pixel("app.Pool.keep:2", 0.1, 2)));
        assertTrue(isRed(pixel("app.Pool.late:3", 0.9, 2)));
        assertTrue(browser.text("#figures").startsWith("13 live, 8 collected, at "), browser.text("#figures"));
        assertEquals(false, browser.evaluate("document.querySelector('#red').hidden"));
    }

    @Test
    void beforeAnythingIsCollectedNothingIsRed() throws IOException {
        openCollected();
        browser.key("Home");
        assertEquals(List.of(0L), collectedBoxes().values().stream().distinct().toList());
        assertTrue(browser.text("#figures").startsWith("12 live at "), browser.text("#figures"));
        assertEquals(true, browser.evaluate("document.querySelector('#red').hidden"));
    }

    @Test
    void whatWasCollectedBetweenTwoMomentsHasNotLeft() throws IOException {
        openCollected();
        browser.key("Home");
        browser.key("m");
        browser.key("End");
        Map<String, List<Long>> boxes = boxes();
        assertEquals(List.of(0L, 0L), boxes.get("all\napp.Main.main:7\napp.Pool.lease:1"));
        assertEquals(List.of(0L, 1L), boxes.get("all\napp.Main.main:7\napp.Pool.keep:2"));
        assertEquals(List.of(2L, 0L), boxes.get("all\napp.Main.main:7\napp.Pool.late:3"));
        assertEquals(8L, collectedBoxes().get("all"));
        for (double share : new double[] {0.05, 0.5, 0.95}) {
            assertTrue(isRed(pixel("app.Pool.lease:1", share, 2)));
            assertFalse(isBlue(pixel("app.Pool.lease:1", share, 15)));
        }
        assertTrue(isBlue(pixel("app.Pool.keep:2", 0.5, 15)));
        String figures = browser.text("#figures");
        assertTrue(figures.startsWith("+1 from "), figures);
        assertTrue(figures.endsWith("sites grew by 2 and shrank by 1, 8 collected meanwhile"), figures);
    }

    @Test
    void theTableHasARowForASiteAndSaysHowManyAreCollected() throws IOException {
        openCollected();
        assertEquals("3 rows", browser.text("#rows"));
        assertEquals("6 collected", browser.text("#body .row:not([hidden]) .sub .gone"));
        String red = (String) browser.evaluate(
                "getComputedStyle(document.querySelector('#body .row:not([hidden]) .sub .gone')).color");
        assertEquals("rgb(212, 0, 42)", red);
        assertFalse(browser.text("#tall").contains("true"), browser.text("#tall"));
        assertFalse(browser.text("#group").contains("collected"), browser.text("#group"));
        browser.evaluate("document.querySelector('#search').value = 'collected';"
                + " document.querySelector('#search').dispatchEvent(new Event('input'))");
        browser.drawn();
        assertTrue(browser.text("#figures").contains("found 8 ("), browser.text("#figures"));
        assertEquals("2 rows", browser.text("#rows"));
    }

    @Test
    void theTimelineHasARedAreaOfTheCollectedWithinTheLive() throws IOException {
        openCollected();
        String redPixels = "(() => { const canvas = document.querySelector('#live canvas');"
                + " const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data; let red = 0;"
                + " for (let i = 0; i < data.length; i += 4) { red += data[i] > 200 && data[i + 1] < 60 ? 1 : 0; } return red; })()";
        assertTrue(number(browser.evaluate(redPixels)) > 100);
        String legend = browser.text("#timeline");
        assertTrue(legend.contains("live, but garbage collected"), legend);
        assertFalse(legend.contains("instead of removed"), legend);
        openConnections();
        assertEquals(0, number(browser.evaluate(redPixels)));
        assertTrue(browser.text("#changes").contains("garbage collected instead of removed"));
        assertFalse(browser.text("#spacing").contains("live, but garbage collected"));
    }

    /** Where an instant is on the timeline. */
    private static double[] at(int instant) {
        List<Object> box = array(
                browser.evaluate("(() => { const box = document.querySelector('#live .u-over').getBoundingClientRect();"
                        + " return [box.left, box.top + box.height / 2, box.width].map(Math.round); })()"));
        return new double[] {number(box.get(0)) + (double) number(box.get(2)) * instant / END, number(box.get(1))};
    }

    private static void drag(int from, int to, boolean shift) {
        browser.mouse("mousePressed", at(from)[0], at(from)[1], shift);
        for (int i = 1; i <= 5; i++) {
            browser.mouse("mouseMoved", at(from)[0] + (at(to)[0] - at(from)[0]) * i / 5, at(to)[1], shift);
        }
        browser.mouse("mouseReleased", at(to)[0], at(to)[1], shift);
        browser.drawn();
    }

    @Test
    void theMomentFollowsTheDrag() throws IOException {
        openConnections();
        assertShows(END);
        drag(END, 12, false);
        assertShows(12);
        drag(12, 30, false);
        assertShows(30);
        drag(30, 0, false);
        assertShows(0);
    }

    @Test
    void arrowsMoveTheMoment() throws IOException {
        openConnections();
        browser.key("ArrowLeft");
        assertShows(END - 1);
        browser.key("ArrowLeft", true);
        assertShows(END - 11);
        browser.key("ArrowRight");
        assertShows(END - 10);
        browser.key("Home");
        assertShows(0);
        browser.key("ArrowLeft");
        assertShows(0);
        browser.key("End");
        assertShows(END);
        assertEquals("39", browser.evaluate("document.querySelector('#timeline').getAttribute('aria-valuenow')"));
    }

    @Test
    void draggingWithShiftShowsTheDifferenceBetweenTwoMoments() throws IOException {
        openConnections();
        drag(8, 31, true);
        assertShowsDifference(8, 31);
        drag(31, 20, false);
        assertShowsDifference(8, 20);
        drag(20, 3, false);
        assertShowsDifference(3, 8);
        browser.key("Escape");
        assertShows(3);
    }

    @Test
    void aMarkIsAsGoodAsADragAndWhatGrewMostIsFirst() throws IOException {
        openConnections();
        browser.key("Home");
        browser.key("m");
        browser.key("End");
        assertShowsDifference(0, END);
        List<Object> growths = array(browser.evaluate(
                "[...document.querySelectorAll('.row:not([hidden])')].sort((a, b) => a.ariaRowIndex - b.ariaRowIndex).map((row) =>"
                        + " Number(row.lastElementChild.textContent.replace('\u2212', '-')))"));
        List<Long> sorted = growths.stream().map(Json::number).toList();
        assertEquals(sorted.stream().sorted((a, b) -> Long.compare(b, a)).toList(), sorted);
        browser.key("m");
        assertShows(END);
    }

    @Test
    void theSearchFiltersTheTableAndSaysHowMuchItFound() throws IOException {
        openConnections();
        Site wanted = CONNECTIONS.at(END).sites().get(0).site();
        String text = wanted.frames().get(0).function().toUpperCase(Locale.ROOT);
        browser.key("/");
        browser.send("Input.insertText", "\"text\":" + Json.quoted(text.replaceAll("[.$<>]", "\\\\$0")));
        browser.drawn();
        List<LiveSite> found = CONNECTIONS.at(END).sites().stream()
                .filter(site -> site.site().frames().stream()
                        .anyMatch(frame -> frame.function()
                                .toUpperCase(java.util.Locale.ROOT)
                                .contains(text)))
                .toList();
        long sum = found.stream().mapToLong(LiveSite::count).sum();
        assertEquals(found.size(), rows().size());
        assertTrue(rows().containsKey(title(wanted)));
        assertTrue(browser.text("#figures").contains("found " + sum + " ("), browser.text("#figures"));
        browser.key("Escape");
        assertShows(END);
    }

    @Test
    void aSearchThatIsNoRegularExpressionIsTakenAsItStands() throws IOException {
        openConnections();
        browser.key("/");
        browser.send("Input.insertText", "\"text\":\"tenant-(\"");
        browser.drawn();
        assertEquals(Map.of(), rows());
        assertEquals(true, browser.evaluate("document.querySelector('#search').classList.contains('bad')"));
    }

    @Test
    void boxesZoomAndRowsFilter() throws IOException {
        openConnections();
        Map<String, Object> box = array(browser.evaluate("customprofiles.boxes()")).stream()
                .map(Json::object)
                .filter(it -> number(it.get("depth")) == 6)
                .findFirst()
                .orElseThrow();
        List<Object> canvas =
                array(browser.evaluate("(() => { const box = document.querySelector('#graph').getBoundingClientRect();"
                        + " return [box.left, box.top].map(Math.round); })()"));
        double left = ((Number) box.get("left")).doubleValue() + ((Number) box.get("wide")).doubleValue() / 2;
        browser.click(number(canvas.get(0)) + left, number(canvas.get(1)) + 6 * 18 + 9);
        assertEquals(
                true,
                browser.evaluate(
                        "customprofiles.boxes().some((box) => box.depth === 6 && box.wide > 700 && box.name === "
                                + Json.quoted((String) box.get("name")) + ")"));
        browser.key("Escape");
        assertShows(END);

        browser.click(".row[aria-rowindex='1'] .name");
        LiveSite first = CONNECTIONS.at(END).sites().get(0);
        assertEquals(boxes(Map.of(first.site(), first.count())), boxes());
        assertEquals(1, rows().size());
        browser.click("#unfilter");
        assertShows(END);
    }

    @Test
    void theKeyboardReachesBoxesAndRows() throws IOException {
        openConnections();
        browser.evaluate("document.querySelector('#graph').focus()");
        for (int i = 0; i < 3; i++) {
            browser.key("ArrowDown");
        }
        browser.key("Enter");
        assertEquals(false, browser.evaluate("document.querySelector('#unzoom').hidden"));
        assertTrue(browser.text("#tip").contains(" live, "), browser.text("#tip"));
        browser.key("Escape");
        browser.evaluate("document.querySelector('#table').focus()");
        browser.key("ArrowDown");
        browser.key("ArrowDown");
        browser.key("Enter");
        LiveSite second = CONNECTIONS.at(END).sites().get(1);
        assertEquals(boxes(Map.of(second.site(), second.count())), boxes());
    }

    @Test
    void namesOfJavaMethodsAreShortAndThoseOfNativeCodeAreNot() throws IOException {
        Stream<Site> sites = Stream.of(
                        new StackFrame("libc.so.6", "malloc", "()L;", 0, false, "Native"),
                        new StackFrame("libjvm.so", "os::malloc", "()L;", 0, false, "C++"),
                        new StackFrame("", "finish_task_switch.isra.0", "(Lk;)L;", 0, false, "Kernel"),
                        new StackFrame("java.lang.Object", "wait", "(J)V", -1, false, "Native"),
                        new StackFrame("a.b.Main", "main", "()V", 7, false, "Interpreted"))
                .map(frame -> new Site(
                        List.of(Frame.of(frame.className(), frame.methodName(), frame.line(), frame.isNative())),
                        null,
                        null,
                        null));
        open(PageData.of(MadeTimeline.all(MadeTimeline.once("native", sites)), List.of(), MadeTimeline.ORIGIN));
        assertEquals(
                List.of(
                        "Main.main:7  a.b",
                        "Object.wait  java.lang",
                        "finish_task_switch.isra.0",
                        "libc.so.6.malloc",
                        "libjvm.so.os::malloc"),
                array(browser.evaluate(
                        "[...document.querySelectorAll('.row .name')].map((it) => it.firstChild.textContent).sort()")));
    }

    @Test
    void labelsAndClassesAddUp() throws IOException {
        openConnections();
        browser.evaluate(
                "[...document.querySelectorAll('#group button')].find((it) => it.textContent === 'by label').click()");
        browser.drawn();
        Map<String, Long> expected = new HashMap<>();
        CONNECTIONS
                .at(END)
                .sites()
                .forEach(site -> expected.merge(
                        site.site().label() == null ? "(none)" : site.site().label(), site.count(), Long::sum));
        Map<String, Long> shown = new HashMap<>();
        rows().forEach((title, cells) -> shown.put(title, Long.parseLong(cells.get(0))));
        assertEquals(expected, shown);
    }

    @Test
    void otherValuesAreShownInTheirUnits() throws IOException {
        openConnections();
        browser.key("v");
        assertTrue(browser.text("#figures").matches("[0-9.,]+\u00a0[kM]B space at .*"), browser.text("#figures"));
        long weight = CONNECTIONS.at(END).weight();
        assertEquals(List.of(weight, 0L), boxes().get("all"));
        browser.key("v");
        assertTrue(browser.text("#figures").contains(" of age"), browser.text("#figures"));
        long age = CONNECTIONS.at(END).sites().stream()
                .mapToLong(LiveSite::ageNanos)
                .sum();
        assertEquals((double) age, (double) boxes().get("all").get(0), 10 * 10_000, "a tick for each site");
    }

    @Test
    void aProfileIsChosenAmongSeveral() throws IOException {
        Timeline other = MadeTimeline.of("blobstore.Open", 8, 5, 4, 12, 11_000_000_000L);
        open(PageData.of(MadeTimeline.all(other, CONNECTIONS), List.of(), MadeTimeline.ORIGIN));
        assertEquals(boxes(counts(other.at(11))), boxes());
        browser.evaluate(
                "(() => { const it = document.querySelector('#profile'); it.value = '1'; it.dispatchEvent(new Event('change')); })()");
        browser.drawn();
        browser.key("End");
        assertShows(END);
    }

    @Test
    void aProfileOfOneInstantHasNoTimeline() throws IOException {
        LiveSet live = CONNECTIONS.at(7);
        open(PageData.of(
                LiveSetProfile.of(live), Opening.NONE, MadeTimeline.losses("half of it is gone"), MadeTimeline.ORIGIN));
        assertEquals(boxes(counts(live)), boxes());
        assertEquals(true, browser.evaluate("document.querySelector('#timeline').hidden"));
        assertTrue(browser.text("#losses").contains("half of it is gone"));
        assertEquals(false, browser.evaluate("document.querySelector('#losses').hidden"));
    }

    @Test
    void anEmptyProfileIsShownAsSuch() throws IOException {
        open(PageData.of(
                LiveSetProfile.of(new LiveSet("db.Conn", null, MadeTimeline.START, List.of())),
                Opening.NONE,
                MadeTimeline.NONE,
                MadeTimeline.ORIGIN));
        assertTrue(browser.text("#figures").startsWith("0 live at 13:00:00"), browser.text("#figures"));
        assertEquals(Map.of(), rows());
    }

    @Test
    void hostileNamesAreText() throws IOException {
        open(PageData.of(
                new History(
                        List.of(MadeTimeline.named(EVIL, Stream.of(EVIL, "<b>bold</b>", "javascript:alert(4)"))),
                        List.of(),
                        MadeTimeline.losses(EVIL)),
                List.of(),
                MadeTimeline.ORIGIN));
        String inert = EVIL.replaceAll("[\\p{Cntrl}\u202E\u2028\uD800]", "\uFFFD");
        assertEquals(inert, browser.text("#name"));
        assertTrue(browser.text("#losses").contains(inert));
        assertTrue(rows().keySet().stream().anyMatch(title -> title.contains("class: " + inert)));
        assertTrue(boxes().containsKey("all\n" + inert + ":1"));
        for (String key : List.of("g", "g", "g", "m", "Home", "v", "t", "?", "Escape")) {
            browser.key(key);
        }
        assertEquals(0, number(browser.evaluate("document.querySelectorAll('img, b:not(#tip b), iframe').length")));
        assertEquals(3, number(browser.evaluate("document.querySelectorAll('script').length")));
        assertEquals(
                true,
                browser.evaluate("!/[\\u0000-\\u0009\\u000b-\\u001f\\u202e\\u2028]/.test(document.body.innerText)"));
    }

    @Test
    void theBrowserRefusesWhatThePageDoesNotBring() throws IOException {
        openConnections();
        browser.evaluate("(() => { const it = document.createElement('script'); it.textContent = 'window.evil = true';"
                + " document.body.append(it); })()");
        assertEquals(true, browser.evaluate("window.evil === undefined"));
        assertEquals("refused", browser.evaluate("fetch('http://127.0.0.1:1/').then(() => 'sent', () => 'refused')"));
        assertNotEquals(List.of(), browser.complaints);
        assertTrue(browser.complaints.stream().allMatch(it -> it.contains("Content Security Policy")));
        browser.complaints.clear();
    }

    @Test
    void newDataTakesThePlaceOfOldAndTheEndIsFollowed() throws IOException {
        Timeline young = MadeTimeline.of("db.Conn", 5, 10, 7, 20, 19_000_000_000L);
        open(PageData.of(MadeTimeline.all(young), List.of(), MadeTimeline.ORIGIN));
        String older = PageData.of(MadeTimeline.all(CONNECTIONS), List.of(), MadeTimeline.ORIGIN);
        browser.evaluate("customprofiles.show(" + older + ")");
        browser.drawn();
        assertShows(END);
        browser.key("ArrowLeft", true);
        browser.evaluate("customprofiles.show(" + older + ")");
        browser.drawn();
        assertShows(END - 10);
    }

    @Test
    void aPageFromAServerAsksForNewData() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        Timeline young = MadeTimeline.of("db.Conn", 5, 10, 7, 20, 19_000_000_000L);
        Page.write(PageData.of(MadeTimeline.all(young), List.of(), MadeTimeline.ORIGIN), "/data?a=\"1\"", page);
        byte[] data = PageData.of(MadeTimeline.all(CONNECTIONS), List.of(), MadeTimeline.ORIGIN)
                .getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            boolean isData = exchange.getRequestURI().getPath().equals("/data");
            byte[] answer = isData ? data : page.toByteArray();
            asked.addAndGet(isData ? 1 : 0);
            exchange.getResponseHeaders().add("Content-Type", isData ? "application/json" : "text/html");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            browser.open("http://127.0.0.1:" + server.getAddress().getPort() + "/page");
            Chromium.await(
                    "new data is shown",
                    () -> browser.text("#figures")
                            .startsWith(CONNECTIONS.at(END).count() + " live at 13:00:39"));
            assertTrue(asked.get() >= 1);
            assertShows(END);
            assertEquals(true, browser.evaluate("document.querySelector('#life').hidden"));
            server.stop(0);
            Chromium.await(
                    "the page says that the server does not answer",
                    () -> browser.text("#life").matches("no answer from the server since [0-9:]{8}"));
        } finally {
            server.stop(0);
        }
        browser.open("about:blank");
        browser.complaints.removeIf(it -> it.contains("favicon") || it.contains("ERR_CONNECTION"));
    }

    @Test
    void aPageSaysWhetherTheProcessGoesOn() throws IOException {
        openConnections();
        assertEquals(true, browser.evaluate("document.querySelector('#life').hidden"));
        for (boolean goesOn : new boolean[] {true, false}) {
            browser.evaluate("customprofiles.show("
                    + PageData.of(
                            MadeTimeline.all(CONNECTIONS), Opening.NONE.goesOn(goesOn), List.of(), MadeTimeline.ORIGIN)
                    + ")");
            assertEquals(goesOn ? "live" : "the process has ended", browser.text("#life"));
            assertEquals(false, browser.evaluate("document.querySelector('#life').hidden"));
        }
    }

    @Test
    void thePageIsDarkWhereTheReaderIs() throws IOException {
        openConnections();
        String light = (String) browser.evaluate("getComputedStyle(document.body).backgroundColor");
        browser.prefer("dark");
        browser.drawn();
        String dark = (String) browser.evaluate("getComputedStyle(document.body).backgroundColor");
        assertNotEquals(light, dark);
        browser.key("t");
        assertEquals(light, browser.evaluate("getComputedStyle(document.body).backgroundColor"));
        browser.prefer("light");
    }

    @Test
    void theSameDataGivesTheSameBytes() throws IOException {
        String data = PageData.of(MadeTimeline.all(CONNECTIONS), List.of(), MadeTimeline.ORIGIN);
        assertArrayEquals(page(data), page(data));
        String text = new String(page(data), StandardCharsets.UTF_8);
        assertTrue(text.contains("MIT"), "the library's licence");
        assertTrue(!text.contains("{{"), "every place is filled");
    }

    private static final Timeline OPEN = MadeTimeline.of("blobstore.Open", 8, 5, 4, 12, 11_000_000_000L);

    private static void openWith(Suspect... suspects) throws IOException {
        open(PageData.of(
                MadeTimeline.all(OPEN, CONNECTIONS), MadeTimeline.opening(suspects), List.of(), MadeTimeline.ORIGIN));
    }

    private static Site connection(int index) {
        return CONNECTIONS.at(END).sites().get(index).site();
    }

    private static Map<Site, Long> alone(Site site, int instant) {
        Map<Site, Long> counts = counts(CONNECTIONS.at(instant));
        counts.keySet().retainAll(List.of(site));
        return counts;
    }

    @Test
    void aSuspectLeadsToItsStackAtTheEndOfItsProfile() throws IOException {
        Site leak = connection(2);
        openWith(
                MadeTimeline.suspect(CONNECTIONS, leak, "3 objects are old."),
                MadeTimeline.suspect(CONNECTIONS, connection(3), "2 objects are old."));
        browser.key("Home");
        assertEquals("blobstore.Open", browser.evaluate("document.title.split(' ')[0]"));
        String first = browser.text("#verdict button");
        assertTrue(first.startsWith(leak.frames().get(0).function()), first);
        assertTrue(first.contains(" · db.Conn · old"), first);
        assertTrue(first.endsWith("3 objects are old."), first);
        browser.click("#verdict button");
        assertEquals("db.Conn", browser.evaluate("document.title.split(' ')[0]"));
        assertEquals(boxes(alone(leak, END)), boxes());
        assertEquals(
                "true,false",
                browser.evaluate(
                        "[...document.querySelectorAll('#verdict button')].map((it) => it.ariaPressed).join()"));
        browser.key("Escape");
        assertShows(END);
    }

    @Test
    void whatIsShownAloneHasATimelineAndASentenceOfItsOwn() throws IOException {
        openWith(MadeTimeline.suspect(CONNECTIONS, connection(2), "3 objects are old."));
        browser.click("#verdict button");
        browser.key("Escape"); // the profile and the moment stay
        String curve = "document.querySelector('#live canvas').toDataURL()";
        Object all = browser.evaluate(curve);
        assertTrue(browser.text("#figures").contains("since the instant before"), browser.text("#figures"));
        browser.click("#verdict button");
        assertNotEquals(all, browser.evaluate(curve));
        assertEquals(true, browser.evaluate("document.querySelector('#events').hidden"));
        String figures = browser.text("#figures");
        assertTrue(figures.contains(" live of "), figures);
        assertFalse(figures.contains("since the instant before"), figures);
        browser.key("Escape");
        assertEquals(all, browser.evaluate(curve));
        assertEquals(false, browser.evaluate("document.querySelector('#events').hidden"));
        browser.key("Home");
        assertFalse(browser.text("#figures").contains("since the instant before"), browser.text("#figures"));
    }

    @Test
    void aSuspectStaysChosenWhenNewDataComeThatDoNotNameIt() throws IOException {
        openWith(MadeTimeline.suspect(CONNECTIONS, connection(2), "3 objects are old."));
        browser.click("#verdict button");
        browser.evaluate("customprofiles.show("
                + PageData.of(MadeTimeline.all(CONNECTIONS), List.of(), MadeTimeline.ORIGIN) + ")");
        browser.drawn();
        assertEquals(boxes(alone(connection(2), END)), boxes());
        browser.key("Escape");
        assertShows(END);
        browser.click("#verdict button");
        assertEquals(boxes(alone(connection(2), END)), boxes());
    }

    /** The values of the timeline's curve. */
    private static List<Long> curve() {
        return array(browser.evaluate("customprofiles.curve()")).stream()
                .map(Json::number)
                .toList();
    }

    private static List<Long> liveAtEachInstant(Predicate<Site> isOf) {
        return IntStream.rangeClosed(0, END)
                .mapToObj(instant -> CONNECTIONS.at(instant).sites().stream()
                        .filter(site -> isOf.test(site.site()))
                        .mapToLong(LiveSite::count)
                        .sum())
                .toList();
    }

    @Test
    void theCurveAndTheSentenceAreOfTheRowThatIsSelected() throws IOException {
        openConnections();
        assertEquals(liveAtEachInstant(site -> true), curve());
        assertEquals("live objects", browser.text("#curve"));
        browser.click(".row[aria-rowindex='1'] .name");
        assertEquals(liveAtEachInstant(connection(0)::equals), curve());
        String name = browser.text(".row[aria-rowindex='1'] .name span");
        assertEquals("live objects of " + name, browser.text("#curve"));
        long count = CONNECTIONS.at(END).sites().get(0).count();
        String figures = browser.text("#figures");
        assertTrue(figures.startsWith(count + " live of " + name + " at 13:00:39"), figures);
        String spacing = browser.text("#spacing");
        assertTrue(spacing.contains("added and removed in between is counted for the whole profile only"), spacing);
        browser.click("#unfilter");
        assertEquals(liveAtEachInstant(site -> true), curve());
    }

    @Test
    void theCurveAndTheSentenceAreOfTheLabelThatIsSelected() throws IOException {
        openConnections();
        browser.evaluate(
                "[...document.querySelectorAll('#group button')].find((it) => it.textContent === 'by label').click()");
        browser.drawn();
        browser.click(".row:not([hidden])[aria-rowindex='1'] .name");
        String label = rows().keySet().iterator().next();
        assertEquals(liveAtEachInstant(site -> label.equals(site.label() == null ? "(none)" : site.label())), curve());
        assertEquals("live objects of label " + label, browser.text("#curve"));
    }

    @Test
    void theCurveOfASuspectIsItsOwnAlsoWhenNewDataCome() throws IOException {
        openWith(MadeTimeline.suspect(CONNECTIONS, connection(2), "3 objects are old."));
        browser.click("#verdict button");
        assertEquals(liveAtEachInstant(connection(2)::equals), curve());
        browser.evaluate("customprofiles.show("
                + PageData.of(MadeTimeline.all(CONNECTIONS), List.of(), MadeTimeline.ORIGIN) + ")");
        browser.drawn();
        assertEquals(liveAtEachInstant(connection(2)::equals), curve());
    }

    private static boolean isWarm(List<Long> pixel) {
        return pixel.get(0) > pixel.get(2) + 40;
    }

    private static String colorOf(String selector) {
        return (String)
                browser.evaluate("getComputedStyle(document.querySelector(" + Json.quoted(selector) + ")).color");
    }

    @Test
    void framesOfTheApplicationAreToldFromThoseOfFrameworksByColour() throws IOException {
        Site site = new Site(
                List.of(
                        Frame.of("java.util.HashMap", "put", 5),
                        Frame.of("shop.Cart", "add", 6),
                        Frame.of("org.springframework.web.Servlet", "service", 7),
                        new Frame("libc.so.6.start", "", 0)),
                null,
                null,
                null);
        for (String colors : List.of("light", "dark")) {
            browser.prefer(colors);
            open(PageData.of(
                    MadeTimeline.all(MadeTimeline.once("carts", Stream.of(site))), List.of(), MadeTimeline.ORIGIN));
            List<Long> application = pixel("shop.Cart.add:6", 0.9, 9);
            assertTrue(isWarm(application), colors + application);
            for (String name : List.of("java.util.HashMap.put:5", "org.springframework.web.Servlet.service:7")) {
                List<Long> framework = pixel(name, 0.9, 9);
                assertTrue(framework.get(2) > framework.get(0), colors + framework);
            }
            List<Long> other = pixel("libc.so.6.start", 0.9, 9);
            assertTrue(Math.abs(other.get(0) - other.get(2)) < 20, colors + other);
            String leaf = colorOf(".row:not([hidden]) .name > div > .frame");
            String caller = colorOf(".row:not([hidden]) .sub .frame.application");
            assertNotEquals(leaf, caller);
            assertEquals(leaf, colorOf(".row:not([hidden]) .sub .frame.framework"));
            assertEquals(
                    "applicationJDK or frameworknative or no method",
                    browser.text("#kinds").replaceAll("\\n *", ""));
            assertEquals(false, browser.evaluate("document.querySelector('#kinds').hidden"));
        }
        browser.prefer("light");
    }

    @Test
    void theKeyOfADifferenceIsWhatGrewAndShrank() throws IOException {
        openConnections();
        browser.key("Home");
        browser.key("m");
        browser.key("End");
        assertEquals(true, browser.evaluate("document.querySelector('#kinds').hidden"));
        assertEquals(false, browser.evaluate("document.querySelector('#changed').hidden"));
    }

    @Test
    void whatCameAndWentIsInTheColoursOfItsKeyInDarkAndLight() throws IOException {
        openConnections();
        for (int i = 0; i < 2; i++) {
            browser.key("t");
            for (String name : List.of("added", "removed")) {
                String color = (String) browser.evaluate(
                        "getComputedStyle(document.querySelector('#changes .key." + name + "')).backgroundColor");
                long pixels =
                        number(browser.evaluate("(() => { const canvas = document.querySelector('#events canvas');"
                                + " const copy = document.createElement('canvas'); copy.width = canvas.width; copy.height = canvas.height;"
                                + " const pen = copy.getContext('2d'); pen.drawImage(canvas, 0, 0);"
                                + " const data = pen.getImageData(0, 0, copy.width, copy.height).data; let found = 0;"
                                + " for (let i = 0; i < data.length; i += 4) { found += "
                                + Json.quoted(color)
                                + " === 'rgb(' + data[i] + ', ' + data[i + 1] + ', ' + data[i + 2] + ')' ? 1 : 0; }"
                                + " return found; })()"));
                assertTrue(pixels > 1000, name + " " + pixels);
            }
        }
    }

    /** The same timeline with its weights in another unit and another name. */
    private static Timeline named(String profile, String unit) {
        return new Timeline(
                profile,
                unit,
                CONNECTIONS.weak(),
                CONNECTIONS.span(),
                CONNECTIONS.instants(),
                CONNECTIONS.churn(),
                CONNECTIONS.sites());
    }

    private static String heads() {
        return (String) browser.evaluate(
                "[...document.querySelectorAll('#head button')].map((it) => it.textContent).join('; ')");
    }

    @Test
    void aColumnHasItsUnitInItsHeadAndPlainNumbersInItsCells() throws IOException {
        browser.size(1920, 900);
        open(PageData.of(MadeTimeline.all(named("gate.Wait", "permits")), List.of(), MadeTimeline.ORIGIN));
        assertEquals("site; count ▾; space (permits); mean age (s); since start", heads());
        for (Object cell : array(browser.evaluate(
                "[...document.querySelectorAll('.row:not([hidden]) .cell:not(.name)')].map((it) => it.textContent)"))) {
            assertTrue(((String) cell).matches("[+\u2212]?[0-9,]+(\\.[0-9]+)?"), (String) cell);
        }
        assertEquals(
                String.format(
                        Locale.ROOT, "%,d", CONNECTIONS.at(END).sites().get(0).weight()),
                browser.text(".row[aria-rowindex='1'] .cell:nth-child(4)"));
        browser.key("v");
        assertEquals("space of the live objects, in permits", browser.text("#curve"));
        assertTrue(heads().endsWith("; since start (permits)"), heads());
    }

    @Test
    void aColumnOfBytesIsInTheUnitOfItsLargest() throws IOException {
        browser.size(1920, 900);
        openConnections();
        assertTrue(heads().contains("; space (MB); "), heads());
        browser.key("v");
        assertEquals("space of the live objects, in MB", browser.text("#curve"));
    }

    /** The elements whose content does not fit into them, and the page if it is wider than the window. */
    private static List<Object> clipped() {
        return array(browser.evaluate(
                "[...document.querySelectorAll('html, header *, #verdict *, #timeline p, #figures, .bar, .bar *, #head *,"
                        + " .row:not([hidden]) .cell:not(.name), #foot')].filter((it) => it.scrollWidth > it.clientWidth + 1"
                        + " && getComputedStyle(it).display !== 'inline' && it.clientWidth > 0)"
                        + ".map((it) => it.outerHTML.substring(0, 200))"));
    }

    @Test
    void nothingIsClippedFromAPhoneToALargeScreen() throws IOException {
        String longName = "a.very.long.package.name.of.an.enterprise.AbstractSingletonProxyFactoryBean".repeat(3);
        for (String unit : List.of("bytes", "permits", "square_kilometres_per_second_of_borrowed_capacity")) {
            for (String name : List.of("db.Conn", longName)) {
                Timeline timeline = named(name, unit);
                open(PageData.of(
                        MadeTimeline.all(timeline),
                        MadeTimeline.opening(MadeTimeline.suspect(timeline, connection(2), "3 objects are old.")),
                        List.of(),
                        MadeTimeline.ORIGIN));
                for (int width : new int[] {400, 800, 1280, 1920}) {
                    browser.size(width, 900);
                    assertEquals(List.of(), clipped(), width + " " + unit);
                    browser.key("v");
                    assertEquals(List.of(), clipped(), width + " " + unit);
                    browser.click(".row[aria-rowindex='1'] .name");
                    assertEquals(List.of(), clipped(), width + " " + unit);
                    browser.key("Escape");
                }
            }
        }
    }

    @Test
    void fiveSuspectsAreNamedAndTheOthersCounted() throws IOException {
        openWith(Stream.of(0, 1, 2, 3, 4, 5, 6)
                .map(i -> MadeTimeline.suspect(CONNECTIONS, connection(i), "Number " + i + "."))
                .toArray(Suspect[]::new));
        assertEquals(5, number(browser.evaluate("document.querySelectorAll('#verdict button').length")));
        assertEquals("and 2 more", browser.text("#verdict p"));
        browser.size(1280, 900);
        assertEquals(
                true,
                browser.evaluate("(() => { const box = document.querySelector('#verdict');"
                        + " return box.scrollHeight <= box.clientHeight && box.clientHeight < 220; })()"),
                "they are all in sight, and leave room for the rest");
    }

    @Test
    void aPageSaysThatThereAreNoSuspectsOnlyIfSomethingLookedForThem() throws IOException {
        openWith();
        assertEquals("No suspects: no site seems to leak.", browser.text("#verdict"));
        openConnections();
        assertEquals(true, browser.evaluate("document.querySelector('#verdict').hidden"));
    }

    @Test
    void hostileSuspectsAreText() throws IOException {
        Timeline evil = MadeTimeline.named(EVIL, Stream.of(EVIL, "plain"));
        Site site = new Site(List.of(new Frame(EVIL, EVIL, 1)), EVIL, EVIL, null);
        RecordedJvm jvm = new RecordedJvm(EVIL, EVIL, 7, EVIL, 0);
        Opening opening = new Opening(
                null, List.of(jvm), List.of(MadeTimeline.suspect(evil, site, EVIL + ".")), List.of(EVIL), null, null);
        open(PageData.of(MadeTimeline.all(evil), opening, List.of(), MadeTimeline.ORIGIN));
        String inert = EVIL.replaceAll("[\\p{Cntrl}\u202E\u2028\uD800]", "\uFFFD");
        assertEquals(inert + " · " + inert + " · old " + inert + ".", browser.text("#verdict button"));
        assertEquals("Note: " + inert, browser.text("#verdict p"));
        assertEquals(inert + ", pid 7, " + inert + " " + inert, browser.text("#about"));
        browser.click("#verdict button");
        assertTrue(boxes().containsKey("all\n" + inert + ":1"), boxes()::toString);
        assertEquals(1, rows().size());
        browser.reload();
        assertEquals(1, rows().size());
        assertEquals(0, number(browser.evaluate("document.querySelectorAll('img, iframe').length")));
        assertEquals(3, number(browser.evaluate("document.querySelectorAll('script').length")));
    }

    @Test
    void theHeaderSaysWhoWasRecordedAndForHowLong() throws IOException {
        RecordedJvm jvm = new RecordedJvm("OpenJDK 64-Bit Server VM", "17.0.15+6", 4242, "shop.Main", 0);
        Opening opening = Opening.of(
                new Span(MadeTimeline.START, MadeTimeline.START + 39_000_000_000L),
                List.of(jvm, new RecordedJvm(null, null, 5, null, 0)));
        open(PageData.of(MadeTimeline.all(CONNECTIONS), opening, List.of(), MadeTimeline.ORIGIN));
        assertEquals(
                "shop.Main, pid 4242, OpenJDK 64-Bit Server VM 17.0.15+6 · pid 5 · recorded for 39s",
                browser.text("#about"));
    }

    private static String hash() {
        return (String) browser.evaluate("decodeURIComponent(location.hash)");
    }

    private static void awaitHash(String expected) {
        Chromium.await("the address is " + expected + ", not " + hash(), () -> hash().equals(expected));
    }

    @Test
    void theAddressSaysWhatIsChosenAndLoadingItAgainShowsIt() throws IOException {
        openConnections();
        assertEquals("", hash());
        browser.key("ArrowLeft", true);
        awaitHash("#at=2026-11-23T13:00:29.000000000Z");
        browser.reload();
        assertShows(END - 10);
        browser.key("m");
        browser.key("Home");
        awaitHash("#at=2026-11-23T13:00:00.000000000Z&base=2026-11-23T13:00:29.000000000Z");
        browser.reload();
        assertShowsDifference(0, END - 10);
        browser.key("m");
        browser.key("End");
        awaitHash("");
        browser.click(".row[aria-rowindex='1'] .name");
        Chromium.await("the site is in the address", () -> hash().matches("#site=[0-9a-z]{14}"));
        browser.reload();
        assertEquals(boxes(alone(connection(0), END)), boxes());
        assertEquals(1, rows().size());
    }

    @Test
    void theAddressHasTheProfileTheSuspectAndTheSearch() throws IOException {
        Site leak = connection(2);
        openWith(MadeTimeline.suspect(CONNECTIONS, leak, "3 objects are old."));
        browser.click("#verdict button");
        awaitHash("#profile=db.Conn&site=" + leak.signature("db.Conn"));
        browser.reload();
        assertEquals(boxes(alone(leak, END)), boxes());
        browser.key("/");
        browser.send("Input.insertText", "\"text\":\"no such & thing\"");
        browser.drawn();
        awaitHash("#profile=db.Conn&site=" + leak.signature("db.Conn") + "&search=no+such+&+thing");
        browser.reload();
        assertEquals("no such & thing", browser.evaluate("document.querySelector('#search').value"));
        assertEquals(Map.of(), rows());
    }

    @Test
    void aLabelThatIsShownAloneIsInTheAddress() throws IOException {
        openConnections();
        browser.evaluate(
                "[...document.querySelectorAll('#group button')].find((it) => it.textContent === 'by label').click()");
        browser.drawn();
        browser.click(".row:not([hidden])[aria-rowindex='1'] .name");
        String label = rows().keySet().iterator().next();
        awaitHash("#only=label:" + label);
        Map<String, List<Long>> before = boxes();
        browser.reload();
        assertEquals(before, boxes());
        assertNotEquals(boxes(counts(CONNECTIONS.at(END))), boxes());
    }

    @Test
    void partsOfTheAddressThatSayNothingAreIgnored() throws IOException {
        Path file = Files.write(
                Files.createTempFile(folder, "page", ".html"),
                page(PageData.of(MadeTimeline.all(CONNECTIONS), List.of(), MadeTimeline.ORIGIN)));
        String page = file.toUri().toString();
        for (String nothing : List.of(
                "#at=yesterday&base=2026-13-45T99:00:00Z&profile=none&site=none&search&more=1",
                "#at=1999-01-01T00:00:00Z&base=2999-01-01T00:00:00Z&only=label:none",
                "#%zz&&=&at&only=:&profile=%",
                "#only=a")) {
            browser.open(page + nothing);
            browser.reload();
            assertShows(END);
            assertEquals(page + nothing, browser.evaluate("location.href"));
        }
        browser.open(page + "#at=2026-11-23T13:00:08.4Z&more=1");
        assertShows(8);
    }

    private static Object cells(String column) {
        return browser.evaluate(
                "[...document.querySelectorAll('.row:not([hidden])')].sort((a, b) => a.ariaRowIndex - b.ariaRowIndex).map((row) => "
                        + "row.children[1 + [...document.querySelectorAll('#head button')].findIndex((head) => head.textContent.startsWith('"
                        + column + "'))].textContent).join('|')");
    }

    @Test
    void sitesSayWhatCameAndWentOverTheRecording() throws IOException {
        open(PageData.of(
                MadeTimeline.all(MadeTimeline.turned(MadeTimeline.collected("pool.Lease"))),
                List.of(),
                MadeTimeline.ORIGIN));
        List<String> order = List.of("Pool.keep", "Pool.late", "Pool.lease"); // as Site has them
        List<String> shown = List.of(((String) browser.evaluate(
                        "[...document.querySelectorAll('.row:not([hidden])')].sort((a, b) => a.ariaRowIndex - b.ariaRowIndex).map((row) => row.querySelector('.name div span'))"
                                + ".map((name) => name.textContent.replace(/:.*/, '')).join('|')"))
                .split("\\|"));
        assertEquals(3, shown.size());
        assertEquals(
                shown.stream().map(name -> "" + (101 + order.indexOf(name))).collect(Collectors.joining("|")),
                cells("added"));
        assertEquals(
                shown.stream().map(name -> "" + (1 + order.indexOf(name))).collect(Collectors.joining("|")),
                cells("removed"));
        assertTrue(browser.text("#head").contains("addedover the recording"), () -> browser.text("#head"));
        String atTheEnd = (String) cells("added");
        browser.key("Home");
        assertTrue(
                Stream.of(((String) cells("added")).split("\\|")).allMatch(List.of(atTheEnd.split("\\|"))::contains),
                "they are of the whole recording at each moment");
        browser.key("End");
        browser.evaluate(
                "[...document.querySelectorAll('#head button')].find((it) => it.textContent.startsWith('added')).click()");
        browser.drawn();
        assertEquals("103|102|101", cells("added"));
        browser.key("g");
        assertEquals("by function", browser.text("#group [aria-pressed=true]"));
        assertFalse(browser.text("#head").contains("added"), () -> browser.text("#head"));
    }

    @Test
    void ofAWeakProfileWhatWasCollectedHasAColumnToo() throws IOException {
        open(PageData.of(MadeTimeline.all(MadeTimeline.turned(CONNECTIONS)), List.of(), MadeTimeline.ORIGIN));
        browser.size(1920, 900);
        assertTrue(browser.text("#head").contains("collectedover the recording"), () -> browser.text("#head"));
    }

    @Test
    void noTurnoverIsShownWhereItIsNotKnown() throws IOException {
        openConnections();
        browser.size(1920, 900);
        assertFalse(browser.text("#head").contains("added"), () -> browser.text("#head"));
    }
}
