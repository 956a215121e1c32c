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

    interface Code {
        void run() throws Exception;
    }

    private Recorded() {}

    private static final Set<String> OBJECT_EVENTS = Set.of("customprofiles.Add", "customprofiles.Remove");

    /** The Add and Remove events of one profile in time order. */
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

    static List<RecordedEvent> named(String name, List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }

    /** The stack's methods without the recorder's own, leaf first. */
    static List<String> methods(RecordedEvent event) {
        return event.getStackTrace().getFrames().stream()
                .filter(frame -> frame.isJavaFrame()
                        && !frame.getMethod().getType().getName().equals(Profile.class.getName()))
                .map(frame -> frame.getMethod().getName())
                .toList();
    }
}
