package dev.customprofiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

/** What becomes of objects whose value the garbage collector takes. */
class CollectedTest {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Profile profile = Profile.create("collected.Profile" + NAMES.incrementAndGet());
    private final Profile weak =
            Profile.builder("collected.Weak" + NAMES.incrementAndGet()).weak().create();

    @Test
    void aCollectedValueStaysInItsProfileAndTheRecordingSaysWhoAddedIt() throws Exception {
        WeakReference<?>[] dropped = new WeakReference<?>[1];
        List<RecordedEvent> events = Recorded.events(profile, () -> {
            dropped[0] = addAndDrop(profile);
            awaitCollected(dropped[0]);
            assertEquals(1, profile.count());
        });
        assertEquals(1, profile.count());
        RecordedEvent collected =
                Recorded.named("customprofiles.Collected", events).get(0);
        assertEquals(2, events.size());
        assertEquals(events.get(0).getLong("id"), collected.getLong("id"));
        assertEquals("dropped", collected.getString("label"));
        assertEquals(7, collected.getLong("weight"));
        assertTrue(collected.getString("topFrame").startsWith("CollectedTest.addAndDrop:"));
        assertFalse(collected.getBoolean("weak"));
    }

    @Test
    void aWeakProfileDropsACollectedValue() throws Exception {
        List<RecordedEvent> events = Recorded.events(weak, () -> {
            awaitCollected(addAndDrop(weak));
            assertEquals(0, weak.count());
        });
        assertTrue(Recorded.named("customprofiles.Collected", events).get(0).getBoolean("weak"));
        assertEquals(2, events.size());
    }

    @Test
    void anIdleProfileNoticesACollectedValueByItself() throws Exception {
        List<RecordedEvent> collections = Recorded.collections(profile, () -> {
            AtomicInteger seen = new AtomicInteger();
            CountDownLatch collected = new CountDownLatch(1);
            try (var stream = new jdk.jfr.consumer.RecordingStream()) {
                stream.onEvent("customprofiles.Collected", event -> {
                    if (event.getString("profile").equals(profile.name())) {
                        seen.incrementAndGet();
                        collected.countDown();
                    }
                });
                stream.startAsync();
                WeakReference<?> value = addAndDrop(profile);
                while (value.get() != null) {
                    System.gc();
                }
                collected.await();
            }
            assertEquals(1, seen.get());
        });
        assertEquals(1, collections.size());
    }

    @Test
    void aRecordingThatEndsHasWhatWasCollectedJustBefore() throws Exception {
        List<RecordedEvent> collections = Recorded.collections(profile, () -> {
            WeakReference<?> value = addAndDrop(profile);
            while (!value.refersTo(null)) {
                System.gc();
            }
            awaitEnqueued();
        });
        assertEquals(1, collections.size());
    }

    @Test
    void aDroppedHandleIsCollectedToo() throws Exception {
        List<RecordedEvent> collections = Recorded.collections(profile, () -> {
            profile.track();
            awaitCollected(new WeakReference<>(new Object()));
        });
        assertEquals(1, collections.size());
        assertEquals(1, profile.count());
    }

    @Test
    void aLateRecordingCountsWhatWasCollectedBeforeAtTheSiteThatAddedIt() throws Exception {
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            kept.add(addAndKeep(profile));
        }
        for (int i = 0; i < 70; i++) {
            awaitOrNot(addAndDrop(profile), i == 69);
        }
        List<RecordedEvent> rows = snapshotRows(profile);
        assertEquals(2, rows.size());
        RecordedEvent droppers = row(rows, "addAndDrop");
        assertEquals(70, droppers.getLong("liveCount"));
        assertEquals(70, droppers.getLong("collectedCount"));
        assertEquals(490, droppers.getLong("collectedWeight"));
        RecordedEvent keepers = row(rows, "addAndKeep");
        assertEquals(30, keepers.getLong("liveCount"));
        assertEquals(0, keepers.getLong("collectedCount"));
        assertNull(keepers.getString("collectedAges"));
        assertEquals(100, profile.count());
        kept.forEach(profile::remove);
        assertEquals(70, profile.count());
    }

    private static void awaitOrNot(WeakReference<?> value, boolean wait) throws InterruptedException {
        if (wait) {
            awaitCollected(value);
        }
    }

    private static RecordedEvent row(List<RecordedEvent> rows, String method) {
        return rows.stream()
                .filter(row -> row.getString("topFrame").contains(method))
                .findFirst()
                .orElseThrow();
    }

    private static List<RecordedEvent> snapshotRows(Profile profile) throws Exception {
        Path file = Files.createTempFile("late", ".jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            recording.stop();
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals("customprofiles.LiveSite"))
                    .filter(event -> event.getString("profile").equals(profile.name()))
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    private static WeakReference<?> addAndDrop(Profile profile) {
        Object value = new Object();
        profile.add(value, 0, 7, "dropped");
        return new WeakReference<>(value);
    }

    private static Object addAndKeep(Profile profile) {
        Object value = new Object();
        profile.add(value);
        return value;
    }

    /** Until the value and all that was unreachable with it is noticed by the recorder. */
    private static void awaitCollected(WeakReference<?> value) throws InterruptedException {
        while (!value.refersTo(null)) {
            System.gc();
            Thread.onSpinWait();
        }
        awaitEnqueued();
        Profiles.processCollected();
    }

    /**
     * The JVM takes cleared references over in batches and enqueues each batch whole, so what was cleared before the first
     * of two references is in its queue when the second one is.
     */
    private static void awaitEnqueued() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            ReferenceQueue<Object> queue = new ReferenceQueue<>();
            WeakReference<Object> reference = new WeakReference<>(new Object(), queue);
            while (queue.remove(10) != reference) {
                System.gc();
            }
        }
    }
}
