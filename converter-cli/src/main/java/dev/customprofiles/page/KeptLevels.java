package dev.customprofiles.page;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The levels of a {@link PageSite} at some of its instants. They are made anew whenever they are looked at: thousands of sites at
 * hundreds of instants have a million, and only those of one site are looked at at a time.
 */
final class KeptLevels extends AbstractList<PageSite.Level> {

    private final List<PageSite.Level> levels;
    private final int[] kept;

    /** @param kept the indexes of the instants, ascending, with the last one */
    KeptLevels(List<PageSite.Level> levels, int[] kept) {
        this.levels = levels;
        this.kept = kept;
    }

    private List<PageSite.Level> all() {
        List<PageSite.Level> found = new ArrayList<>();
        PageSite.Level last = null;
        int lastInstant = 0;
        for (PageSite.Level level : levels) {
            int instant = firstFrom(level.instant());
            if (last != null && lastInstant != instant) {
                keep(last, lastInstant, found);
            }
            last = level;
            lastInstant = instant;
        }
        if (last != null) {
            keep(last, lastInstant, found);
        }
        return found;
    }

    private static void keep(PageSite.Level level, int instant, List<PageSite.Level> found) {
        boolean nothing = found.isEmpty() && level.values()[0] == 0;
        if (!nothing) {
            found.add(new PageSite.Level(instant, level.values()));
        }
    }

    /** The index, among the instants that are kept, of the first one from an instant on. */
    private int firstFrom(int instant) {
        int found = Arrays.binarySearch(kept, instant);
        return found < 0 ? -found - 1 : found;
    }

    @Override
    public Iterator<PageSite.Level> iterator() {
        return all().iterator();
    }

    @Override
    public PageSite.Level get(int index) {
        return all().get(index);
    }

    @Override
    public int size() {
        return all().size();
    }
}
