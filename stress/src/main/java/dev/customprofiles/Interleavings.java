package dev.customprofiles;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Concurrent operations of two threads on the same value. Outcomes that are not listed are errors. */
public final class Interleavings {

    /** The number of the snapshot that the tests take. */
    private static final int EPOCH = 1;

    private Interleavings() {}

    /** A profile of its own, with a value that is not in it yet. */
    abstract static class Subject {

        final Profile profile = new Profile(Profile.builder("stress.Open"));
        final Object value = new Object();

        LiveObject add(Object where) {
            return profile.objects().insert(value, 0, null, where);
        }

        /** Takes a snapshot and returns its number of objects. */
        int snapshot() {
            Cut cut = new Cut(profile);
            profile.objects().cut(EPOCH, cut);
            cut.countUnread();
            cut.end();
            int counted = 0;
            for (SiteCount row : cut.rows) {
                counted += (int) row.live.objects;
            }
            return counted;
        }
    }

    /** Exactly one of two removals finds the value. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE)
    @State
    public static class RemoveAndRemove extends Subject {

        /** With the value in the profile. */
        public RemoveAndRemove() {
            add("java.lang.Object");
        }

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = profile.remove(value);
        }

        @Actor
        public void other(ZZ_Result result) {
            result.r2 = profile.remove(value);
        }
    }

    /** Exactly one of two additions is rejected. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE)
    @State
    public static class AddAndAdd extends Subject {

        private boolean added() {
            return add("java.lang.Object") != null;
        }

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = added();
        }

        @Actor
        public void other(ZZ_Result result) {
            result.r2 = added();
        }
    }

    /** A snapshot counts the objects whose Add carries an earlier epoch, and no others. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "added before the cut")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "added after it")
    @State
    public static class AddAndSnapshot extends Subject {

        @Actor
        public void add(II_Result result) {
            result.r1 = add("java.lang.Object").epoch;
        }

        @Actor
        public void snapshot(II_Result result) {
            result.r2 = snapshot();
        }
    }

    /** A snapshot counts the objects whose Remove carries its epoch, and the Remove names the row. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "removed before the cut")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "removed after it, with the row")
    @State
    public static class RemoveAndSnapshot extends Subject {

        /** With the value in the profile, its stack not read. */
        public RemoveAndSnapshot() {
            add(new Capture("java.lang.Object", 0));
        }

        @Actor
        public void remove(II_Result result) {
            Departure departure = profile.objects().takeOut(value);
            result.r1 = departure.epoch() == (departure.site() == 0 ? 0 : EPOCH) ? departure.epoch() : -1;
            Sites.release(departure.where());
        }

        @Actor
        public void snapshot(II_Result result) {
            result.r2 = snapshot();
        }
    }

    /** An object that is removed while its stack is read leaves no site behind. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "nothing left")
    @State
    public static class RemoveAndResolve extends Subject {

        private static final AtomicLong LABELS = new AtomicLong();

        private final String label = "label " + LABELS.incrementAndGet();
        private final Capture capture = new Capture("java.lang.Object", 0);
        private final LiveObject object = profile.objects().insert(value, 0, label, capture);

        @Actor
        public void remove() {
            profile.remove(value);
        }

        @Actor
        public void resolve() {
            object.resolve();
        }

        @Arbiter
        public void look(II_Result result) {
            Site site = Sites.acquire(Sites.describe(profile, capture, label));
            result.r1 = site.objects.get() - 1;
            Sites.release(site);
            result.r2 = profile.count();
        }
    }
}
