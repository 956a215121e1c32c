package dev.customprofiles.holders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Site;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The groups of a suspect are those of its label, added up over sites that differ in their lines. */
class HolderGroupsTest {

    private static final HolderPath MAP =
            new HolderPath(Hold.STRONG, List.of(), List.of("static app.Main.MAP"), "app.Session");
    private static final HolderPath COLLECTED = HolderPath.none(Hold.COLLECTED, "app.Session");

    private static Site site(int line) {
        return new Site(List.of(Frame.of("app.Main", "open", line)), null, null, null);
    }

    private static HolderGroup group(HolderPath path, long objects, Map<String, Long> labels) {
        SortedMap<String, Long> sorted = new TreeMap<>(labels);
        return new HolderGroup(path, objects, objects, objects * 100, objects * 10, 7, sorted);
    }

    private static final Holders ALL = new Holders(
            List.of(
                    new HeldSite(
                            "app.Open",
                            null,
                            site(8),
                            List.of(
                                    group(MAP, 130, Map.of("user", 87L, "guest", 43L)),
                                    group(COLLECTED, 20, Map.of("user", 13L, "guest", 7L)))),
                    new HeldSite("app.Open", null, site(0), List.of(group(MAP, 5, Map.of("guest", 5L))))),
            0);

    private static List<String> groups(String label) {
        return ALL.groups("app.Open", site(9).frames(), label).stream()
                .map(group -> group.path().hold() + " " + group.objects() + " " + group.retainedBytes() + " "
                        + group.labels())
                .toList();
    }

    @Test
    void onlyTheObjectsWithTheLabelCount() {
        assertEquals(List.of("strong 48 -1 {guest=48}", "collected 7 -1 {guest=7}"), groups("guest"));
        assertEquals(List.of("strong 87 -1 {user=87}", "collected 13 -1 {user=13}"), groups("user"));
        assertEquals(List.of(), groups("other"));
        assertEquals(List.of(), groups(null), "all have a label");
    }

    @Test
    void wholeGroupsKeepTheirNumbers() {
        Holders one = new Holders(
                List.of(
                        new HeldSite("app.Open", null, site(8), List.of(group(MAP, 3, Map.of()))),
                        new HeldSite("app.Open", null, site(0), List.of(group(MAP, 4, Map.of())))),
                0);
        assertEquals(
                List.of(new HolderGroup(MAP, 7, 7, 700, 70, 7, new TreeMap<>())),
                one.groups("app.Open", site(8).frames(), null));
    }
}
