package dev.customprofiles;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adding and removing where memory or stack really run out. */
class EdgeOfMemoryTest {

    @Test
    void whereMemoryRunsOutTheBooksAreRight() throws Exception {
        ChildJvm.run(OutOfMemory.class, List.of("-Xmx24m", "-XX:+UseSerialGC"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"})
    void whereTheStackOverflowsTheBooksAreRight(String mode) throws Exception {
        ChildJvm.run(OutOfStack.class, List.of("-Xss512k", mode));
    }

    /** What of these is in the profile is counted, and can be removed; then the profile takes them. */
    private static void checkBooks(Profile profile, List<Object> values) {
        int count = profile.count();
        int found = 0;
        for (Object value : values) {
            found += profile.remove(value) ? 1 : 0;
        }
        ChildJvm.check(count == found, "counted " + count + ", found " + found);
        ChildJvm.check(profile.count() == 0, "left " + profile.count());
        for (Object value : values) {
            ChildJvm.check(!profile.remove(value), "removed twice");
        }
        for (Object value : values.subList(0, Math.min(100, values.size()))) {
            profile.add(value);
            ChildJvm.check(profile.remove(value), "not added");
        }
    }

    /** Fills the heap to the last bytes, and adds and removes there. */
    static final class OutOfMemory {

        private OutOfMemory() {}

        /** Takes no arguments. */
        public static void main(String[] arguments) {
            Profile profile = Profile.create("edge.Memory");
            Profile other = Profile.create("edge.Other");
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                values.add(new Object());
            }
            for (int round = 0; round < 5; round++) {
                Object[] ballast = fill();
                for (int i = 0; i < values.size(); i++) {
                    Object value = values.get(i);
                    if (!profile.addIfAbsent(value, 0, 1, null)) {
                        continue;
                    }
                    if (i % 3 == 0) {
                        profile.remove(value);
                    }
                    if (i % 10 == 0) {
                        ballast[0] = null; // a little room, so that some get in
                        ballast = (Object[]) ballast[1];
                    }
                }
                ballast = null;
                checkBooks(profile, values);
                other.add(values);
                ChildJvm.check(other.remove(values), "the other profile");
            }
        }

        /** A chain of arrays that leaves no room. */
        private static Object[] fill() {
            Object[] ballast = {null, null};
            for (int size = 1 << 18; size > 4; size /= 2) {
                try {
                    while (true) {
                        ballast = new Object[] {new byte[size], ballast};
                    }
                } catch (OutOfMemoryError full) {
                    continue;
                }
            }
            return ballast;
        }
    }

    /** Recurses to the end of the stack and adds, removes and tracks at every depth on the way back. */
    static final class OutOfStack {

        private static final List<Object> VALUES = new ArrayList<>();

        /** How many frames from the end work: stacks of a thousand frames take time. */
        private static final int FRAMES = 200;

        private static int worked;

        private static final Profile WEAK = Profile.builder("edge.Weak").weak().create();

        private OutOfStack() {}

        /** Takes no arguments. */
        public static void main(String[] arguments) throws Exception {
            Profile profile = Profile.create("edge.Stack");
            for (int i = 0; i < 30_000; i++) {
                VALUES.add(new Object());
            }
            for (int round = 0; round < 10; round++) {
                worked = 0;
                AtomicReference<Throwable> failure = new AtomicReference<>();
                Thread thread = new Thread(() -> {
                    try {
                        recurse(profile, 0);
                    } catch (StackOverflowError expected) {
                        return;
                    } catch (Throwable unexpected) {
                        failure.set(unexpected);
                    }
                });
                thread.start();
                thread.join();
                ChildJvm.check(failure.get() == null, "thrown: " + failure.get());
                checkBooks(profile, VALUES);
                // A lock that was left behind would stop another thread.
                Thread waiting = new Thread(() -> Profiles.processCollected());
                waiting.start();
                waiting.join(60_000);
                ChildJvm.check(!waiting.isAlive(), "a lock is held");
                while (WEAK.count() > 0) { // which it would for ever if a collected value were lost
                    System.gc();
                }
            }
        }

        private static void recurse(Profile profile, int depth) {
            if (depth == VALUES.size()) {
                return;
            }
            try {
                recurse(profile, depth + 1);
            } catch (StackOverflowError end) {
                if (worked++ > FRAMES) {
                    return;
                }
                Object value = VALUES.get(depth);
                profile.add(value);
                if (depth % 3 == 0) {
                    profile.remove(value);
                }
                if (depth % 7 == 0) {
                    profile.track().close();
                    WEAK.objects().insert(new Object(), 0, null, "Gone").enqueue();
                }
                throw end;
            }
        }
    }
}
