package dev.customprofiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Counts one profile's objects by site for a snapshot. It changes nothing outside, so a failed cut leaves nothing
 * behind.
 */
final class Cut {

    /** An object whose stack was not read yet. */
    private record Unread(LiveObject object, Capture capture, long weight, long addedNanos) {}

    /** The sites that have objects. */
    final List<SiteCount> rows = new ArrayList<>();

    /** Number of objects ever added, and ever collected, before their stripe was cut. */
    long added;

    long collected;

    private final Profile profile;
    private final long now = System.nanoTime();
    private final List<Unread> unread = new ArrayList<>();

    /** The site of the latest object without a stack, reused because most are like the one before. */
    private Site withoutStack;

    Cut(Profile profile) {
        this.profile = profile;
    }

    /** Counts an object of a site. The object may have been added after {@code now} was read. */
    void count(Site site, long weight, long addedNanos) {
        row(site).live.add(weight, Math.max(0, now - addedNanos));
    }

    void countCollected(CollectedCount count) {
        SiteCount row = row(count.site);
        row.live.add(count, now);
        row.collected.add(count, now);
    }

    private SiteCount row(Site site) {
        if (site.cut != this) {
            SiteCount row = new SiteCount(site);
            rows.add(row);
            site.row = row;
            site.cut = this;
        }
        return site.row;
    }

    /** Drops all references to this cut: sites outlive it, and the captures it holds keep classes loaded. */
    void end() {
        unread.clear();
        for (SiteCount row : rows) {
            row.site.cut = null;
            row.site.row = null;
        }
    }

    /** Defers an object to {@link #countUnread}: reading its stack takes too long to do with the stripe locked. */
    void countLater(LiveObject object, Capture capture, long weight, long addedNanos) {
        unread.add(new Unread(object, capture, weight, addedNanos));
    }

    /** Acquires the shared site of another object without a stack. */
    Site siteWithoutStack(String objectClass, String label) {
        if (withoutStack == null
                || !withoutStack.objectClass.equals(objectClass)
                || !Objects.equals(withoutStack.label, label)) {
            withoutStack = Sites.describe(profile, objectClass, label);
        }
        return Sites.acquire(withoutStack);
    }

    /**
     * Counts the deferred objects. One that has since left counts all the same, under the site that its removal names.
     */
    void countUnread() {
        for (Unread one : unread) {
            count(one.object.resolve(one.capture), one.weight, one.addedNanos);
        }
    }
}
