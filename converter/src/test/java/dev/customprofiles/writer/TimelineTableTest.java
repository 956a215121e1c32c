package dev.customprofiles.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.live.Churn;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteTimeline;
import dev.customprofiles.live.Span;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.text.LineWidth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a timeline shows what was garbage collected. */
class TimelineTableTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long STEP = 2 * SECOND;
    private static final long START = 1_795_440_015L * SECOND;
    private static final Site SITE = Fixture.site(null, null, null, Fixture.OPEN);

    private static SiteTimeline.Level level(int instant, long count) {
        return new SiteTimeline.Level(instant, START + instant * STEP, count, 0, 0);
    }

    private static Churn churn(Timeline.Interval... intervals) {
        return new Churn(List.of(intervals), 0, 0, 0, 0, 0, null, List.of());
    }

    /** 8 live objects, all reachable; then 2 more, 4 collected; then one is removed and all others are collected. */
    private static Timeline collected() {
        return new Timeline(
                "blobstore.Open",
                null,
                false,
                new Span(START, START + 2 * STEP),
                List.of(START, START + STEP, START + 2 * STEP),
                churn(new Timeline.Interval(8, 0, 0), new Timeline.Interval(2, 0, 4), new Timeline.Interval(0, 1, 5)),
                List.of(
                        new SiteTimeline(SITE, List.of(level(0, 8), level(1, 6), level(2, 0))),
                        new SiteTimeline(SITE.collected(true), List.of(level(1, 4), level(2, 9)))));
    }

    /** 8 live objects, then 2 more, and 4 collected. */
    private static Timeline weak() {
        return new Timeline(
                "blobstore.Open",
                null,
                true,
                new Span(START, START + STEP),
                List.of(START, START + STEP),
                churn(new Timeline.Interval(8, 0, 0), new Timeline.Interval(2, 0, 4)),
                List.of(new SiteTimeline(SITE, List.of(level(0, 8), level(1, 6)))));
    }

    private static String written(Timeline timeline, TimelineTable.Format format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TimelineTable(timeline, instant -> true, ZoneOffset.UTC).write(format, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theCollectedPartOfABarLooksDifferentAndHasALegend() throws IOException {
        assertEquals("""
                TIME      LIVE                                  ADDED  REMOVED  COLLECTED
                13:20:15     8  ████████████████████████            8        0          0
                13:20:17    10  ▒▒▒▒▒▒▒▒▒▒▒▒██████████████████      2        0          4
                13:20:19     9  ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒         0        1          9
                ▒ live, but garbage collected: they were not removed, and cannot be any more
                """, written(collected(), TimelineTable.Format.TEXT));
    }

    @Test
    void ofAWeakProfileTheTextSaysHowManyWereCollectedMeanwhile() throws IOException {
        assertEquals("""
                TIME      LIVE                                  ADDED  REMOVED  COLLECTED
                13:20:15     8  ██████████████████████████████      8        0          0
                13:20:17     6  ██████████████████████▌             2        0          4
                """, written(weak(), TimelineTable.Format.TEXT));
    }

    @Test
    void oneCollectedObjectOfManyIsSeen() throws IOException {
        Timeline many = new Timeline(
                "blobstore.Open",
                null,
                false,
                new Span(START, START + STEP),
                List.of(START, START + STEP),
                churn(),
                List.of(
                        new SiteTimeline(SITE, List.of(level(0, 9999), level(1, 9))),
                        new SiteTimeline(SITE.collected(true), List.of(level(0, 1)))));
        List<String> lines = written(many, TimelineTable.Format.TEXT).lines().toList();
        assertEquals("13:20:15  10000  ▒█████████████████████████████          1", lines.get(1));
        assertEquals("13:20:17     10  ▒                                       1", lines.get(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120, 200})
    void theBarsTakeTheWidthThatIsLeft(int columns) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TimelineTable(collected(), instant -> instant != 1, ZoneOffset.UTC)
                .write(TimelineTable.Format.TEXT, out, new LineWidth(columns));
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(columns, lines.get(0).length());
        assertEquals(columns, lines.get(1).length());
        assertEquals("13:20:17        not recorded", lines.get(2));
        lines.forEach(line -> assertTrue(line.length() <= columns, line));
    }

    @Test
    void timesOfSeveralDaysHaveADate() throws IOException {
        Timeline weak = weak();
        long midnight = 1_795_478_400L * SECOND;
        Timeline dated = new Timeline(
                weak.profile(),
                null,
                true,
                new Span(midnight - SECOND, midnight),
                List.of(midnight - SECOND, midnight),
                churn(),
                List.of());
        List<String> lines = written(dated, TimelineTable.Format.TEXT).lines().toList();
        assertEquals("2026-11-23 23:59:59.000     0", lines.get(1));
        assertEquals("2026-11-24 00:00:00.000     0", lines.get(2));
    }

    @Test
    void programsGetBothHowManyAreCollectedAndHowManyWereMeanwhile() throws IOException {
        assertEquals("""
                time,live,added,removed,collected,liveCollected
                2026-11-23T13:20:15.000000000Z,8,8,0,0,0
                2026-11-23T13:20:17.000000000Z,10,2,0,4,4
                2026-11-23T13:20:19.000000000Z,9,0,1,5,9
                """, written(collected(), TimelineTable.Format.CSV));
        String json = written(collected(), TimelineTable.Format.JSON);
        assertEquals(
                "{\"profile\":\"blobstore.Open\",\"unit\":null,\"weak\":false,\"instants\":["
                        + "{\"time\":\"2026-11-23T13:20:15.000000000Z\",\"live\":8,\"liveCollected\":0,\"added\":8,\"removed\":0,\"collected\":0},"
                        + "{\"time\":\"2026-11-23T13:20:17.000000000Z\",\"live\":10,\"liveCollected\":4,\"added\":2,\"removed\":0,\"collected\":4},"
                        + "{\"time\":\"2026-11-23T13:20:19.000000000Z\",\"live\":9,\"liveCollected\":9,\"added\":0,\"removed\":1,\"collected\":5}]}\n",
                json);
    }
}
