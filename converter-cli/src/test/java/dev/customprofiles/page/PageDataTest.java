package dev.customprofiles.page;

import static dev.customprofiles.Json.array;
import static dev.customprofiles.Json.number;
import static dev.customprofiles.Json.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.Json;
import dev.customprofiles.holders.HeldSite;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.live.Churn;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.History;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteTimeline;
import dev.customprofiles.live.Span;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.writer.LiveSetProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the data, read back by other means than it is written or shown. */
class PageDataTest {

    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** Count, weight and age of what has the same stack and labels. */
    private record Row(long count, long weight, long ageNanos) {}

    private static List<Long> numbers(Object coded) {
        List<Long> numbers = new ArrayList<>();
        long value = 0;
        int shift = 0;
        for (char c : ((String) coded).toCharArray()) {
            int digit = DIGITS.indexOf(c);
            value |= (long) (digit & 31) << shift;
            shift += 5;
            if (digit < 32) {
                numbers.add((value & 1) == 1 ? -(value >>> 1) : value >>> 1);
                value = 0;
                shift = 0;
            }
        }
        return numbers;
    }

    private static Map<String, Object> profile(String data, int index) {
        return object(array(object(Json.parse(data)).get("profiles")).get(index));
    }

    /** The rows at an instant by their stacks and labels. */
    private static Map<String, Row> rows(String data, int index, int instant) {
        Map<String, Object> all = object(Json.parse(data));
        List<Object> strings = array(all.get("strings"));
        List<Long> frames = numbers(all.get("frames"));
        Map<String, Object> profile = profile(data, index);
        List<Long> nodes = numbers(profile.get("nodes"));
        List<String> stacks = new ArrayList<>(List.of(""));
        List<String> path = new ArrayList<>(List.of(""));
        int depth = 0;
        int frame = 0;
        for (int i = 0; i < nodes.size(); i += 2) {
            depth += nodes.get(i);
            frame += nodes.get(i + 1);
            path.subList(depth, path.size()).clear();
            path.add(strings.get(frames.get(3 * frame).intValue()) + ":" + frames.get(3 * frame + 2) + "\n"
                    + path.get(depth - 1));
            stacks.add(path.get(depth));
        }
        List<Long> leaves = numbers(profile.get("leaves"));
        int types = array(profile.get("types")).size();
        long at = 0;
        for (long step : numbers(profile.get("instants")).subList(0, instant + 1)) {
            at += step;
        }
        Map<String, Row> rows = new TreeMap<>();
        for (int site = 0; site < leaves.size(); site++) {
            List<Long> coded = numbers(array(profile.get("levels")).get(site));
            long[] level = new long[types + 1];
            for (int i = 0; i < coded.size() && level[0] + coded.get(i) <= instant; i += types + 1) {
                for (int n = 0; n <= types; n++) {
                    level[n] += coded.get(i + n);
                }
            }
            if (level[1] == 0) {
                continue;
            }
            StringBuilder key = new StringBuilder(stacks.get(leaves.get(site).intValue()));
            array(array(profile.get("labels")).get(site))
                    .forEach(label ->
                            key.append(strings.get((int) number(label))).append(' '));
            long age = level[1] * at - level[types] * number(profile.get("tick"));
            Row before = rows.put(key.toString(), new Row(level[1], types == 3 ? level[2] : 0, age));
            assertEquals(null, before, key::toString);
        }
        return rows;
    }

    private static Map<String, Row> expected(LiveSet live) {
        Map<String, Row> rows = new TreeMap<>();
        for (LiveSite site : live.sites()) {
            StringBuilder key = new StringBuilder();
            for (Frame frame : site.site().frames()) {
                key.append(frame.function()).append(':').append(frame.line()).append('\n');
            }
            LiveSetProfile.labels(site.site())
                    .forEach(label -> key.append(label.key())
                            .append(' ')
                            .append(label.text())
                            .append(' '));
            rows.put(key.toString(), new Row(site.count(), site.weight(), site.ageNanos()));
        }
        return rows;
    }

    private static void assertSame(LiveSet live, Map<String, Row> rows, long tick) {
        Map<String, Row> expected = expected(live);
        assertEquals(expected.keySet(), rows.keySet());
        expected.forEach((key, row) -> {
            assertEquals(row.count(), rows.get(key).count(), key);
            assertEquals(row.weight(), rows.get(key).weight(), key);
            assertEquals((double) row.ageNanos(), (double) rows.get(key).ageNanos(), (double) tick, key);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyInstantIsWhatTheTimelineSays(long seed) {
        Random random = new Random(seed);
        long span = 1000L << random.nextInt(40);
        Timeline first = MadeTimeline.of("a.First", seed, 1 + random.nextInt(30), 12, 1 + random.nextInt(40), span);
        Timeline second = MadeTimeline.of("b.Second", seed + 100, 5, 4, 7, span);
        String data = PageData.of(MadeTimeline.all(first, second), List.of(), MadeTimeline.ORIGIN);
        long tick = number(profile(data, 0).get("tick"));
        assertTrue(tick <= Math.max(1, span / 1_000_000), "precise");
        for (int i = 0; i < first.instants().size(); i++) {
            assertSame(first.at(i), rows(data, 0, i), tick);
        }
        for (int i = 0; i < second.instants().size(); i++) {
            assertSame(second.at(i), rows(data, 1, i), number(profile(data, 1).get("tick")));
        }
        List<Long> intervals = first.churn().intervals().stream()
                .flatMap(interval -> Stream.of(interval.added(), interval.removed(), interval.collected()))
                .toList();
        assertEquals(intervals, numbers(profile(data, 0).get("intervals")));
    }

    private static List<String> functions(Site site) {
        return site.frames().stream().map(Frame::function).toList();
    }

    @Test
    void eachSiteLeadsToWhatHoldsItsStackWhateverItsLabelLineAndClass() {
        Timeline timeline = MadeTimeline.of("a.First", 9, 20, 8, 10, 1_000_000_000);
        List<Site> sites = timeline.sites().stream().map(SiteTimeline::site).toList();
        Site first = sites.get(0);
        List<Frame> otherLines = first.frames().stream()
                .map(frame -> new Frame(frame.function(), frame.file(), frame.line() + 1))
                .toList();
        Holders holders = MadeTimeline.holders(
                MadeTimeline.held("b.Second", sites.get(1), MadeTimeline.inMap("app.Other.MAP", 1, new TreeMap<>())),
                MadeTimeline.held(
                        "a.First",
                        new Site(otherLines, null, null, null),
                        MadeTimeline.inMap("app.Main.MAP", 7, new TreeMap<>())));
        String data = PageData.of(
                MadeTimeline.all(timeline),
                MadeTimeline.opening(holders, MadeTimeline.suspect(timeline, first, "It leaks.")),
                List.of(),
                MadeTimeline.ORIGIN);
        List<Long> held = numbers(profile(data, 0).get("held"));
        assertEquals(sites.size(), held.size());
        for (int i = 0; i < held.size(); i++) {
            boolean isSame = functions(sites.get(i)).equals(functions(first));
            assertEquals(isSame ? 1 : 0, held.get(i), sites.get(i)::toString);
        }
        Map<String, Object> written = object(object(Json.parse(data)).get("holders"));
        assertEquals(1, array(written.get("stacks")).size());
        assertTrue(data.contains("static app.Main.MAP"));
        assertFalse(data.contains("app.Other.MAP"), "nothing shows that stack");
    }

    @Test
    @Timeout(20)
    void tenThousandSitesFindTheirHoldersAtOnce() {
        List<Site> sites = IntStream.range(0, 10_000)
                .mapToObj(i -> new Site(
                        IntStream.range(0, 40)
                                .mapToObj(depth -> Frame.of("app.Deep", "m" + (depth < 20 ? i : depth), 1))
                                .toList(),
                        null,
                        "app.Thing",
                        null))
                .toList();
        Holders holders = MadeTimeline.holders(sites.stream()
                .map(site -> MadeTimeline.held("a.First", site, MadeTimeline.inMap("app.Main.MAP", 1, new TreeMap<>())))
                .toArray(HeldSite[]::new));
        String data = PageData.of(
                MadeTimeline.all(MadeTimeline.once("a.First", sites.stream())),
                MadeTimeline.opening(holders),
                List.of(),
                MadeTimeline.ORIGIN);
        List<Long> held = numbers(profile(data, 0).get("held"));
        assertEquals(10_000, held.stream().distinct().count());
        assertFalse(held.contains(0L));
    }

    @Test
    void objectsOfADumpThatHaveNoStackAreNoted() {
        Holders holders = MadeTimeline.holders(MadeTimeline.held(
                "a.First",
                new Site(List.of(Holders.NOT_READ), null, null, null),
                MadeTimeline.inMap("app.Pool.LEASES", 2, Collections.emptySortedMap())));
        String data = PageData.of(
                MadeTimeline.all(MadeTimeline.of("a.First", 9, 20, 8, 10, 1_000_000_000)),
                MadeTimeline.opening(holders),
                List.of(),
                MadeTimeline.ORIGIN);
        assertEquals(
                List.of("2 live objects in the heap dump had no stack yet: no site shows what holds them"),
                array(object(Json.parse(data)).get("notes")));
    }

    @Test
    void aSingleProfileIsThatInstant() {
        Timeline timeline = MadeTimeline.of("a.First", 9, 20, 8, 10, 1_000_000_000);
        LiveSet live = timeline.at(6);
        String data = PageData.of(LiveSetProfile.of(live), Opening.NONE, MadeTimeline.NONE, MadeTimeline.ORIGIN);
        assertSame(live, rows(data, 0, 0), 0);
        assertEquals(Long.toString(live.atNanos()), profile(data, 0).get("from"));
        assertEquals(List.of(0L), numbers(profile(data, 0).get("instants")));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 400, 401, 402, 403})
    void whatIsLeftOfTheInstantsIsExactAndTheLastOneIsLeft(int instants) {
        Timeline timeline = MadeTimeline.of("a.First", 11, 12, 6, instants, 3_600_000_000_000L);
        PageProfile whole = PageProfile.of(timeline, List.of(), List.of());
        PageProfile thinned = whole.thinned();
        String data = PageData.fitting(
                List.of(thinned), Opening.NONE, MadeTimeline.NONE, MadeTimeline.ORIGIN, Integer.MAX_VALUE);
        long tick = number(profile(data, 0).get("tick"));
        assertEquals(2, number(profile(data, 0).get("every")));
        assertEquals(
                whole.instants().get(instants - 1),
                thinned.instants().get(thinned.instants().size() - 1));
        for (int i = 0; i < thinned.instants().size(); i++) {
            LiveSet live =
                    timeline.at(timeline.instants().indexOf(thinned.instants().get(i)));
            assertSame(live, rows(data, 0, i), tick);
        }
        long added =
                thinned.intervals().stream().mapToLong(Timeline.Interval::added).sum();
        assertEquals(
                timeline.churn().intervals().stream()
                        .mapToLong(Timeline.Interval::added)
                        .sum(),
                added);
    }

    @Test
    void instantsOfWhichNothingIsKnownAreLeftOut() {
        Timeline made = MadeTimeline.of("a.First", 17, 6, 5, 20, 19_000_000_000L);
        long second = 1_000_000_000;
        long start = MadeTimeline.START;
        Timeline late = new Timeline(
                made.profile(),
                made.unit(),
                made.weak(),
                new Span(start + 3 * second - 1, start + 19 * second),
                made.instants(),
                made.churn(),
                made.sites());
        Span pause = new Span(start + 8 * second, start + 11 * second);
        String data = PageData.of(
                new History(List.of(late), List.of(pause), MadeTimeline.NONE), List.of(), MadeTimeline.ORIGIN);
        List<Integer> known = List.of(3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18, 19);
        assertEquals(known.size(), numbers(profile(data, 0).get("instants")).size());
        for (int i = 0; i < known.size(); i++) {
            assertSame(
                    made.at(known.get(i)),
                    rows(data, 0, i),
                    number(profile(data, 0).get("tick")));
        }
        List<Long> intervals = numbers(profile(data, 0).get("intervals"));
        assertEquals(
                made.churn().intervals().subList(9, 12).stream()
                        .mapToLong(Timeline.Interval::added)
                        .sum(),
                intervals.get(3 * 6));
        assertEquals(List.of(8 * second, 3 * second), numbers(profile(data, 0).get("pauses")));
    }

    @Test
    void smallSitesOfCollectedObjectsShareARowOfTheirOwn() {
        PageProfile shared = PageProfile.of(MadeTimeline.collected("pool.Lease"), List.of(), List.of())
                .withRows(3);
        assertEquals(
                List.of(false, false, true),
                shared.sites().stream().map(PageSite::isCollected).toList());
        assertEquals(3, shared.rest());
        assertEquals(
                List.of(2L, 3L, 8L),
                shared.sites().stream()
                        .map(site -> site.levels().get(site.levels().size() - 1).values()[0])
                        .toList());
    }

    @Test
    void dataThatWouldBeTooLargeLosesInstantsFirstAndThenSmallSitesShareARow() {
        Timeline timeline = MadeTimeline.of("a.First", 12, 600, 20, 400, 3_600_000_000_000L);
        PageProfile whole = PageProfile.of(timeline, List.of(), List.of());
        String all = PageData.fitting(
                List.of(whole), Opening.NONE, MadeTimeline.NONE, MadeTimeline.ORIGIN, Integer.MAX_VALUE);

        String thinned = PageData.fitting(
                List.of(whole), Opening.NONE, MadeTimeline.NONE, MadeTimeline.ORIGIN, all.length() - 1);
        assertTrue(thinned.length() <= all.length() - 1);
        assertEquals(2, number(profile(thinned, 0).get("every")));
        assertEquals(0, number(profile(thinned, 0).get("rest")));

        int most = all.length() / 6;
        String shared = PageData.fitting(List.of(whole), Opening.NONE, MadeTimeline.NONE, MadeTimeline.ORIGIN, most);
        assertTrue(shared.length() <= most);
        long rest = number(profile(shared, 0).get("rest"));
        assertTrue(rest > 0, "some share a row");
        assertTrue(shared.contains("[" + rest + " more sites]"));
        int instants = numbers(profile(shared, 0).get("instants")).size();
        assertTrue(instants >= 100, "still a timeline");
        LiveSet end = timeline.at(timeline.instants().size() - 1);
        Map<String, Row> rows = rows(shared, 0, instants - 1);
        assertEquals(end.count(), rows.values().stream().mapToLong(Row::count).sum());
        assertEquals(end.weight(), rows.values().stream().mapToLong(Row::weight).sum());
        Map<String, Row> expected = expected(end);
        rows.forEach((key, row) -> {
            if (!key.startsWith("[")) {
                assertEquals(expected.get(key).count(), row.count(), key);
            }
        });
    }

    @Test
    void aThousandSitesAtFourHundredInstantsAreLessThanFiveMegabytes() {
        Timeline timeline = MadeTimeline.of("a.First", 13, 1000, 30, 400, 3_600_000_000_000L);
        String data = PageData.of(MadeTimeline.all(MadeTimeline.turned(timeline)), List.of(), MadeTimeline.ORIGIN);
        assertTrue(data.length() <= PageData.MAX_CHARACTERS, () -> data.length() + " characters");
        assertEquals(0, number(profile(data, 0).get("rest")));
    }

    @Test
    void turnoverIsThatOfTheRecordingAlsoWhereInstantsAreLeftOutAndSitesShareARow() {
        PageProfile whole =
                PageProfile.of(MadeTimeline.turned(MadeTimeline.collected("pool.Lease")), List.of(), List.of());
        for (PageProfile profile :
                List.of(whole, whole.thinned(), whole.thinned().thinned(), whole.withRows(3))) {
            assertEquals(
                    new Timeline.Interval(101 + 102 + 103, 1 + 2 + 3, 10 + 20),
                    profile.sites().stream()
                            .map(PageSite::turnover)
                            .reduce(new Timeline.Interval(0, 0, 0), PageProfile::plus));
        }
    }

    @Test
    void turnoverIsLeftOutWhereSomethingLeftThatIsOfNoSite() {
        Timeline known = MadeTimeline.turned(MadeTimeline.collected("pool.Lease"));
        Churn churn = known.churn();
        Timeline siteless = known.with(new Churn(churn.intervals(), 0, 0, 0, 0, 1, null, churn.sites()));
        assertEquals(
                "",
                profile(PageData.of(MadeTimeline.all(siteless), List.of(), MadeTimeline.ORIGIN), 0)
                        .get("turnover"));
        assertEquals(
                12,
                numbers(profile(PageData.of(MadeTimeline.all(known), List.of(), MadeTimeline.ORIGIN), 0)
                                .get("turnover"))
                        .size());
    }

    @Test
    void numbersTooLargeForTheReaderStayAtTheEnd() {
        PageSite.Level level = new PageSite.Level(0, new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 5});
        long most = (1L << 53) - 1;
        assertEquals(
                List.of(most, -most, 5L), LongStream.of(level.values()).boxed().toList());
        Vlq vlq = new Vlq();
        for (long number : new long[] {0, 1, -1, 15, 16, -16, most, -most, 2 * most, 0}) {
            vlq.append(number);
        }
        assertEquals(List.of(0L, 1L, -1L, 15L, 16L, -16L, most, -most, 2 * most, 0L), numbers(vlq.toString()));
    }

    @Test
    void noNameLeavesItsString() {
        String evil = "</script><script>alert(1)</script><!-- \u0000\u001b[31m\u202E\u2028 \uD800 \"\\";
        String data = PageData.of(
                new History(
                        List.of(MadeTimeline.named(evil, Stream.of(evil, "plain"))),
                        List.of(),
                        MadeTimeline.losses(evil)),
                List.of(),
                MadeTimeline.ORIGIN);
        assertFalse(data.contains("<"), "no markup");
        assertTrue(
                data.codePoints().noneMatch(c -> c < ' ' || c == 0x202E || c == 0x2028 || c == 0x1B),
                "nothing that acts");
        String inert = "</script><script>alert(1)</script><!-- \uFFFD\uFFFD[31m\uFFFD\uFFFD \uFFFD \"\\";
        assertEquals(inert, profile(data, 0).get("name"));
        assertEquals(List.of(inert), object(Json.parse(data)).get("warnings"));
        assertTrue(array(object(Json.parse(data)).get("strings")).contains(inert));
    }

    @Test
    void aSuspectIsTheSitesOfItsFunctionsAndItsLabelWhateverTheirLines() {
        Timeline timeline = MadeTimeline.once(
                "a.First",
                Stream.of(
                        new Site(List.of(Frame.of("a.Pool", "lease", 1)), "x", "a.One", null),
                        new Site(List.of(Frame.of("a.Pool", "lease", 2)), "x", "a.Two", null),
                        new Site(List.of(Frame.of("a.Pool", "lease", 2)), "y", "a.Two", null),
                        new Site(List.of(Frame.of("a.Pool", "keep", 3)), "x", "a.One", null)));
        Site lease = new Site(List.of(Frame.of("a.Pool", "lease", 0)), "x", null, null);
        Site all = new Site(lease.frames(), null, null, null);
        PageProfile profile = PageProfile.of(timeline, List.of(), List.of());
        assertEquals(2, profile.sitesOf(lease).count());
        assertTrue(profile.sitesOf(lease)
                .mapToObj(profile.sites()::get)
                .allMatch(site -> site.labels().get(0).text().equals("x")));
        assertEquals(3, profile.sitesOf(all).count());
        String data = PageData.of(
                MadeTimeline.all(timeline),
                MadeTimeline.opening(MadeTimeline.suspect(timeline, lease, "It leaks.")),
                List.of(),
                MadeTimeline.ORIGIN);
        Map<String, Object> verdict = object(object(Json.parse(data)).get("verdict"));
        Map<String, Object> suspect = object(array(verdict.get("suspects")).get(0));
        assertEquals(profile.sitesOf(lease).asLongStream().boxed().toList(), numbers(suspect.get("sites")));
        assertEquals(lease.signature("a.First"), suspect.get("signature"));
        assertEquals("a.Pool.lease", suspect.get("function"));
    }

    @Test
    void framesOfTheJdkAndOfFrameworksAreNumbered() {
        Frame put = Frame.of("java.util.HashMap", "put", 5);
        Frame add = Frame.of("shop.Cart", "add", 6);
        Frame service = Frame.of("org.springframework.web.Servlet", "service", 7);
        Frame start = new Frame("libc.so.6.start", "", 0);
        Timeline timeline =
                MadeTimeline.once("carts", Stream.of(new Site(List.of(put, add, service, start), null, null, null)));
        String data = PageData.of(MadeTimeline.all(timeline), List.of(), MadeTimeline.ORIGIN);
        // The tree numbers frames from the root on: start, service, add, put.
        assertEquals(List.of(1L, 2L), numbers(object(Json.parse(data)).get("frameworks")));
    }

    @Test
    void theSameHistoryGivesTheSameData() {
        Timeline timeline = MadeTimeline.of("a.First", 14, 50, 10, 20, 1_000_000_000);
        Timeline again = MadeTimeline.of("a.First", 14, 50, 10, 20, 1_000_000_000);
        assertEquals(
                PageData.of(MadeTimeline.all(timeline), List.of(), MadeTimeline.ORIGIN),
                PageData.of(MadeTimeline.all(again), List.of(), MadeTimeline.ORIGIN));
    }
}
