package dev.customprofiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Counts one profile's objects by site for a snapshot. */
final class Cut {

    /** An object whose stack nobody has read yet. */
    private record Unread(LiveObject object, Capture capture, long weight, long addedNanos) {}

    /** The sites that have objects; each has them in {@link Site#counted}. */
    final List<Site> sites = new ArrayList<>();

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
        if (site.counted.objects == 0) {
            sites.add(site);
        }
        site.counted.add(weight, Math.max(0, now - addedNanos));
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
            withoutStack = Sites.site(profile, objectClass, label);
        }
        return Sites.acquire(withoutStack, 1);
    }

    /** One that has left since counts all the same, under the site that its removal names. */
    void countUnread() {
        for (Unread one : unread) {
            count(one.object.resolve(one.capture), one.weight, one.addedNanos);
        }
    }
}
