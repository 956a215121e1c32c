package dev.customprofiles.leaks;

import dev.customprofiles.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * One made-up program with a profile of its own. It is stepped through its time, from 0 to 1, and adds and removes by plan: what a
 * lifetime is, is a share of that time, too.
 */
abstract class MadeProgram {

    private record Due(double at, Object object) {}

    /** Never, as a lifetime. */
    static final double EVER = 1e9;

    final String name;
    final Profile profile;
    final Random random;

    /** Now, from 0 to 1. */
    double now;

    /** Since the last step. */
    double passed;

    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingDouble(Due::at));
    private final List<Object> held = new ArrayList<>();

    MadeProgram(String name, long seed) {
        this.name = name;
        this.profile = Profile.create("made." + name);
        this.random = new Random(seed ^ name.hashCode());
    }

    /** What happens up to now. */
    abstract void step();

    final void stepTo(double time) {
        passed = time - now;
        now = time;
        while (!due.isEmpty() && due.peek().at <= now) {
            profile.remove(due.poll().object);
        }
        step();
    }

    /** How many of what happens so often in all of the time happens in this step. */
    int times(double inAll) {
        double expected = inAll * passed;
        int whole = (int) expected;
        return whole + (random.nextDouble() < expected - whole ? 1 : 0);
    }

    double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    void removeAfter(Object object, double lifetime) {
        held.add(object);
        if (lifetime < EVER) {
            due.add(new Due(now + lifetime, object));
        }
    }

    void remove(Object object) {
        profile.remove(object);
    }

    /** The site of most objects. */
    Object usual(double lifetime) {
        return usual(lifetime, null);
    }

    Object usual(double lifetime, String label) {
        Object object = new Object();
        profile.add(object, 0, 0, label);
        removeAfter(object, lifetime);
        return object;
    }

    /** Another site. */
    Object other(double lifetime) {
        Object object = new Object();
        profile.add(object, 0, 0, null);
        removeAfter(object, lifetime);
        return object;
    }

    /** A third one. */
    Object third(double lifetime) {
        Object object = new Object();
        profile.add(object, 0, 0, null);
        removeAfter(object, lifetime);
        return object;
    }

    /** A handle that nothing holds, and nothing closes. */
    void dropHandle() {
        profile.track();
    }
}
