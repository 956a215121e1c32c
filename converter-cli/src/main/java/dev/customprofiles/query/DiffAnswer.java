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

    /**
     * What was live at the first instant and is not at the second, with its ages at the first. An object whose value was
     * collected in between has not left, so sites are those of all objects, collected or not.
     */
    public LiveSet left() {
        Map<Site, LiveSite> before = bySite(base);
        Map<Site, LiveSite> now = bySite(at);
        Map<Site, LiveSite> young = bySite(added);
        long elapsed = at.atNanos() - base.atNanos();
        List<LiveSite> left = new ArrayList<>();
        before.forEach((site, then) -> {
            LiveSite all = now.getOrDefault(site, NOTHING);
            LiveSite since = young.getOrDefault(site, NOTHING);
            long stayed = all.count() - since.count();
            long count = then.count() - stayed;
            if (count > 0) {
                long weight = then.weight() - (all.weight() - since.weight());
                long stayedAge = all.ageNanos() - since.ageNanos() - stayed * elapsed;
                left.add(new LiveSite(site, count, weight, Math.max(0, then.ageNanos() - stayedAge)));
            }
        });
        left.sort(Comparator.comparingLong(LiveSite::count).reversed().thenComparing(LiveSite::site));
        return new LiveSet(base.profile(), base.unit(), base.atNanos(), left);
    }

    private static Map<Site, LiveSite> bySite(LiveSet set) {
        Map<Site, LiveSite> sites = new HashMap<>();
        set.sites().forEach(live -> sites.merge(live.site().collected(false), live, DiffAnswer::sum));
        return sites;
    }

    private static LiveSite sum(LiveSite one, LiveSite other) {
        return new LiveSite(
                one.site().collected(false),
                one.count() + other.count(),
                one.weight() + other.weight(),
                one.ageNanos() + other.ageNanos());
    }
}
