package dev.customprofiles.counts;

import dev.customprofiles.live.Ages;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteTurnover;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Counts of objects added, removed and collected, by number of a site or of a raw site. */
public final class Turnover {

    private long[] added = new long[0];
    private long[] removed = new long[0];
    private long[] collected = new long[0];
    private AgeCounts[] lifetimes = new AgeCounts[0];

    /** Returns the greatest number plus one. */
    public int size() {
        return added.length;
    }

    /** Counts Adds, or with a negative count takes them back. */
    public void added(int number, long count) {
        room(number);
        added[number] += count;
    }

    public void removed(int number, long ageNanos) {
        room(number);
        removed[number]++;
        lifetimes(number).add(ageNanos, 1);
    }

    public void collected(int number) {
        room(number);
        collected[number]++;
    }

    /** Returns whether the number has any counts. */
    public boolean has(int number) {
        return number < added.length && (added[number] | removed[number] | collected[number]) != 0;
    }

    /** Adds the counts that another instance has under one number to a number of this one. */
    public void add(int number, Turnover other, int otherNumber) {
        room(number);
        added[number] += other.added[otherNumber];
        removed[number] += other.removed[otherNumber];
        collected[number] += other.collected[otherNumber];
        if (other.lifetimes[otherNumber] != null) {
            lifetimes(number).addAll(other.lifetimes[otherNumber]);
        }
    }

    /** Adds all counts of another instance, under the same numbers. */
    public void addAll(Turnover other) {
        for (int number = 0; number < other.size(); number++) {
            if (other.has(number)) {
                add(number, other, number);
            }
        }
    }

    /** Moves the counts of one number to another. */
    public void move(int from, int to) {
        if (from != to && has(from)) {
            add(to, this, from);
            added[from] = 0;
            removed[from] = 0;
            collected[from] = 0;
            lifetimes[from] = null;
        }
    }

    /**
     * Returns the counts by profile, in the order of the sites, including sites that have only live objects.
     *
     * @param sites the sites by number
     * @param live has the ages of the live objects
     */
    public Map<String, List<SiteTurnover>> bySite(SiteTable sites, LiveCounts live, Predicate<Site> wanted) {
        Map<String, List<SiteTurnover>> byProfile = new HashMap<>();
        for (int number = 0; number < sites.size(); number++) {
            ProfileSite site = sites.site(number);
            Survivors survivors = live.survivorsOf(number);
            if ((has(number) || survivors != null) && !site.site().collected() && wanted.test(site.site())) {
                byProfile
                        .computeIfAbsent(site.profile(), absent -> new ArrayList<>())
                        .add(turnover(number, site.site(), survivors));
            }
        }
        byProfile.values().forEach(ofProfile -> ofProfile.sort(Comparator.comparing(SiteTurnover::site)));
        return byProfile;
    }

    private SiteTurnover turnover(int number, Site site, Survivors survivors) {
        Ages ages = survivors == null ? Ages.NONE : survivors.ages();
        List<Long> births = survivors == null ? List.of() : survivors.births();
        if (!has(number)) {
            return new SiteTurnover(site, 0, 0, 0, Ages.NONE, ages, births);
        }
        Ages lifetimes = this.lifetimes[number] == null ? Ages.NONE : this.lifetimes[number].toAges();
        return new SiteTurnover(site, added[number], removed[number], collected[number], lifetimes, ages, births);
    }

    private AgeCounts lifetimes(int number) {
        if (lifetimes[number] == null) {
            lifetimes[number] = new AgeCounts();
        }
        return lifetimes[number];
    }

    private void room(int number) {
        if (number >= added.length) {
            int size = Math.max(number + 1, Math.max(64, added.length + (added.length >> 1)));
            added = Arrays.copyOf(added, size);
            removed = Arrays.copyOf(removed, size);
            collected = Arrays.copyOf(collected, size);
            lifetimes = Arrays.copyOf(lifetimes, size);
        }
    }
}
