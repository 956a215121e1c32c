package dev.customprofiles.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.Json;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Site;
import dev.customprofiles.profile.Frameworks;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.text.LineWidth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiffTableTest {

    private static final Site EU = Fixture.site("eu", "blobstore.Blob", "main", Fixture.OPEN, Fixture.MAIN);
    private static final Site US = Fixture.site("us", "blobstore.Blob", "main", Fixture.OPEN, Fixture.MAIN);
    private static final Site WALK =
            Fixture.site("eu", "blobstore.Tree", "pool-1", Fixture.OPEN_ELSEWHERE, Fixture.WALK);
    private static final Site MAIN = Fixture.site(null, null, null, Fixture.MAIN);

    private static StackProfile set(String unit, LiveSite... sites) {
        return Fixture.liveSet(unit, sites);
    }

    /** In Europe 3 of 10 are removed and 2 are collected; of the trees 5 come, of which 1 is collected; main stays as it is. */
    private static DiffProfiles change(String unit) {
        return new DiffProfiles(
                set(unit, new LiveSite(EU, 10, 5000, 0), new LiveSite(US, 1, 7, 0), new LiveSite(MAIN, 4, 4, 0)),
                set(
                        unit,
                        new LiveSite(EU, 5, 2000, 0),
                        new LiveSite(US, 1, 7, 0),
                        new LiveSite(MAIN, 4, 4, 0),
                        new LiveSite(WALK, 4, 400, 0),
                        new LiveSite(WALK.collected(true), 1, 100, 0)),
                set(unit, new LiveSite(WALK, 4, 400, 0), new LiveSite(WALK.collected(true), 1, 100, 0)),
                set(unit, new LiveSite(EU, 5, 3000, 0)),
                set(unit, new LiveSite(EU, 3, 1000, 0)),
                set(unit, new LiveSite(WALK.collected(true), 1, 100, 0)));
    }

    private static DiffTable table(String unit, Grouping by) {
        return DiffTable.of(change(unit), by, Frameworks.DEFAULT);
    }

    /** What is in the columns, however wide they are. */
    private static String cells(String table) {
        return table.replaceAll("(?m)^ +", "").replaceAll(" {2,}", " ");
    }

    private static String text(DiffTable table) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        table.write(out, 0, LineWidth.UNLIMITED);
        return cells(out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void functionsPutTogetherAllThatTheyAdd() throws IOException {
        assertEquals(cells("""
                     added       left        net       base         at    removed  collected  function
                         5          5         +0         11         11          3          3  blobstore.Store.open
                """), text(table(null, Grouping.FUNCTION)));
    }

    @Test
    void weightsHaveAColumnWhereThereAreAny() throws IOException {
        assertEquals(cells("""
                     added       left        net       base         at    removed  collected  net bytes  label
                         5          5         +0         10         10          3          3    -2.44kB  eu
                """), text(table("bytes", Grouping.LABEL)));
        assertEquals(cells("""
                     added       left        net       base         at    removed  collected  net bytes  class
                         5          0         +5          0          5          0          1      +500B  blobstore.Tree
                         0          5         -5         11          6          3          2    -2.93kB  blobstore.Blob
                """), text(table("bytes", Grouping.CLASS)));
    }

    @Test
    void aSiteIsOneRowWhateverBecameOfItsObjects() {
        DiffTable sites = table("bytes", Grouping.SITE);
        assertEquals(2, sites.rows().size());
        assertEquals(
                new DiffTable.Amounts(5, 0, 0, 1, 0, 5), sites.rows().get(0).count());
        assertEquals(
                new DiffTable.Amounts(500, 0, 0, 100, 0, 500),
                sites.rows().get(0).weight());
        assertEquals(
                new DiffTable.Amounts(0, 3000, 1000, 2000, 5000, 2000),
                sites.rows().get(1).weight());
    }

    @Test
    void theTotalCountsAlsoWhatDidNotChange() throws IOException {
        StringBuilder out = new StringBuilder();
        DiffProfiles change = change("bytes");
        DiffJson.write(change, DiffTable.of(change, Grouping.THREAD, Frameworks.DEFAULT), 1, true, Fixture.NONE, out);
        Map<String, Object> json = Json.object(Json.parse(out.toString()));
        assertEquals(
                "{added=5, left=5, removed=3, collected=3, net=0, base=15, at=15}",
                Json.object(json.get("total")).get("count").toString());
        assertEquals(2, Json.number(json.get("rowCount")));
        assertEquals(1, Json.array(json.get("rows")).size());
    }
}
