package dev.customprofiles.cli;

import static dev.customprofiles.Json.array;
import static dev.customprofiles.Json.number;
import static dev.customprofiles.Json.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.CollectedLeaks;
import dev.customprofiles.Json;
import dev.customprofiles.cli.Cli.Result;
import dev.customprofiles.profile.SampleType;
import dev.customprofiles.writer.ValueText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of a profile, by every grouping. */
class DiffTest {

    private static final String PAGE = Evictions.class.getName() + ".page";
    private static final String IMAGE = Evictions.class.getName() + ".image";

    @TempDir
    private static Path folder;

    private static Path cache;
    private static Instant full;

    @BeforeAll
    static void record() throws Exception {
        cache = folder.resolve("cache.jfr");
        List<String> output = ChildJvm.run(Evictions.class, List.of(), cache);
        full = Instant.parse(output.get(output.size() - 1));
    }

    private static Result run(Object... options) {
        Object[] arguments = Stream.concat(Stream.of("diff", "--base", full, cache), Stream.of(options))
                .toArray();
        Result result = Cli.run(arguments);
        assertEquals(0, result.exitCode(), result.err());
        return result;
    }

    private static Map<String, Object> json(Object... options) {
        Object[] all = Stream.concat(Stream.of(options), Stream.of("--json")).toArray();
        return object(Json.parse(run(all).out()));
    }

    /** What is in the columns, however wide they are. */
    private static String cells(String table) {
        return table.replaceAll("(?m)^ +", "").replaceAll(" {2,}", " ");
    }

    @Test
    void whatLeftAWeakProfileWasRemovedOrCollected() {
        Result diff = run();
        assertEquals(
                cells(
                        "     added       left        net       base         at    removed  collected  net bytes  function\n"
                                + "         1          3         -2          4          2          0          3    -1.95kB  "
                                + IMAGE
                                + "\n"
                                + "         0          3         -3          5          2          2          1       -30B  "
                                + PAGE
                                + "\n"),
                cells(diff.out()));
        assertTrue(
                diff.err()
                        .endsWith(": 9 live, then 4; 1 added since and still live, 6 left (2 removed, 4 collected)\n"),
                diff.err());
    }

    @Test
    void beforeAnythingLeftThereIsNothingToSplit() {
        Result diff = Cli.run("diff", "--base", "start", "--at", full, cache);
        assertTrue(cells(diff.out()).startsWith("added left net base at net bytes function\n"), diff.out());
        assertTrue(diff.err().endsWith(", 0 left\n"), diff.err());
    }

    @Test
    void labelsClassesAndThreadsAreRowsOfTheirOwn() {
        assertEquals(
                cells(
                        "     added       left        net       base         at    removed  collected  net bytes  label\n"
                                + "         0          1         -1          2          1          1          0       -10B  odd\n"
                                + "         1          3         -2          4          2          0          3    -1.95kB  image\n"
                                + "         0          2         -2          3          1          1          1       -20B  even\n"),
                cells(run("--by", "label").out()));
        String all = "         1          6         -5          9          4          2          4    -1.98kB  ";
        assertTrue(cells(run("--by", "class").out()).endsWith(" class\n" + cells(all) + "java.lang.Object\n"));
        assertTrue(cells(run("--by", "thread").out()).endsWith(" thread\n" + cells(all) + "filler\n"));
    }

    @Test
    void linesAreRowsWhenTheyAreAskedFor() {
        String lines = run("--by", "line").out();
        assertTrue(lines.contains("  " + PAGE + " dev/customprofiles/cli/Evictions.java:"), lines);
        assertEquals(lines, run("--lines").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"function", "line", "site", "label", "class", "thread"})
    void machinesGetTheNumbersOfTheTable(String by) {
        Map<String, Object> diff = json("--by", by);
        List<String> table = run("--by", by).out().lines().toList();
        assertEquals(Evictions.CACHE, diff.get("profile"));
        assertEquals(full, Instant.parse((String) diff.get("from")));
        assertEquals(by, diff.get("by"));
        assertEquals("bytes", diff.get("weightUnit"));
        assertEquals(table.size() - 1, number(diff.get("rowCount")));
        SampleType bytes = SampleType.bytes("space");
        for (int i = 1; i < table.size(); i++) {
            Map<String, Object> row = object(array(diff.get("rows")).get(i - 1));
            Map<String, Object> count = object(row.get("count"));
            Map<String, Object> weight = object(row.get("weight"));
            List<String> cells = new ArrayList<>();
            for (String field : List.of("added", "left", "net", "base", "at", "removed", "collected")) {
                cells.add("" + number(count.get(field)));
            }
            cells.add(ValueText.scaled(number(weight.get("net")), bytes));
            cells.add((String) row.get("name"));
            assertEquals(cells, List.of(table.get(i).strip().replace(" +", " ").split("\\s+", 9)));
            for (Map<String, Object> amounts : List.of(count, weight)) {
                assertEquals(
                        number(amounts.get("left")), number(amounts.get("removed")) + number(amounts.get("collected")));
                assertEquals(number(amounts.get("net")), number(amounts.get("added")) - number(amounts.get("left")));
            }
        }
        assertEquals(
                "{added=1000, left=3030, removed=20, collected=3010, net=-2030, base=4050, at=2020}",
                object(diff.get("total")).get("weight").toString());
    }

    @Test
    void aSiteHasItsStackAndSignature() {
        Map<String, Object> site =
                object(array(json("--by", "site", "--limit", 1).get("rows")).get(0));
        assertNotNull(site.get("signature"));
        assertEquals("java.lang.Object", site.get("class"));
        assertNotNull(object(array(site.get("frames")).get(0)).get("function"));
        Map<String, Object> top = object(Json.parse(Cli.run("top", "-q", "--at", full, "--by", "site", "--json", cache)
                .out()));
        assertTrue(array(top.get("rows")).stream()
                .anyMatch(row -> object(row).get("signature").equals(site.get("signature"))));
    }

    @Test
    void whatIsCollectedAndStaysIsNotWhatLeft() throws Exception {
        Path leases = folder.resolve("leases.jfr");
        List<String> output = ChildJvm.run(CollectedLeaks.class, List.of(), leases);
        Object before = output.get(output.size() - 1);
        Map<String, Object> diff = object(
                Json.parse(Cli.run("diff", "-q", "--profile", CollectedLeaks.LEASE, "--base", before, "--json", leases)
                        .out()));
        Map<String, Object> total = object(diff.get("total"));
        assertEquals(
                "{added=1, left=1, removed=1, collected=4, net=0, base=9, at=9}",
                total.get("count").toString());
        assertNull(total.get("weight"));
        assertNull(diff.get("weightUnit"));
    }

    @Test
    void whatIsWrittenToAFileIsNotPutTogether() {
        Result by = Cli.run("diff", "--base", full, "--by", "site", "-o", folder.resolve("x.pb.gz"), cache);
        assertEquals(2, by.exitCode());
        assertTrue(by.err().startsWith("jfr2pprof: --by is about what is shown without -o\n"), by.err());
        Result contradiction = Cli.run("diff", "--base", full, "--by", "function", "--lines", cache);
        assertEquals(2, contradiction.exitCode());
    }
}
