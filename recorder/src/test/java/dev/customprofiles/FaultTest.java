package dev.customprofiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Running out of memory or stack at every point where that can happen. */
class FaultTest {

    /** The results of a thread, whose stack is short: each frame is a point of a snapshot. */
    private static void run(Class<? extends Runnable> script) throws Exception {
        Throwable[] failure = {null};
        Thread thread = new Thread(() -> {
            try {
                new RecorderCopy(FaultPoints::insert, script, Recorded.class, Gone.class).run(script);
            } catch (Throwable thrown) {
                failure[0] = thrown;
            }
        });
        thread.start();
        thread.join();
        if (failure[0] != null) {
            throw new AssertionError(failure[0]);
        }
    }

    @Test
    void whateverFailsInsideNothingReachesTheCallerAndTheBooksAreRight() throws Exception {
        run(FaultScript.class);
    }

    @Test
    void aStripeIsAsItWasAfterWhateverFailsAtEverySize() throws Exception {
        run(StripeScript.class);
    }

    @Test
    void noInitializerOfAClassRunsInTheDepthOfAnApplicationsCall() throws Exception {
        run(FirstCallsScript.class);
    }

    /** With all classes of the recorder fresh: one whose initializer fails is lost for ever. */
    static final class FirstCallsScript implements Runnable {

        @Override
        public void run() {
            Profile profile = Profile.create("first.Profile");
            Object value = new Object();
            Faults.arm(Faults.Kind.STACK, Integer.MAX_VALUE, false);
            profile.add(value);
            profile.remove(value);
            profile.track().close();
            Gone.add(profile, 0, null, new Capture("Gone", 0));
            profile.count();
            Profiles.takeSnapshot();
            Faults.disarm();
            assertTrue(Faults.methods().containsAll(Set.of("enter", "takeOut", "keepCollected", "cut")));
            assertFalse(Faults.methods().contains("<clinit>"));
        }
    }

    /** A stripe that grows and shrinks, with a fault at every point of every step. */
    static final class StripeScript implements Runnable {

        private static final int MANY = 300;

        private final Stripe stripe = new Stripe(0);
        private final List<Object> values = new ArrayList<>();
        private final List<LiveObject> objects = new ArrayList<>();

        @Override
        public void run() {
            for (Faults.Kind kind : Faults.Kind.values()) {
                fill(kind);
                empty(kind);
            }
        }

        private void fill(Faults.Kind kind) {
            Profile profile = new Profile(Profile.builder("stripe.Profile"));
            while (values.size() < MANY) {
                Object value = new Object();
                LiveObject object = new LiveObject(
                        value, Profiles.COLLECTED, profile, values.size(), System.identityHashCode(value), 0, null);
                if (!fails(kind, () -> stripe.insert(object, "where", values.size(), 0))) {
                    throw new AssertionError("never ended");
                }
                values.add(value);
                objects.add(object);
                check();
            }
        }

        private void empty(Faults.Kind kind) {
            while (!values.isEmpty()) {
                int i = (values.size() * 7) % values.size();
                LiveObject object = objects.get(i);
                Departure[] departure = {null};
                assertTrue(fails(kind, () -> departure[0] = stripe.remove(object, false)));
                assertSame(object, departure[0].object());
                values.remove(i);
                objects.remove(i);
                check();
            }
        }

        /** Tries with a fault at the first point, the second and so on, until there is none. */
        private boolean fails(Faults.Kind kind, Runnable step) {
            for (int n = 1; n < 100; n++) {
                Faults.arm(kind, n, false);
                try {
                    step.run();
                    return true;
                } catch (OutOfMemoryError | StackOverflowError fault) {
                    assertNotNull(Faults.disarm());
                    check();
                } finally {
                    Faults.disarm();
                }
            }
            return false;
        }

        private void check() {
            assertEquals(values.size(), stripe.size());
            for (int i = 0; i < values.size(); i++) {
                assertSame(objects.get(i), stripe.find(values.get(i), System.identityHashCode(values.get(i))));
            }
        }
    }
}
