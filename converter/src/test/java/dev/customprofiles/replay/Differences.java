package dev.customprofiles.replay;

import dev.customprofiles.live.Drift;
import dev.customprofiles.live.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Assertions;

/** Says which sites differ, and not what all of them are. */
final class Differences {

    private Differences() {}

    static void assertSame(Map<String, String> expected, Map<String, String> actual, String what) {
        TreeSet<String> sites = new TreeSet<>(expected.keySet());
        sites.addAll(actual.keySet());
        List<String> wrong = new ArrayList<>();
        for (String site : sites) {
            String wanted = expected.getOrDefault(site, "none");
            String got = actual.getOrDefault(site, "none");
            if (!wanted.equals(got)) {
                wrong.add(site + ": expected " + wanted + ", was " + got);
            }
        }
        if (!wrong.isEmpty()) {
            Assertions.fail(what + ": " + wrong.size() + " of " + sites.size() + " sites differ:\n"
                    + String.join("\n", wrong.subList(0, Math.min(8, wrong.size()))));
        }
    }

    /** The drifts, a line each and a stack shown by its top. */
    static String drifts(Losses losses) {
        StringBuilder text = new StringBuilder();
        for (Drift drift :
                losses.drifts().subList(0, Math.min(3, losses.drifts().size()))) {
            text.append(drift.profile())
                    .append(": ")
                    .append(drift.missingAdds())
                    .append(" adds, ");
            text.append(drift.missingRemoves())
                    .append(" removes, ")
                    .append(drift.sites().size())
                    .append(" sites");
            drift.sites().stream()
                    .limit(3)
                    .forEach(site -> text.append("; ")
                            .append(site.site().frames().get(0).function())
                            .append(" of ")
                            .append(site.site().frames().size())
                            .append(" frames, ")
                            .append(site.replayed())
                            .append(" for ")
                            .append(site.counted()));
            text.append('\n');
        }
        return text.toString();
    }
}
