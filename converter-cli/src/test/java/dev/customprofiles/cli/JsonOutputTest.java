package dev.customprofiles.cli;

import static dev.customprofiles.Json.array;
import static dev.customprofiles.Json.number;
import static dev.customprofiles.Json.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.CollectedLeaks;
import dev.customprofiles.Json;
import dev.customprofiles.cli.Cli.Result;
import dev.customprofiles.profile.SampleType;
import dev.customprofiles.writer.ValueText;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What machines get has the numbers of the tables that people get. */
class JsonOutputTest {

    @TempDir
    private static Path recordings;

    private static Path blobs;
    private static Path collected;

    /** Has weights. */
    private static Path cache;

    @BeforeAll
    static void record() throws Exception {
        blobs = recordings.resolve("blobs.jfr");
        collected = recordings.resolve("collected.jfr");
        ChildJvm.run(blobstore.Main.class, List.of("-XX:StartFlightRecording:filename=" + blobs));
        ChildJvm.run(CollectedLeaks.class, List.of(), collected);
        cache = recordings.resolve("cache.jfr");
        ChildJvm.run(Evictions.class, List.of(), cache);
    }

    private static Map<String, Object> json(Object... arguments) {
        Object[] all =
                Stream.concat(Stream.of(arguments), Stream.of("--json", "-q")).toArray();
        Result result = Cli.run(all);
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(result.out().endsWith("}\n"), result.out());
        return object(Json.parse(result.out()));
    }

    private static List<Map<String, Object>> objects(Object list) {
        return array(list).stream().map(Json::object).toList();
    }

    private static List<String> text(Object... arguments) {
        return Cli.run(arguments).out().lines().toList();
    }

    /** The last one may have blanks. */
    private static String[] cells(String row, int columns) {
        return row.strip().split("\\s+", columns);
    }

    private static Instant instant(Object text) {
        return Instant.parse((String) text);
    }

    @Test
    void aListHasTheNumbersOfItsTable() {
        for (Path recording : List.of(blobs, collected)) {
            Map<String, Object> list = json("list", recording);
            List<String> table = text("list", recording);
            List<Map<String, Object>> profiles = objects(list.get("profiles"));
            for (int i = 0; i < profiles.size(); i++) {
                Map<String, Object> profile = profiles.get(i);
                Map<String, Object> peak = object(profile.get("peak"));
                String name = profile.get("name") + (profile.get("weak").equals(true) ? " (weak)" : "");
                String row = table.get(i + 1);
                assertTrue(row.startsWith(name + " "), row);
                String[] cells = cells(row.substring(name.length()), 8);
                List<String> fields = List.of("live", "added", "removed", "collected", "orphans");
                assertEquals(
                        Arrays.asList(cells).subList(0, 5),
                        fields.stream()
                                .map(field -> "" + number(profile.get(field)))
                                .toList());
                assertEquals(Instant.parse(cells[5].replaceAll("\\+00:00$", "Z")), instant(profile.get("firstSeen")));
                assertEquals(cells[6], "" + number(peak.get("count")));
                assertEquals(Instant.parse(cells[7]), instant(peak.get("at")));
            }
            assertEquals(profiles.size(), table.indexOf("") - 1);
            String all = String.join("\n", table);
            for (Map<String, Object> builtin : objects(list.get("builtins"))) {
                Map<String, Object> events = object(builtin.get("events"));
                assertFalse(events.isEmpty());
                events.forEach((event, count) -> assertTrue(all.contains(number(count) + " " + event), all));
                long sum = events.values().stream().mapToLong(Json::number).sum();
                assertTrue(builtin.get("name").equals("goroutine") || number(builtin.get("total")) == sum);
            }
            Matcher recorded =
                    Pattern.compile("recorded from (\\S+) to (\\S+) ").matcher(all);
            assertTrue(recorded.find());
            assertEquals(
                    Instant.parse(recorded.group(1)),
                    instant(object(list.get("recorded")).get("from")));
            assertEquals(
                    Instant.parse(recorded.group(2)),
                    instant(object(list.get("recorded")).get("to")));
            assertEquals(Map.of("incomplete", false, "warnings", List.of()), list.get("losses"));
        }
    }

    @Test
    void aListNamesTheJvm() {
        Map<String, Object> jvm = objects(json("list", blobs).get("jvms")).get(0);
        String line = String.join("\n", text("list", blobs));
        assertTrue(
                line.contains("by " + jvm.get("name") + " " + jvm.get("version") + ", process " + number(jvm.get("pid"))
                        + ", started "),
                line);
        assertTrue(instant(jvm.get("started")).isBefore(Instant.now()));
        assertEquals("blobstore.Main", jvm.get("application"));
    }

    @Test
    void whatAListDoesNotKnowIsNull() {
        Map<String, Object> old = objects(json("list", "--min-age", "1ms", "--profile", CollectedLeaks.WEAK, collected)
                        .get("profiles"))
                .get(0);
        for (String unknown : List.of("added", "removed", "collected", "peak")) {
            assertTrue(old.containsKey(unknown), old.toString());
            assertNull(old.get(unknown));
        }
        assertEquals(2, number(old.get("live")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"function", "line", "site", "label", "class", "thread"})
    void topHasTheNumbersOfItsTable(String by) {
        Map<Path, String> profiles =
                Map.of(blobs, "blobstore.Open", collected, CollectedLeaks.LEASE, cache, Evictions.CACHE);
        for (Path recording : profiles.keySet()) {
            String name = profiles.get(recording);
            Object[] arguments = {"top", "--profile", name, "--by", by, "--sort", "count", "--limit", 0, recording};
            Map<String, Object> top = json(arguments);
            List<String> table = text(arguments);
            boolean ofFrames = by.equals("function") || by.equals("line");
            boolean weighted = top.get("weightUnit") != null;
            boolean withCollected = table.get(0).contains("collected");
            assertEquals(recording == cache, weighted);
            boolean bySite = by.equals("site");
            assertEquals(weighted, table.get(0).contains(" " + top.get("weightUnit") + " "), table.get(0));
            assertEquals(bySite, table.get(0).contains("  removed "), table.get(0));
            assertEquals(by, top.get("by"));
            assertEquals(name, top.get("profile"));
            assertEquals("count", top.get("unit"));
            List<Map<String, Object>> rows = objects(top.get("rows"));
            assertEquals(table.size() - 1, rows.size());
            assertEquals(rows.size(), number(top.get("rowCount")));
            assertEquals(
                    number(top.get("total")),
                    rows.stream().mapToLong(row -> number(row.get("flat"))).sum());
            for (int i = 0; i < rows.size(); i++) {
                Map<String, Object> row = rows.get(i);
                int columns = 3
                        + (ofFrames ? 2 : 0)
                        + (weighted ? 1 : 0)
                        + 1
                        + (bySite ? 2 : 0)
                        + (withCollected ? 1 : 0)
                        + 1;
                String[] cells = cells(table.get(i + 1), columns);
                assertEquals(cells[0], "" + number(row.get("flat")));
                assertEquals(row.get("flat"), row.get("count"));
                int column = 3;
                if (ofFrames) {
                    assertEquals(cells[column], "" + number(row.get("cum")));
                    column += 2;
                } else {
                    assertNull(row.get("cum"));
                }
                if (weighted) {
                    SampleType type = new SampleType("space", (String) top.get("weightUnit"));
                    assertEquals(cells[column++], ValueText.scaled(number(row.get("weight")), type));
                } else {
                    assertNull(row.get("weight"));
                }
                BigDecimal age = (BigDecimal) row.get("meanAgeSeconds");
                SampleType nanos = SampleType.nanoseconds("age");
                assertEquals(
                        cells[column++],
                        age == null
                                ? "0"
                                : ValueText.scaled(age.movePointRight(9).longValueExact(), nanos));
                for (String churn : List.of("added", "removed")) {
                    assertEquals(
                            bySite ? Long.valueOf(cells[column++]) : null,
                            bySite ? number(row.get(churn)) : row.get(churn));
                }
                assertEquals(withCollected ? Long.parseLong(cells[column++]) : 0, number(row.get("collected")));
                assertEquals(cells[column], row.get("name"));
                assertEquals(by.equals("site"), row.containsKey("frames"));
            }
        }
    }

    @Test
    void aSiteHasTheSignatureThatLeaksGivesIt() {
        Map<String, Object> site =
                objects(json("top", "--by", "site", blobs).get("rows")).get(0);
        Map<String, Object> suspect =
                objects(json("leaks", blobs).get("suspects")).get(0);
        for (String same : List.of("signature", "label", "class", "frames")) {
            assertEquals(suspect.get(same), site.get(same));
        }
        assertNotNull(site.get("signature"));
        Map<String, Object> cut = objects(
                        json("top", "--by", "site", "--max-depth", 1, blobs).get("rows"))
                .get(0);
        assertTrue(cut.containsKey("signature"));
        assertNull(cut.get("signature"));
        assertEquals(2, array(cut.get("frames")).size());
    }

    @Test
    void topWritesNoMoreRowsThanItsLimit() {
        Map<String, Object> top = json("top", "--limit", 1, blobs);
        assertEquals(1, array(top.get("rows")).size());
        assertTrue(number(top.get("rowCount")) > 1);
        assertEquals(800, number(top.get("total")));
    }

    @Test
    void aProfileThatAddsUpHasARangeInsteadOfAnInstant() {
        Map<String, Object> live = json("top", blobs);
        assertNotNull(live.get("at"));
        assertNull(live.get("from"));
        assertNull(live.get("to"));
        Map<String, Object> allocs = json("top", "--profile", "allocs", blobs);
        assertNull(allocs.get("at"));
        assertTrue(instant(allocs.get("from")).isBefore(instant(allocs.get("to"))));
        assertEquals("bytes", allocs.get("weightUnit"));
        Map<String, Object> row = objects(allocs.get("rows")).get(0);
        assertNull(row.get("meanAgeSeconds"));
        assertNull(row.get("collected"));
    }
}
