package dev.customprofiles.query;

import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.SaturatingMath;
import dev.customprofiles.live.Site;
import dev.customprofiles.writer.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The changes of a profile between two instants.
 *
 * @param base live at the first instant
 * @param at live at the second instant
 * @param added added after the first instant and live at the second, with ages at the second
 * @param left live at the first instant and not at the second, with ages at the first. An object that was only garbage
 *     collected has not left
 * @param removed the part of {@code left} that the application removed: all of it, except in a weak profile, which
 *     collected objects leave too
 * @param collected garbage collected after the first instant and live at the second, with ages at the second
 * @param losses the losses of the recording
 * @param files the files that were read
 */
public record DiffAnswer(
        LiveSet base,
        LiveSet at,
        LiveSet added,
        LiveSet left,
        LiveSet removed,
        LiveSet collected,
        Losses losses,
        Origin origin,
        List<Path> files) {

    private static final LiveSite NOTHING = new LiveSite(null, 0, 0, 0);

    /** Copies the list. */
    public DiffAnswer {
        files = List.copyOf(files);
    }

    /**
     * Computes the changes of the sites that pass. An object that left was reachable before, because a collected object
     * cannot be removed. An object collected in between is counted for either value of the filter on collection,
     * because it changed from one to the other.
     *
     * @param base all objects live at the first instant
     * @param at all objects live at the second instant
     * @param added those of them that were added after the first instant
     * @param dropped live at the first instant and left because they were collected, see {@link #dropped}; empty except
     *     in a weak profile
     */
    static DiffAnswer of(
            LiveSet base,
            LiveSet at,
            LiveSet added,
            LiveSet dropped,
            Predicate<Site> sites,
            Losses losses,
            Origin origin,
            List<Path> files) {
        LiveSet left = left(base, at, added);
        return new DiffAnswer(
                base.where(sites),
                at.where(sites),
                added.where(sites),
                left.where(sites),
                less(left, dropped).where(sites),
                collected(base, at).where(site -> sites.test(site) || sites.test(site.collected(false))),
                losses,
                origin,
                files);
    }

    private static LiveSet left(LiveSet base, LiveSet at, LiveSet added) {
        Map<Site, LiveSite> before = byOrigin(base);
        Map<Site, LiveSite> now = byOrigin(at);
        Map<Site, LiveSite> young = byOrigin(added);
        long elapsed = at.atNanos() - base.atNanos();
        List<LiveSite> left = new ArrayList<>();
        before.forEach((site, then) -> {
            LiveSite all = now.getOrDefault(site, NOTHING);
            LiveSite since = young.getOrDefault(site, NOTHING);
            long stayed = all.count() - since.count();
            long count = then.count() - stayed;
            if (count > 0) {
                long weight =
                        SaturatingMath.subtract(then.weight(), SaturatingMath.subtract(all.weight(), since.weight()));
                long stayedAge = all.ageNanos() - since.ageNanos() - stayed * elapsed;
                left.add(new LiveSite(site, count, weight, Math.max(0, then.ageNanos() - stayedAge)));
            }
        });
        return set(base, base.atNanos(), left);
    }

    private static LiveSet collected(LiveSet base, LiveSet at) {
        Map<Site, LiveSite> before = new HashMap<>();
        base.sites().forEach(live -> before.put(live.site(), live));
        long elapsed = at.atNanos() - base.atNanos();
        List<LiveSite> collected = new ArrayList<>();
        for (LiveSite now : at.where(Site::collected).sites()) {
            LiveSite then = before.getOrDefault(now.site(), NOTHING);
            long count = now.count() - then.count();
            if (count > 0) {
                long age = now.ageNanos() - then.ageNanos() - then.count() * elapsed;
                collected.add(new LiveSite(
                        now.site(), count, SaturatingMath.subtract(now.weight(), then.weight()), Math.max(0, age)));
            }
        }
        return set(at, at.atNanos(), collected);
    }

    /**
     * Returns the objects that left a weak profile because they were collected, given the sets that would be live if
     * such objects stayed.
     *
     * @param base the objects that would be live at the first instant
     * @param at the objects that would be live at the second instant
     * @param added those of them that were added after the first instant
     * @return as reachable objects, with their ages at the first instant
     */
    static LiveSet dropped(LiveSet base, LiveSet at, LiveSet added) {
        long elapsed = at.atNanos() - base.atNanos();
        List<LiveSite> dropped = new ArrayList<>();
        for (LiveSite live :
                less(collected(base, at), added.where(Site::collected)).sites()) {
            long age = Math.max(0, live.ageNanos() - live.count() * elapsed);
            dropped.add(new LiveSite(live.site().collected(false), live.count(), live.weight(), age));
        }
        return set(base, base.atNanos(), dropped);
    }

    /** Subtracts a set, site by site; sites without a positive rest are left out. */
    private static LiveSet less(LiveSet set, LiveSet other) {
        Map<Site, LiveSite> others = new HashMap<>();
        other.sites().forEach(live -> others.put(live.site(), live));
        List<LiveSite> rest = new ArrayList<>();
        for (LiveSite live : set.sites()) {
            LiveSite less = others.getOrDefault(live.site(), NOTHING);
            if (live.count() > less.count()) {
                rest.add(new LiveSite(
                        live.site(),
                        live.count() - less.count(),
                        SaturatingMath.subtract(live.weight(), less.weight()),
                        Math.max(0, live.ageNanos() - less.ageNanos())));
            }
        }
        return set(set, set.atNanos(), rest);
    }

    private static LiveSet set(LiveSet of, long atNanos, List<LiveSite> sites) {
        sites.sort(Comparator.comparingLong(LiveSite::count).reversed().thenComparing(LiveSite::site));
        return new LiveSet(of.profile(), of.unit(), atNanos, sites);
    }

    private static Map<Site, LiveSite> byOrigin(LiveSet set) {
        Map<Site, LiveSite> sites = new HashMap<>();
        set.sites().forEach(live -> sites.merge(live.site().collected(false), live, DiffAnswer::sum));
        return sites;
    }

    private static LiveSite sum(LiveSite one, LiveSite other) {
        return new LiveSite(
                one.site().collected(false),
                one.count() + other.count(),
                SaturatingMath.add(one.weight(), other.weight()),
                SaturatingMath.add(one.ageNanos(), other.ageNanos()));
    }
}
