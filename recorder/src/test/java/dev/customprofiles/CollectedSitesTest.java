package dev.customprofiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What collected objects cost, and how exact the counts are that are kept of them. */
class CollectedSitesTest {

    @Test
    void aMillionCollectedObjectsOfASiteLeaveNothingOfTheirOwnBehind() throws Exception {
        // With that ratio the collector leaves no dead objects behind, which would count as used.
        ChildJvm.run(Million.class, List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:MarkSweepDeadRatio=0"));
    }

    /** Drops a million objects and looks at the heap. */
    static final class Million {

        private static final int OBJECTS = 1_000_000;

        private Million() {}

        /** Takes no arguments. */
        public static void main(String[] arguments) {
            Profile profile = Profile.create("collected.Million");
            drop(profile, 10_000); // so that all that is made once is there
            collectAll(profile, 10_000);
            long before = used();
            drop(profile, OBJECTS);
            collectAll(profile, 10_000 + OBJECTS);
            long grown = used() - before;
            ChildJvm.check(grown < 100_000, "grown by " + grown + " bytes");
            ChildJvm.check(profile.count() == 10_000 + OBJECTS, "count " + profile.count());
        }

        private static void drop(Profile profile, int objects) {
            for (int i = 0; i < objects; i++) {
                profile.add(new Object());
            }
        }

        private static void collectAll(Profile profile, int objects) {
            Cut cut;
            do {
                System.gc();
                profile.count();
                WaitingCaptures.resolveAll();
                cut = new Cut(profile);
                profile.objects().cut(0, cut);
                cut.end();
            } while (cut.collected < objects);
        }

        private static long used() {
            System.gc();
            System.gc();
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }
    }

    @Test
    void ofTooManySitesTheRestSharesARowForEachProfileAndTheCountsAreExact() throws Exception {
        ChildJvm.run(ManySites.class, List.of());
    }

    /** Collects objects of ten thousand sites of two profiles. */
    static final class ManySites {

        private static final int SITES = 10_000;

        private ManySites() {}

        /** Takes no arguments. */
        public static void main(String[] arguments) {
            List<Profile> profiles = List.of(Profile.create("many.One"), Profile.create("many.Two"));
            for (int i = 0; i < SITES; i++) {
                for (Profile profile : profiles) {
                    for (int times = 0; times < 2; times++) {
                        Gone.add(profile, 3, "label " + i, "Gone");
                        Profiles.processCollected();
                    }
                }
            }
            int sites = 0;
            for (Profile profile : profiles) {
                ChildJvm.check(profile.count() == 2 * SITES, "count " + profile.count());
                Cut cut = new Cut(profile);
                profile.objects().cut(1, cut);
                long rest = 0;
                SiteCount all = new SiteCount(null);
                for (SiteCount row : cut.rows) {
                    all.add(row);
                    rest += row.site.label == null ? 1 : 0;
                    ChildJvm.check(row.site.label == null || row.collected.objects == 2, "row " + row.site.label);
                }
                ChildJvm.check(rest == 1, rest + " rows for the rest");
                ChildJvm.check(all.collected.objects == 2 * SITES, "collected " + all.collected.objects);
                ChildJvm.check(all.live.objects == 2 * SITES, "live " + all.live.objects);
                ChildJvm.check(all.collected.weight == 6 * SITES, "weight " + all.collected.weight);
                sites += cut.rows.size();
            }
            ChildJvm.check(sites == CollectedSites.MOST + profiles.size(), sites + " sites");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void agesOfManySpansAreWithinAFactorOfTwo(long seed) {
        Random random = new Random(seed);
        AddedTimes times = new AddedTimes();
        long start = random.nextLong(); // the clock may begin anywhere
        long passed = 1;
        int objects = 2000;
        long[] added = new long[objects];
        for (int i = 0; i < objects; i++) {
            passed += 1 + (long) Math.pow(10, random.nextDouble() * 9);
            // Collected objects come in any order of their adding.
            added[i] = start + passed - (long) (random.nextDouble() * random.nextDouble() * passed);
            times.objects[times.spanFor(added[i], start + passed)]++;
        }
        assertEquals(objects, Arrays.stream(times.objects).sum());
        long now = start + passed;
        long oldest = Arrays.stream(added).map(time -> now - time).max().orElseThrow();
        assertEquals(oldest, now - times.oldest());

        LiveCount counted = new LiveCount();
        times.count(counted, now);
        long[] actual = new long[64];
        for (String one : counted.ages().split(" ")) {
            String[] parts = one.split(":");
            actual[Integer.parseInt(parts[0])] = Long.parseLong(parts[1]);
        }
        assertEquals(objects, Arrays.stream(actual).sum());
        long[] expected = new long[64];
        for (long time : added) {
            expected[63 - Long.numberOfLeadingZeros(Math.max(1, now - time))]++;
        }
        // Sorted by age, the objects of both are the same ones: each is at most a class from its own.
        long below = 0;
        long belowActual = 0;
        for (int age = 0; age < 63; age++) {
            below += expected[age];
            long belowOneMore = below + expected[age + 1];
            belowActual += actual[age];
            long belowOneLess = below - expected[age];
            assertTrue(
                    belowActual <= belowOneMore, "too young: " + counted.ages() + " of " + Arrays.toString(expected));
            assertTrue(belowActual >= belowOneLess, "too old: " + counted.ages() + " of " + Arrays.toString(expected));
        }
    }
}
