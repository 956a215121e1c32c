package dev.customprofiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Counts one profile's objects by site for a snapshot. What it counts is its own: one that fails leaves nothing behind. */
final class Cut {

    /** An object whose stack was not read yet. */
    private record Unread(LiveObject object, Capture capture, long weight, long addedNanos) {}

    /** The sites that have objects. */
    final List<SiteCount> rows = new ArrayList<>();

    /** How many objects were ever added, and collected, before their stripe's cut. */
    long added;

    long collected;

    private final Profile profile;
    private final long now = System.nanoTime();
    private final List<Unread> unread = new ArrayList<>();

    /** The site of the latest object without a stack; most are like the one before. */
    private Site withoutStack;

    Cut(Profile profile) {
        this.profile = profile;
    }

    /** Counts an object of a site. The object may be younger than the look at the clock. */
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

    /** Ends the counting. A site lives longer than a cut, and what a cut holds keeps classes loaded. */
    void end() {
        unread.clear();
        for (SiteCount row : rows) {
            row.site.cut = null;
            row.site.row = null;
        }
    }

    /** Lets an object wait for {@link #countUnread}: reading its stack takes longer than a stripe may be locked. */
    void countLater(LiveObject object, Capture capture, long weight, long addedNanos) {
        unread.add(new Unread(object, capture, weight, addedNanos));
    }

    /** The shared site of one more object without a stack. */
    Site siteWithoutStack(String objectClass, String label) {
        if (withoutStack == null
                || !withoutStack.objectClass.equals(objectClass)
                || !Objects.equals(withoutStack.label, label)) {
            withoutStack = Sites.describe(profile, objectClass, label);
        }
        return Sites.acquire(withoutStack);
    }

    /** One that has left since counts all the same, under the site that its removal names. */
    void countUnread() {
        for (Unread one : unread) {
            count(one.object.resolve(one.capture), one.weight, one.addedNanos);
        }
    }
}
