package dev.customprofiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the members of a profile are and what of them is recorded, with Go's custom profiles as the measure. */
class ProfileTest {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Profile profile = Profile.create("test.Profile" + NAMES.incrementAndGet());

    @Test
    void valuesAreToldApartByIdentityNotByEquals() {
        String one = new String("same");
        String other = new String("same");
        profile.add(one);
        profile.add(other);

        assertEquals(2, profile.count());
        assertTrue(profile.remove(one));
        assertFalse(profile.remove(one));
        assertFalse(profile.remove(new String("same")));
        assertEquals(1, profile.count());
        assertTrue(profile.remove(other));
    }

    @Test
    void aValueWithHostileEqualsAndHashCodeIsAValueLikeAnyOther() {
        Object hostile = new Object() {
            @Override
            public boolean equals(Object other) {
                throw new IllegalStateException("equals was called");
            }

            @Override
            public int hashCode() {
                throw new IllegalStateException("hashCode was called");
            }
        };
        profile.add(hostile);
        assertTrue(profile.remove(hostile));
    }

    @Test
    void addingALiveValueAgainThrowsAndTheFirstAddingStays() throws Exception {
        Object value = new Object();
        List<RecordedEvent> adds = Recorded.adds(profile, () -> {
            profile.add(value);
            IllegalStateException again = assertThrows(IllegalStateException.class, () -> profile.add(value));
            assertEquals(profile.name() + ": value is already in the profile", again.getMessage());
        });

        assertEquals(1, adds.size());
        assertEquals(1, profile.count());
        assertTrue(profile.remove(value));
    }

    @Test
    void aRemovedValueMayBeAddedAgainAndGetsANewId() throws Exception {
        Object value = new Object();
        List<RecordedEvent> adds = Recorded.adds(profile, () -> {
            profile.add(value);
            profile.remove(value);
            profile.add(value);
        });

        assertEquals(2, adds.size());
        assertNotEquals(adds.get(0).getLong("id"), adds.get(1).getLong("id"));
        assertEquals(1, profile.count());
    }

    @Test
    void theSameValueMayBeInSeveralProfiles() {
        Profile other = Profile.create(profile.name() + ".other");
        Object value = new Object();
        profile.add(value);
        other.add(value);

        assertTrue(profile.remove(value));
        assertEquals(1, other.count());
        assertTrue(other.remove(value));
    }

    @Test
    void nullIsNoValue() {
        assertThrows(NullPointerException.class, () -> profile.add(null));
        assertThrows(NullPointerException.class, () -> profile.add(null, 1));
        assertFalse(profile.remove(null));
        assertEquals(0, profile.count());
    }

    @Test
    void removingWhatIsAbsentDoesNothingAndRecordsNothing() throws Exception {
        assertEquals(List.of(), Recorded.events(profile, () -> assertFalse(profile.remove(new Object()))));
    }

    @Test
    void anAddSaysEverythingAboutTheObject() throws Exception {
        StringBuilder value = new StringBuilder();
        RecordedEvent add = Recorded.adds(profile, () -> profile.add(value, 1, 4096, "tenant-7"))
                .get(0);

        assertEquals(profile.name(), add.getString("profile"));
        assertTrue(add.getLong("id") > 0);
        assertTrue(add.getLong("epoch") > 0, "the recording began with a snapshot");
        assertEquals(1, add.getInt("skip"));
        assertEquals("java.lang.StringBuilder", add.getClass("objectClass").getName());
        assertEquals(4096, add.getLong("weight"));
        assertEquals("tenant-7", add.getString("label"));
        assertEquals(Thread.currentThread().getName(), add.getThread().getJavaName());
    }

    @Test
    void aRemoveSaysWhichObjectAndHowOldItWas() throws Exception {
        Object value = new Object();
        List<RecordedEvent> events = Recorded.events(profile, () -> {
            profile.add(value, 0, 7, "pool");
            profile.remove(value);
        });
        RecordedEvent add = Recorded.named("customprofiles.Add", events).get(0);
        RecordedEvent remove = Recorded.named("customprofiles.Remove", events).get(0);

        assertEquals(add.getLong("id"), remove.getLong("id"));
        assertEquals(profile.name(), remove.getString("profile"));
        assertEquals(7, remove.getLong("weight"));
        assertEquals("pool", remove.getString("label"));
        assertEquals(0, remove.getLong("site"));
        assertNull(remove.getStackTrace());
        long measured = java.time.Duration.between(add.getStartTime(), remove.getStartTime())
                .toNanos();
        long age = remove.getDuration("age").toNanos();
        assertTrue(Math.abs(age - measured) < 100_000_000, age + " ns by the event, " + measured + " by the clock");
    }

    @Test
    void anEmptyLabelIsNone() throws Exception {
        Object value = new Object();
        assertNull(Recorded.adds(profile, () -> profile.add(value, 0, 0, ""))
                .get(0)
                .getString("label"));
    }

    @Test
    void theStackBeginsInTheCallerOfAddAndSkipLeavesTheCountingToTheReader() throws Exception {
        Object value = new Object();
        RecordedEvent add = Recorded.adds(profile, () -> opener(value)).get(0);

        assertEquals(List.of("open", "opener"), Recorded.methods(add).subList(0, 2));
        assertEquals(1, add.getInt("skip"));
    }

    private void opener(Object value) {
        open(value);
    }

    private void open(Object value) {
        profile.add(value, 1);
    }

    @Test
    void everyWayToAddHasOnlyProfileFramesAboveTheCaller() throws Exception {
        Object one = new Object();
        Object two = new Object();
        List<Handle> handles = new ArrayList<>();
        List<RecordedEvent> adds = Recorded.adds(profile, () -> {
            profile.add(one);
            profile.add(two, 0, 1, "label");
            handles.add(profile.track());
            handles.add(profile.track(0, 1, "label"));
        });
        assertEquals(4, adds.size());
        for (RecordedEvent add : adds) {
            List<String> raw = add.getStackTrace().getFrames().stream()
                    .map(frame -> frame.getMethod().getType().getName())
                    .toList();
            int own = raw.lastIndexOf(Profile.class.getName()) + 1;
            assertEquals(Recorded.RECORDER, Set.copyOf(raw.subList(0, own)));
            assertTrue(raw.get(own).startsWith(ProfileTest.class.getName()), raw.toString());
        }
    }

    @Test
    void aNegativeSkipIsRefusedAndAddsNothing() {
        assertThrows(IllegalArgumentException.class, () -> profile.add(new Object(), -1));
        assertThrows(IllegalArgumentException.class, () -> profile.track(-1, 0, null));
        assertEquals(0, profile.count());
    }

    @Test
    void aSkipPastTheEndOfTheStackIsRecordedAsItWasGiven() throws Exception {
        Object value = new Object();
        RecordedEvent add = Recorded.adds(profile, () -> profile.add(value, Integer.MAX_VALUE))
                .get(0);
        assertEquals(Integer.MAX_VALUE, add.getInt("skip"));
        assertFalse(add.getStackTrace().getFrames().isEmpty());
    }

    @Test
    void aHandleIsLiveUntilItsFirstClose() throws Exception {
        List<RecordedEvent> events = Recorded.events(profile, () -> {
            Handle handle = profile.track();
            assertEquals(1, profile.count());
            handle.close();
            handle.close();
            assertEquals(0, profile.count());
        });
        assertEquals(
                List.of("customprofiles.Add", "customprofiles.Remove"),
                events.stream().map(event -> event.getEventType().getName()).toList());
    }

    @Test
    void aHandleWorksInTryWithResourcesAndIsClosedOnAnyThread() throws Exception {
        try (Handle handle = profile.track(0, 10, "lease")) {
            assertEquals(1, profile.count(), handle::toString);
        }
        assertEquals(0, profile.count());
        Handle elsewhere = profile.track();
        Thread closer = new Thread(elsewhere::close);
        closer.start();
        closer.join();
        assertEquals(0, profile.count());
    }

    @Test
    void anAddInsideTheRemoveOfSomethingElseWorks() {
        Profile outer = Profile.create(profile.name() + ".outer");
        class Resource {
            void close() {
                outer.remove(this);
                profile.add(new Object());
            }
        }
        Resource resource = new Resource();
        outer.add(resource);
        resource.close();
        assertEquals(0, outer.count());
        profile.count(); // nothing is locked, even if the new object was collected
    }

    @Test
    void withoutARecordingTheSetIsKeptAllTheSame() {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            values.add(new Object());
            profile.add(values.get(i));
        }
        assertEquals(1000, profile.count());
        values.forEach(value -> assertTrue(profile.remove(value)));
        assertEquals(0, profile.count());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aRandomHistoryAgreesWithANaiveSet(long seed) {
        Random random = new Random(seed);
        Map<Object, Boolean> model = new IdentityHashMap<>();
        List<Object> pool = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            pool.add(i % 3 == 0 ? new Object() : Integer.toString(i % 7));
        }
        for (int i = 0; i < 50_000; i++) {
            Object value = pool.get(random.nextInt(pool.size()));
            if (random.nextInt(5) < 3) {
                if (model.putIfAbsent(value, true) == null) {
                    profile.add(value);
                } else {
                    assertThrows(IllegalStateException.class, () -> profile.add(value));
                }
            } else {
                assertEquals(model.remove(value) != null, profile.remove(value));
            }
        }
        assertEquals(model.size(), profile.count());
    }

    @Test
    void manyThreadsAddAndRemoveEachOthersValuesAndNothingIsLostOrCountedTwice() throws Exception {
        int threads = 8;
        int each = 3000;
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < threads * each; i++) {
            values.add(new Object());
        }
        List<RecordedEvent> events = Recorded.events(profile, () -> {
            together(threads, t -> values.subList(t * each, (t + 1) * each).forEach(profile::add));
            assertEquals(threads * each, profile.count());
            // Every value is removed by two threads at the same time; exactly one of them may do it.
            AtomicInteger removed = new AtomicInteger();
            together(threads, t -> {
                int from = (t / 2) * 2 * each;
                values.subList(from, from + 2 * each).forEach(value -> {
                    if (profile.remove(value)) {
                        removed.incrementAndGet();
                    }
                });
            });
            assertEquals(threads * each, removed.get());
            assertEquals(0, profile.count());
        });
        Set<Long> added = new HashSet<>();
        Recorded.named("customprofiles.Add", events).forEach(event -> assertTrue(added.add(event.getLong("id"))));
        Set<Long> removed = new HashSet<>();
        Recorded.named("customprofiles.Remove", events).forEach(event -> assertTrue(removed.add(event.getLong("id"))));
        assertEquals(threads * each, added.size());
        assertEquals(added, removed);
    }

    private interface Part {
        void run(int thread);
    }

    private static void together(int threads, Part part) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int number = t;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    part.run(number);
                } catch (Throwable failure) {
                    failures.add(failure);
                }
            });
            thread.start();
            running.add(thread);
        }
        start.countDown();
        for (Thread thread : running) {
            thread.join();
        }
        assertEquals(List.of(), failures);
    }
}
