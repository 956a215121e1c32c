package dev.customprofiles.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What tests ask of recordings. */
public final class RecordingChecks {
    private RecordingChecks() {}

    /** Everything that can be counted. */
    public record Totals(long events, long stacks, long frames) {}

    /** Reads all there is: every field of every event of every type, in every way. */
    public static Totals readAll(Path... files) throws IOException {
        try (Recording recording = Recording.open(List.of(files))) {
            return readAll(recording);
        }
    }

    public static Totals readAll(Recording recording) throws IOException {
        long events = 0;
        long stacks = 0;
        long frames = 0;
        for (Chunk chunk : recording.chunks()) {
            Set<String> names = new LinkedHashSet<>();
            List<EventSelection> wanted = new ArrayList<>();
            for (EventType type : chunk.eventTypes()) {
                if (names.add(type.name())) {
                    Set<String> fields = new LinkedHashSet<>(List.of("stackTrace"));
                    type.fields().forEach(field -> fields.add(field.name()));
                    wanted.add(new EventSelection(type.name(), List.copyOf(fields)));
                }
            }
            try (ChunkReader reader = chunk.read(wanted.toArray(new EventSelection[0]))) {
                for (int selected = reader.next(); selected >= 0; selected = reader.next()) {
                    events++;
                    reader.startNanos();
                    for (int slot = 0; slot < wanted.get(selected).fields().size(); slot++) {
                        reader.has(slot);
                        reader.longAt(slot);
                        reader.nanosAt(slot);
                        reader.doubleAt(slot);
                        reader.stringAt(slot);
                        reader.threadAt(slot);
                    }
                    StackTrace stack = reader.stackTraceAt(0);
                    if (stack != null) {
                        stacks++;
                        frames += stack.frames().size();
                    }
                    reader.stackTrace(reader.longAt(0));
                    reader.className(reader.longAt(0));
                    reader.thread(reader.longAt(0));
                }
            }
        }
        return new Totals(events, stacks, frames);
    }

    /** The values of a number field, in file order. */
    public static List<Long> longs(Recording recording, String event, String field) throws IOException {
        List<Long> values = new ArrayList<>();
        for (Chunk chunk : recording.chunks()) {
            values.addAll(longs(chunk, event, field));
        }
        return values;
    }

    public static List<Long> longs(Chunk chunk, String event, String field) throws IOException {
        List<Long> values = new ArrayList<>();
        try (ChunkReader reader = chunk.read(EventSelection.of(event, field))) {
            while (reader.next() >= 0) {
                values.add(reader.longAt(0));
            }
        }
        return values;
    }

    public static Path write(Path file, byte[]... parts) throws IOException {
        Encoder all = new Encoder();
        for (byte[] part : parts) {
            all.raw(part);
        }
        return Files.write(file, all.bytes());
    }
}
