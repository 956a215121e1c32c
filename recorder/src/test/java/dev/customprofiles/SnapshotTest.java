package dev.customprofiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What snapshots say, of sites and in sum. */
class SnapshotTest {

    @Test
    void labelsOfEqualHashCodesAreSitesOfTheirOwn() throws Exception {
        Profile profile = Profile.create("snapshot.Labels");
        List<String> labels = List.of("Aa", "BB", "pool-1a", "pool-2B");
        assertEquals("Aa".hashCode(), "BB".hashCode());
        assertEquals("pool-1a".hashCode(), "pool-2B".hashCode());
        for (String label : labels) {
            profile.add(label, 0, 0, label);
        }
        List<RecordedEvent> rows = rows(profile);
        Set<String> found = new HashSet<>();
        Set<Long> ids = new HashSet<>();
        for (RecordedEvent row : rows) {
            assertEquals(1, row.getLong("liveCount"));
            found.add(row.getString("label"));
            ids.add(row.getLong("site"));
        }
        assertEquals(Set.copyOf(labels), found);
        assertEquals(labels.size(), ids.size());
        labels.forEach(profile::remove);
    }

    @Test
    void framesThatDifferInTheirLoaderOnlyAreOneSite() {
        StackTraceElement[] one = {new StackTraceElement("app one", null, null, "Main", "run", "Main.java", 7)};
        StackTraceElement[] other = {new StackTraceElement("app two", null, null, "Main", "run", "Main.java", 7)};
        assertNotEquals(one[0], other[0]);
        Site site = new Site("profile", one, false, null, "Type");
        Site same = new Site("profile", other, false, null, "Type");
        assertEquals(site.id(), same.id());
        assertEquals(site, same, "two rows of one id");
    }

    @ParameterizedTest
    @CsvSource({
        "300, , 512, false",
        "300, 4, 64, true",
        "2000, , 64, true",
        "2000, 0, 64, false",
        "1800, 1500, 64, true",
        "1200, 1500, 64, false"
    })
    void stacksAreKeptWholeOrSaidToBeCut(int frames, String kept, int depth, boolean truncated) throws Exception {
        List<String> options = new ArrayList<>(List.of("-Xss4m", "-XX:FlightRecorderOptions:stackdepth=" + depth));
        if (kept != null) {
            options.add("-XX:MaxJavaStackTraceDepth=" + kept);
        }
        ChildJvm.run(Deep.class, options, Integer.toString(frames), Boolean.toString(truncated));
    }

    /** Adds from a deep stack. */
    static final class Deep {

        private Deep() {}

        /** Takes the depth, and whether the stack is to be cut. */
        public static void main(String[] arguments) throws Exception {
            int frames = Integer.parseInt(arguments[0]);
            boolean truncated = Boolean.parseBoolean(arguments[1]);
            Profile profile = Profile.create("snapshot.Deep");
            recurse(profile, frames);
            List<RecordedEvent> rows = rows(profile);
            ChildJvm.check(rows.size() == 1, rows.size() + " rows");
            RecordedEvent row = rows.get(0);
            ChildJvm.check(row.getBoolean("truncated") == truncated, "truncated: " + row);
            // Capitals and digits end a number.
            long kept = row.getString("frames")
                    .chars()
                    .filter(letter -> letter >= 'A' && letter <= 'Z' || letter >= '0' && letter <= '5')
                    .count();
            ChildJvm.check(truncated || kept == frames + 1, kept + " frames");
        }

        private static void recurse(Profile profile, int frames) {
            if (frames == 1) {
                profile.add(Deep.class);
            } else {
                recurse(profile, frames - 1);
            }
        }
    }

    @Test
    void snapshotsAddUpWhileThreadsAddRemoveAndDrop() throws Exception {
        ChildJvm.run(Busy.class, List.of("-Xmx256m"));
    }

    /** Takes snapshots of profiles that threads work on. */
    static final class Busy {

        private static final int SNAPSHOTS = 200;

        private Busy() {}

        /** Takes no arguments. */
        public static void main(String[] arguments) throws Exception {
            List<Profile> profiles = List.of(
                    Profile.create("busy.Profile"),
                    Profile.builder("busy.Weak").weak().create());
            AtomicBoolean ends = new AtomicBoolean();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            List<Thread> threads = new ArrayList<>();
            Path file = Files.createTempFile("busy", ".jfr");
            try (Recording recording = new Recording()) {
                recording.enable("customprofiles.Add").withoutStackTrace();
                recording.start();
                for (int i = 0; i < 3; i++) {
                    Random random = new Random(i);
                    threads.add(new Thread(() -> work(profiles, random, ends, failure)));
                }
                threads.forEach(Thread::start);
                for (int i = 0; i < SNAPSHOTS; i++) {
                    Profiles.takeSnapshot();
                    if (i % 20 == 0) {
                        System.gc();
                    }
                }
                ends.set(true);
                for (Thread thread : threads) {
                    thread.join();
                }
                recording.stop();
                recording.dump(file);
                ChildJvm.check(failure.get() == null, "failed: " + failure.get());
                check(RecordingFile.readAllEvents(file));
            } finally {
                Files.delete(file);
            }
        }

        private static void work(
                List<Profile> profiles, Random random, AtomicBoolean ends, AtomicReference<Throwable> failure) {
            try {
                List<Object> live = new ArrayList<>();
                while (!ends.get()) {
                    Object value = new Object();
                    for (Profile profile : profiles) {
                        profile.add(value, 0, random.nextInt(9), "label " + random.nextInt(9));
                    }
                    if (random.nextInt(3) > 0) { // a third is dropped
                        live.add(value);
                    }
                    if (live.size() > 500) {
                        Object old = live.remove(random.nextInt(live.size()));
                        profiles.forEach(profile -> ChildJvm.check(profile.remove(old), "lost"));
                    }
                }
            } catch (Throwable thrown) {
                failure.set(thrown);
            }
        }

        private static void check(List<RecordedEvent> events) {
            Map<String, long[]> sums = new HashMap<>();
            for (RecordedEvent row : Recorded.named("customprofiles.LiveSite", events)) {
                long[] sum = sums.computeIfAbsent(key(row), absent -> new long[4]);
                sum[0] += row.getLong("liveCount");
                sum[1] += row.getLong("liveWeight");
                sum[2] += row.getLong("collectedCount");
                sum[3]++;
            }
            int headers = 0;
            long mostCollected = 0;
            for (RecordedEvent header : Recorded.named("customprofiles.Snapshot", events)) {
                headers++;
                long[] sum = sums.getOrDefault(key(header), new long[4]);
                long live = header.getLong("liveCount");
                long left = header.getLong("removed") + (header.getBoolean("weak") ? header.getLong("collected") : 0);
                ChildJvm.check(live == header.getLong("added") - left, "does not add up: " + header);
                ChildJvm.check(live == sum[0], "rows have " + sum[0] + " live: " + header);
                ChildJvm.check(header.getLong("liveWeight") == sum[1], "rows weigh " + sum[1] + ": " + header);
                ChildJvm.check(header.getLong("collectedCount") == sum[2], "rows have " + sum[2] + " collected");
                ChildJvm.check(header.getLong("liveSites") == sum[3], sum[3] + " rows: " + header);
                mostCollected = Math.max(mostCollected, header.getLong("collected"));
            }
            ChildJvm.check(headers > SNAPSHOTS, headers + " snapshots");
            ChildJvm.check(mostCollected > 0, "nothing was collected");
        }

        private static String key(RecordedEvent event) {
            return event.getString("profile") + " " + event.getLong("epoch");
        }
    }

    private static List<RecordedEvent> rows(Profile profile) throws Exception {
        Path file = Files.createTempFile("snapshot", ".jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            recording.stop();
            recording.dump(file);
            List<RecordedEvent> rows = Recorded.named("customprofiles.LiveSite", RecordingFile.readAllEvents(file));
            return rows.stream()
                    .filter(row -> row.getString("profile").equals(profile.name()))
                    .toList();
        } finally {
            Files.delete(file);
        }
    }
}
