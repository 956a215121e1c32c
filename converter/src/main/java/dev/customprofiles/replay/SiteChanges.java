package dev.customprofiles.replay;

/** Sums by number of a site, or by the recorder's id of it. */
final class SiteChanges {

    interface Visitor {
        void visit(long site, long sum);
    }

    /** The only column. */
    private static final int SUM = 0;

    private final IdTable sums = new IdTable(1);

    void add(long site, long change) {
        int row = sums.find(site);
        if (row < 0) {
            row = sums.put(site);
            if (row < 0) {
                return; // not an id: those of the recorder are not negative
            }
            sums.set(row, SUM, 0);
        }
        sums.set(row, SUM, sums.get(row, SUM) + change);
    }

    void addAll(SiteChanges others) {
        others.forEach(this::add);
    }

    void forEach(Visitor visitor) {
        for (int row = sums.first(); row >= 0; row = sums.next(row)) {
            visitor.visit(sums.id(row), sums.get(row, SUM));
        }
    }

    boolean areAllZero() {
        for (int row = sums.first(); row >= 0; row = sums.next(row)) {
            if (sums.get(row, SUM) != 0) {
                return false;
            }
        }
        return true;
    }
}
