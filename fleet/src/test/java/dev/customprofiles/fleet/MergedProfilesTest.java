package dev.customprofiles.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merging does not depend on the order of hosts, nor on which are merged first. */
class MergedProfilesTest {

    private static SparkSession spark;

    @BeforeAll
    static void startSpark() {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "3")
                .getOrCreate();
    }

    @AfterAll
    static void stopSpark() throws IOException {
        spark.close();
    }

    private static StackProfile merged(List<LiveRow> rows, int partitions, boolean byHost) {
        List<StackProfile> profiles = MergedProfiles.of(
                spark.createDataFrame(
                        JavaSparkContext.fromSparkContext(spark.sparkContext())
                                .parallelize(rows, partitions)
                                .map(LiveRow::row),
                        LiveRow.SCHEMA),
                byHost);
        assertEquals(1, profiles.size());
        return profiles.get(0);
    }

    /** {@code frames and labels -> values}, each stack once. */
    private static Map<List<?>, List<Long>> samples(StackProfile profile) {
        Map<List<?>, List<Long>> samples = new HashMap<>();
        for (StackSample sample : profile.samples()) {
            List<?> key = List.of(sample.frames(), new HashSet<>(sample.labels()));
            assertEquals(null, samples.put(key, sample.values()), "twice: " + key);
        }
        return samples;
    }

    private static LiveRow row(Random random, String unit, int host) {
        String site = "app.Site.open" + random.nextInt(5) + "(app/Site.java:" + random.nextInt(2) + ")";
        long count = random.nextInt(1_000);
        long collected = random.nextBoolean() ? 0 : random.nextInt((int) count + 1);
        // Now and then so much that the sum is beyond a long.
        long most = random.nextInt(4) == 0 ? Long.MAX_VALUE / 2 : 1_000_000;
        long weight = random.nextLong(most);
        long age = random.nextLong(most);
        return new LiveRow(
                "pod-" + host,
                "1 from then",
                null,
                host,
                1_000L + host,
                "scenario.Merge",
                unit,
                "0123456789abcdef",
                site,
                List.of(site, "app.Main.main(app/Main.java:1)"),
                random.nextBoolean() ? null : "tenant-" + random.nextInt(3),
                "java.lang.Object",
                count,
                collected,
                weight,
                collected == 0 ? 0 : random.nextLong(weight + 1),
                age,
                collected == 0 ? 0 : random.nextLong(age + 1),
                null);
    }

    private static List<LiveRow> rows(Random random, String unit) {
        List<LiveRow> rows = new ArrayList<>();
        for (int i = 0; i < 20 + random.nextInt(100); i++) {
            rows.add(row(random, unit, random.nextInt(10)));
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mergingIsAssociativeAndCommutative(long seed) {
        Random random = new Random(seed);
        boolean byHost = random.nextBoolean();
        List<LiveRow> rows = rows(random, "bytes");
        Map<List<?>, List<Long>> all = samples(merged(rows, 1, byHost));
        assertTrue(all.size() > 20, all.size() + " stacks");
        for (int partitions : new int[] {2, 7}) {
            Collections.shuffle(rows, random);
            assertEquals(all, samples(merged(rows, partitions, byHost)));
            int half = 1 + random.nextInt(rows.size() - 1);
            StackProfile first = merged(rows.subList(0, half), partitions, byHost);
            StackProfile second = merged(rows.subList(half, rows.size()), 2, byHost);
            assertEquals(all, samples(first.plus(second)), "parts merged first");
            assertEquals(all, samples(second.plus(first)));
        }
    }

    @Test
    void agesBeyondALongStayAtItsLimit() {
        List<LiveRow> rows = Collections.nCopies(4, rows(new Random(6), "bytes")).stream()
                .flatMap(List::stream)
                .toList();
        long most = samples(merged(rows, 2, false)).values().stream()
                .mapToLong(values -> values.get(2))
                .max()
                .orElseThrow();
        assertEquals(Long.MAX_VALUE, most);
    }

    @Test
    void weightsOfDifferentUnitsAreNotAddedUp() {
        List<LiveRow> rows = rows(new Random(7), "bytes");
        int types = merged(rows, 2, false).types().size();
        rows.addAll(rows(new Random(8), null));
        assertEquals(types, merged(rows, 2, false).types().size(), "a JVM that never said its unit");
        rows.addAll(rows(new Random(9), "connections"));
        StackProfile mixed = merged(rows, 2, false);
        assertEquals(types - 1, mixed.types().size());
        assertTrue(
                mixed.comments().contains("weights left out, for their units differ: bytes, connections"),
                mixed.comments().toString());
    }
}
