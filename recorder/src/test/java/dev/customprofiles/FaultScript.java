package dev.customprofiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** A history of a profile in which everything fails once at every point, against what a naive set would have. */
final class FaultScript implements Runnable {

    /** The methods that an application calls, where the stack overflows at the call itself; and counting has no other answer. */
    private static final Set<String> CALLED =
            Set.of("add", "addIfAbsent", "track", "close", "newHandle", "count", "exactCount", "size", "collected");

    private final Profile profile = Profile.create("fault.Profile");
    private final Profile weak = Profile.builder("fault.Weak").weak().create();
    private final Profile other = Profile.create("fault.Other");

    /** What is live all the time, so that there is something to lose. */
    private final List<Object> kept = new ArrayList<>();

    /** How many objects of each profile were collected. */
    private final Map<Profile, Integer> collected = new HashMap<>();

    /** What the snapshots that did not fail have to say, by epoch. */
    private final Map<Integer, Map<String, Integer>> live = new HashMap<>();

    private int labels;

    @Override
    public void run() {
        for (int i = 0; i < 20; i++) {
            Object value = new Object();
            kept.add(value);
            profile.add(value, 0, 1, "kept " + i % 4);
            weak.add(value);
        }
        for (int i = 0; i < 3; i++) {
            enqueueNew(profile, true, "early");
            collected.merge(profile, 1, Integer::sum);
        }
        try {
            recordSnapshots();
            recordOperations();
            checkLateRecording();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private void recordSnapshots() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            for (Faults.Kind kind : Faults.Kind.values()) {
                everySnapshot(kind, false);
                everySnapshot(kind, true);
            }
            recording.stop();
            checkSnapshots(recording);
        }
    }

    private void recordOperations() {
        try (Recording recording = new Recording()) {
            // On a thread of JFR's, these process what is about to be processed here, or put it off.
            recording.enable("customprofiles.Collected").with("period", "1 h");
            recording.disable("customprofiles.Snapshot");
            recording.disable("customprofiles.LiveSite");
            recording.start();
            for (Faults.Kind kind : Faults.Kind.values()) {
                everyOperation(kind, false);
                everyOperation(kind, true);
            }
        }
    }

    private void everyOperation(Faults.Kind kind, boolean goesOn) {
        Object present = kept.get(0);
        for (Profile one : List.of(profile, weak)) {
            added(one, kind, goesOn, value -> {
                one.add(value);
                return value;
            });
            added(one, kind, goesOn, value -> {
                one.add(value, 0, 3, "label " + labels++);
                return value;
            });
            added(one, kind, goesOn, value -> {
                assertTrue(one.addIfAbsent(value, 0, 3, null));
                return value;
            });
            added(one, kind, goesOn, value -> one.track());
            added(one, kind, goesOn, value -> one.track(0, 1, "label " + labels++));
            removed(one, kind, goesOn, one::remove);
            removedHandle(one, kind, goesOn);
            collected(one, kind, goesOn);
        }
        eachPoint(kind, goesOn, () -> profile.addIfAbsent(present, 0, 0, null), (result, where) -> {});
        eachPoint(kind, goesOn, profile::count, (result, where) -> {
            assertEquals(kind == Faults.Kind.STACK && result == null ? null : books(profile), result, where);
        });
    }

    /** While there are few sites: each frame of each is a point. */
    private void everySnapshot(Faults.Kind kind, boolean goesOn) {
        eachPoint(kind, goesOn, () -> fails(kind, Profiles::takeSnapshot), (result, where) -> {
            Profiles.takeSnapshot();
            live.put(
                    Snapshot.latestEpoch(),
                    Map.of("fault.Profile", books(profile), "fault.Weak", books(weak), "fault.Other", 0));
        });
    }

    /** Keeps faults to itself, as the hooks and the public methods do. */
    private static boolean fails(Faults.Kind kind, Runnable step) {
        try {
            step.run();
            return false;
        } catch (OutOfMemoryError | StackOverflowError fault) {
            assertEquals(kind == Faults.Kind.MEMORY, fault instanceof OutOfMemoryError);
            return true;
        }
    }

    private interface Adding {
        Object add(Object value);
    }

    private void added(Profile one, Faults.Kind kind, boolean goesOn, Adding adding) {
        Object[] value = {new Object()};
        eachPoint(kind, goesOn, () -> value[0] = adding.add(value[0]), (result, where) -> {
            int count = one.count();
            boolean isIn = one.remove(value[0]);
            assertEquals(books(one) + (isIn ? 1 : 0), count, where);
            if (where == null) {
                assertTrue(isIn);
            }
            checkWorks(one, where);
            value[0] = new Object();
        });
    }

    private interface Removing {
        boolean remove(Object value);
    }

    private void removed(Profile one, Faults.Kind kind, boolean goesOn, Removing removing) {
        Object[] value = {new Object()};
        one.add(value[0], 0, 0, "removed");
        eachPoint(kind, goesOn, () -> removing.remove(value[0]), (result, where) -> {
            int count = one.count();
            boolean isIn = one.remove(value[0]);
            assertEquals(books(one) + (isIn ? 1 : 0), count, where);
            assertEquals(!isIn, result, where);
            assertFalse(isIn && kind == Faults.Kind.MEMORY && isAllocation(where), where);
            checkWorks(one, where);
            value[0] = new Object();
            one.add(value[0], 0, 0, "removed");
        });
        one.remove(value[0]);
    }

    /** Where memory runs out while a value is removed; to say that it left takes some. */
    private static boolean isAllocation(String where) {
        return Set.of("remove", "shrink", "resizeColumns", "removed").contains(String.valueOf(where));
    }

    private void removedHandle(Profile one, Faults.Kind kind, boolean goesOn) {
        Handle[] handle = {one.track()};
        eachPoint(
                kind,
                goesOn,
                () -> {
                    handle[0].close();
                    return true;
                },
                (result, where) -> {
                    int count = one.count();
                    assertEquals(books(one) + (one.remove(handle[0]) ? 1 : 0), count, where);
                    checkWorks(one, where);
                    handle[0] = one.track();
                });
        one.remove(handle[0]);
    }

    /** Processes a value of which the collector has just said that it is gone. */
    private void collected(Profile one, Faults.Kind kind, boolean goesOn) {
        for (boolean hasStack : new boolean[] {false, true}) {
            enqueueNew(one, hasStack);
            eachPoint(kind, goesOn, () -> fails(kind, () -> Profiles.processCollected(4)), (result, where) -> {
                Profiles.processCollected();
                collected.merge(one, 1, Integer::sum);
                assertEquals(books(one), one.count(), where);
                checkWorks(one, where);
                enqueueNew(one, hasStack);
            });
            Profiles.processCollected();
            collected.merge(one, 1, Integer::sum);
        }
    }

    private void enqueueNew(Profile one, boolean hasStack) {
        enqueueNew(one, hasStack, "collected " + labels++ % 300);
    }

    private static void enqueueNew(Profile one, boolean hasStack, String label) {
        Object where = hasStack ? new Capture("Gone", 0) : "Gone";
        Gone.add(one, 5, label, where);
    }

    /** Both profiles take values and give them back. */
    private void checkWorks(Profile one, String where) {
        for (Profile each : List.of(one, other)) {
            int before = each.count();
            Object value = new Object();
            assertTrue(each.addIfAbsent(value, 0, 1, "works"), where);
            assertFalse(each.addIfAbsent(value, 0, 1, "works"), where);
            assertEquals(before + 1, each.count(), where);
            assertTrue(each.remove(value), where);
            assertFalse(each.remove(value), where);
            assertEquals(before, each.count(), where);
        }
    }

    /** How many objects the profile has, by what was done to it. */
    private int books(Profile one) {
        return kept.size() + (one == profile ? collected.getOrDefault(one, 0) : 0);
    }

    /** Lets an operation fail at its first point, its second one and so on, until it does not fail. */
    private <T> void eachPoint(Faults.Kind kind, boolean goesOn, Supplier<T> operation, BiConsumer<T, String> check) {
        String where = "";
        for (int n = 1; where != null; n++) {
            T result = null;
            Throwable thrown = null;
            Faults.arm(kind, n, goesOn);
            try {
                result = operation.get();
            } catch (Throwable failure) {
                thrown = failure;
            } finally {
                where = Faults.disarm();
            }
            if (thrown instanceof StackOverflowError && CALLED.contains(thrown.getMessage())) {
                thrown = null;
            }
            if (thrown != null) {
                throw new AssertionError("point " + n + ", in " + where, thrown);
            }
            check.accept(result, where);
            assertTrue(n < 100_000);
        }
    }

    private void checkSnapshots(Recording recording) throws Exception {
        List<RecordedEvent> events = read(recording);
        Map<String, Integer> rows = new HashMap<>();
        for (RecordedEvent row : Recorded.named("customprofiles.LiveSite", events)) {
            rows.merge(key(row), (int) row.getLong("liveCount"), Integer::sum);
        }
        int good = 0;
        for (RecordedEvent header : Recorded.named("customprofiles.Snapshot", events)) {
            String name = header.getString("profile");
            if (!name.startsWith("fault.")) {
                continue;
            }
            long count = header.getLong("liveCount");
            assertEquals((int) count, rows.getOrDefault(key(header), 0), "a header without all of its rows");
            Map<String, Integer> expected = live.get((int) header.getLong("epoch"));
            if (expected != null) {
                assertEquals(expected.get(name), (int) count, key(header));
                good++;
            }
        }
        assertEquals(3 * live.size(), good);
    }

    private void checkLateRecording() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            recording.stop();
            List<RecordedEvent> events = read(recording);
            int collectedRows = 0;
            for (RecordedEvent row : Recorded.named("customprofiles.LiveSite", events)) {
                if (!row.getString("profile").equals(profile.name())) {
                    continue;
                }
                long count = row.getLong("collectedCount");
                collectedRows += (int) count;
                assertEquals(5 * count, row.getLong("collectedWeight"));
                if (count > 1) {
                    assertEquals(count, sum(row.getString("collectedAges")));
                }
                if (String.valueOf(row.getString("label")).startsWith("kept ")) {
                    assertEquals(5, row.getLong("liveCount"));
                }
                assertFalse(row.getBoolean("truncated"));
            }
            assertEquals(collected.get(profile), collectedRows);
        }
    }

    private static long sum(String ages) {
        long sum = 0;
        for (String one : ages.split(" ")) {
            sum += Long.parseLong(one.substring(one.indexOf(':') + 1));
        }
        return sum;
    }

    private static String key(RecordedEvent event) {
        return event.getString("profile") + " " + event.getLong("epoch") + " of " + event.getLong("recorder");
    }

    /** The events of this copy of the recorder. */
    private static List<RecordedEvent> read(Recording recording) throws Exception {
        Path file = Files.createTempFile("faults", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file);
        } finally {
            Files.delete(file);
        }
    }
}
