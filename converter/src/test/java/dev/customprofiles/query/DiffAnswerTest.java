package dev.customprofiles.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.Unpaired;
import dev.customprofiles.writer.Origin;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What left between two instants, and what was only collected. */
class DiffAnswerTest {

    private static final Losses NONE =
            new Losses(List.of(), List.of(), List.of(), 0, 0, true, 0, 0, 0, 0, 0, 0, 0, List.of(), Unpaired.NONE);
    private static final Site OPEN = new Site(List.of(Frame.of("blobstore.Store", "open", 42)), null, null, null);
    private static final Site KEEP = new Site(List.of(Frame.of("blobstore.Store", "keep", 57)), null, null, null);
    private static final long ELAPSED = 100;

    private static LiveSet set(long atNanos, LiveSite... sites) {
        return new LiveSet("blobstore.Open", "bytes", atNanos, List.of(sites));
    }

    /**
     * Of 8 objects of age 10, one of them collected, 2 are removed and 3 more collected; of 2 that are added at 60 one is
     * collected. Elsewhere nothing is collected and one of 3 leaves.
     */
    private static DiffAnswer diff(Predicate<Site> sites) {
        return DiffAnswer.of(
                set(
                        1000,
                        new LiveSite(OPEN, 7, 70, 70),
                        new LiveSite(OPEN.collected(true), 1, 10, 10),
                        new LiveSite(KEEP, 3, 3, 3)),
                set(
                        1000 + ELAPSED,
                        new LiveSite(OPEN, 3, 22, 2 * 110 + 40),
                        new LiveSite(OPEN.collected(true), 5, 42, 4 * 110 + 40),
                        new LiveSite(KEEP, 2, 2, 2 * 101)),
                set(1000 + ELAPSED, new LiveSite(OPEN, 1, 2, 40), new LiveSite(OPEN.collected(true), 1, 2, 40)),
                set(1000, new LiveSite(OPEN, 1, 10, 10)),
                sites,
                NONE,
                new Origin("tool", "app", "app.jfr"),
                List.of());
    }

    @Test
    void whatWasCollectedHasNotLeft() {
        assertEquals(
                List.of(new LiveSite(OPEN, 2, 20, 20), new LiveSite(KEEP, 1, 1, 1)),
                diff(site -> true).left().sites());
    }

    @Test
    void whatLeftBecauseItWasCollectedWasNotRemoved() {
        assertEquals(
                List.of(new LiveSite(KEEP, 1, 1, 1), new LiveSite(OPEN, 1, 10, 10)),
                diff(site -> true).removed().sites());
    }

    /** 2 of the 3 that are collected in between were there before; one was collected before. */
    @Test
    void whatCameAndWasCollectedInBetweenHasNotLeft() {
        Site collected = OPEN.collected(true);
        LiveSet dropped = DiffAnswer.dropped(
                set(1000, new LiveSite(OPEN, 7, 70, 70), new LiveSite(collected, 1, 10, 10)),
                set(1000 + ELAPSED, new LiveSite(OPEN, 5, 50, 550), new LiveSite(collected, 4, 42, 3 * 110 + 40)),
                set(1000 + ELAPSED, new LiveSite(collected, 1, 2, 40)));
        assertEquals(List.of(new LiveSite(OPEN, 2, 30, 20)), dropped.sites());
    }

    @Test
    void whatWasCollectedMeanwhileIsLessWhatWasBefore() {
        assertEquals(
                List.of(new LiveSite(OPEN.collected(true), 4, 32, 3 * 110 + 40)),
                diff(site -> true).collected().sites());
    }

    @Test
    void whatLeftWasReachable() {
        DiffAnswer reachable = diff(site -> !site.collected());
        assertEquals(3, reachable.left().count());
        assertEquals(
                List.of(10L, 5L),
                List.of(reachable.base().count(), reachable.at().count()));
        DiffAnswer collected = diff(Site::collected);
        assertEquals(0, collected.left().count());
        assertEquals(
                List.of(1L, 5L),
                List.of(collected.base().count(), collected.at().count()));
    }

    @Test
    void whatWasCollectedMeanwhileIsOfEitherKind() {
        assertEquals(4, diff(site -> !site.collected()).collected().count());
        assertEquals(4, diff(Site::collected).collected().count());
        assertEquals(
                0, diff(site -> site.frames().equals(KEEP.frames())).collected().count());
    }
}
