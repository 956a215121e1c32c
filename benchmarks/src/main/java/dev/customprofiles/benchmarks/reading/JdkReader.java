package dev.customprofiles.benchmarks.reading;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** The JDK's own {@code RecordingFile}, one event after the other in the file's order. One thread. */
final class JdkReader implements Reader {

    @Override
    public Answer read(Path file) throws IOException {
        LiveObjects<RecordedEvent> live = new LiveObjects<>();
        Map<RecordedMethod, String> names = new HashMap<>();
        try (RecordingFile in = new RecordingFile(file)) {
            while (in.hasMoreEvents()) {
                RecordedEvent event = in.readEvent();
                switch (event.getEventType().getName()) {
                    case "customprofiles.Add" -> live.add(event.getLong("id"), event);
                    case "customprofiles.Remove" -> live.remove(event.getLong("id"));
                    default -> {}
                }
            }
        }
        long frames = 0;
        for (RecordedEvent event : live.open().values()) {
            RecordedStackTrace stack = event.getStackTrace();
            for (RecordedFrame frame : stack.getFrames()) {
                names.computeIfAbsent(
                        frame.getMethod(), method -> method.getType().getName() + '.' + method.getName());
                frames++;
            }
        }
        return live.answer(frames);
    }
}
