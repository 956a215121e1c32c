package dev.customprofiles.query;

import dev.customprofiles.replay.LiveSet;
import dev.customprofiles.replay.LiveSite;
import dev.customprofiles.replay.Losses;
import dev.customprofiles.replay.Site;
import dev.customprofiles.writer.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a profile between two instants.
 *
 * @param base what was live at the first
 * @param at what was live at the second
 * @param added what was added after the first and is live at the second, with its ages then
 * @param losses what the recording could not tell
 * @param files what it was read from
 */
public record DiffAnswer(LiveSet base, LiveSet at, LiveSet added, Losses losses, Origin origin, List<Path> files) {

    private static final LiveSite NOTHING = new LiveSite(null, 0, 0, 0);

    /** Copies the list. */
    public DiffAnswer {
        files = List.copyOf(files);
    }

    /** What was live at the first instant and is not at the second, with its ages at the first. */
    public LiveSet left() {
        Map<Site, LiveSite> now = bySite(at);
        Map<Site, LiveSite> young = bySite(added);
        long elapsed = at.atNanos() - base.atNanos();
        List<LiveSite> left = new ArrayList<>();
        for (LiveSite before : base.sites()) {
            LiveSite all = now.getOrDefault(before.site(), NOTHING);
            LiveSite since = young.getOrDefault(before.site(), NOTHING);
            long stayed = all.count() - since.count();
            long count = before.count() - stayed;
            if (count > 0) {
                long weight = before.weight() - (all.weight() - since.weight());
                long stayedAge = all.ageNanos() - since.ageNanos() - stayed * elapsed;
                left.add(new LiveSite(before.site(), count, weight, Math.max(0, before.ageNanos() - stayedAge)));
            }
        }
        left.sort(Comparator.comparingLong(LiveSite::count).reversed().thenComparing(LiveSite::site));
        return new LiveSet(base.profile(), base.unit(), base.atNanos(), left);
    }

    private static Map<Site, LiveSite> bySite(LiveSet set) {
        Map<Site, LiveSite> sites = new HashMap<>();
        set.sites().forEach(site -> sites.put(site.site(), site));
        return sites;
    }
}
