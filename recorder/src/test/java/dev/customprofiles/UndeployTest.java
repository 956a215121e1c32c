package dev.customprofiles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several copies of the recorder in a JVM, and what is left of them when their applications go. */
class UndeployTest {

    /** When a recording is on. */
    enum When {
        NEVER,
        MEANWHILE,
        BEFORE
    }

    /** An application with a recorder of its own. */
    static final class Application implements Runnable {

        private static final List<Object> HELD = new ArrayList<>();

        @Override
        public void run() {
            Profile profile = Profile.create("undeploy.Profile");
            Profile weak = Profile.builder("undeploy.Weak").weak().create();
            for (int i = 0; i < 100; i++) {
                Object value = i % 2 == 0 ? new Object() : new Application();
                profile.add(value);
                weak.add(value, 0, 1, "label");
                if (i % 4 == 0) {
                    HELD.add(value);
                } else if (i % 4 == 1) {
                    profile.remove(value);
                }
            }
            HELD.add(profile.track());
            Profiles.processCollected();
        }
    }

    /** Runs the application on a thread whose class and context class loader are the application's. */
    static final class ApplicationThread implements Runnable {

        @Override
        public void run() {
            Thread thread = new Thread(new Application());
            thread.setContextClassLoader(ApplicationThread.class.getClassLoader());
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void anUndeployedApplicationIsUnloadedWithItsRecorder(When recorded) throws Exception {
        ChildJvm.run(Undeploying.class, List.of("-Xmx256m"), recorded.name());
    }

    /** Deploys and undeploys applications. */
    static final class Undeploying {

        private static final int APPLICATIONS = 20;

        private static final long PATIENCE_NANOS = 60_000_000_000L;

        private Undeploying() {}

        /** Takes when a recording is on. */
        public static void main(String[] arguments) throws Exception {
            When recorded = When.valueOf(arguments[0]);
            Recording recording = null;
            if (recorded != When.NEVER) {
                recording = new Recording();
                recording.start();
            }
            List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
            for (int i = 0; i < APPLICATIONS; i++) {
                loaders.add(deploy(i % 2 == 0));
            }
            if (recorded == When.BEFORE) {
                recording.close();
            }
            long start = System.nanoTime();
            while (!loaders.stream().allMatch(loader -> loader.refersTo(null))) {
                System.gc();
                long left = loaders.stream()
                        .filter(loader -> !loader.refersTo(null))
                        .count();
                ChildJvm.check(System.nanoTime() - start < PATIENCE_NANOS, left + " applications are still loaded");
            }
            if (recorded == When.MEANWHILE) {
                recording.close();
            }
        }

        private static WeakReference<ClassLoader> deploy(boolean inThread) throws Exception {
            RecorderCopy copy = new RecorderCopy(UnaryOperator.identity(), Application.class, ApplicationThread.class);
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(copy);
            copy.run(inThread ? ApplicationThread.class : Application.class);
            thread.setContextClassLoader(before);
            return new WeakReference<>(copy);
        }
    }

    @Test
    void everyCopyOfTheRecorderHasANumberOfItsOwnInAllItsEvents() throws Exception {
        Map<String, Set<Long>> numbers = new HashMap<>();
        Path file = Files.createTempFile("copies", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("customprofiles.Collected").with("period", "1 h");
            recording.start();
            for (int i = 0; i < 3; i++) {
                new RecorderCopy(UnaryOperator.identity(), Numbered.class, Gone.class).run(Numbered.class);
            }
            recording.stop();
            recording.dump(file);
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                String type = event.getEventType().getName();
                if (type.startsWith("customprofiles.") && !type.endsWith("ObjectId") && isNumbered(event)) {
                    numbers.computeIfAbsent(type, name -> new TreeSet<>()).add(event.getLong("recorder"));
                }
            }
        } finally {
            Files.delete(file);
        }
        Set<Long> copies = numbers.get("customprofiles.Add");
        assertEquals(3, copies.size(), numbers.toString());
        for (String type : List.of("Remove", "Collected", "Snapshot", "LiveSite", "Frame")) {
            assertEquals(copies, numbers.get("customprofiles." + type), type);
        }
    }

    private static boolean isNumbered(RecordedEvent event) {
        return event.hasField("profile")
                ? event.getString("profile").equals("numbered.Profile")
                : event.getString("method").equals("addNumbered");
    }

    /** Writes every type of event. */
    static final class Numbered implements Runnable {

        private final Profile profile = Profile.create("numbered.Profile");

        @Override
        public void run() {
            addNumbered(this);
            Object removed = new Object();
            profile.add(removed);
            profile.remove(removed);
            Gone.add(profile, 0, null, "Gone");
            Profiles.processCollected();
            Profiles.takeSnapshot();
            profile.remove(this);
        }

        private void addNumbered(Object value) {
            profile.add(value);
        }
    }
}
