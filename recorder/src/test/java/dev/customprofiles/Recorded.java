package dev.customprofiles;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What a piece of code writes into a recording of its own, read by the JDK's reader. */
final class Recorded {

    /** The recorder's classes that are on the stack of an Add. */
    static final Set<String> RECORDER = Set.of(Profile.class.getName(), JfrJournal.class.getName());

    interface Code {
        void run() throws Exception;
    }

    private Recorded() {}

    private static final Set<String> OBJECT_EVENTS =
            Set.of("customprofiles.Add", "customprofiles.Remove", "customprofiles.Collected");

    /** The Add, Remove and Collected events of one profile in time order. */
    static List<RecordedEvent> events(Profile profile, Code code) throws Exception {
        Path file = Files.createTempFile("recorded", ".jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            code.run();
            recording.stop();
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> OBJECT_EVENTS.contains(event.getEventType().getName()))
                    .filter(event -> event.getString("profile").equals(profile.name()))
                    .sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime()))
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    static List<RecordedEvent> adds(Profile profile, Code code) throws Exception {
        return named("customprofiles.Add", events(profile, code));
    }

    static List<RecordedEvent> removes(Profile profile, Code code) throws Exception {
        return named("customprofiles.Remove", events(profile, code));
    }

    static List<RecordedEvent> collections(Profile profile, Code code) throws Exception {
        return named("customprofiles.Collected", events(profile, code));
    }

    static List<RecordedEvent> named(String name, List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }

    /** The stack's methods without the recorder's own, leaf first. */
    static List<String> methods(RecordedEvent event) {
        return event.getStackTrace().getFrames().stream()
                .filter(frame -> frame.isJavaFrame()
                        && !RECORDER.contains(frame.getMethod().getType().getName()))
                .map(frame -> frame.getMethod().getName())
                .toList();
    }
}
