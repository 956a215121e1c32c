package dev.customprofiles.replay;

import dev.customprofiles.live.Span;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.EventType;
import dev.customprofiles.reader.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A copy of a recording without some of its events or chunks, as if the JVM had dropped them: a lost event is one of a
 * type that nobody reads. No JVM has to be made to lose just these.
 */
public final class LossyCopy {

    /** An event of the recorder's. */
    public record Event(int chunk, String type) {}

    private record Span(int from, int to) {}

    private final byte[] bytes;
    private final List<Span> chunks = new ArrayList<>();
    private final List<Map<Long, String>> types = new ArrayList<>();
    private final List<Long> unread = new ArrayList<>();

    /** The file has the chunks of one JVM. */
    public LossyCopy(Path file) throws IOException {
        bytes = Files.readAllBytes(file);
        try (Recording recording = Recording.open(List.of(file))) {
            for (Chunk chunk : recording.chunks()) {
                Map<Long, String> ours = new HashMap<>();
                long other = 0;
                for (EventType type : chunk.eventTypes()) {
                    if (type.name().startsWith("customprofiles.")) {
                        ours.put(type.id(), type.name().substring("customprofiles.".length()));
                    } else if (type.name().equals("jdk.BiasedLockRevocation")
                            || type.name().equals("jdk.GCReferenceStatistics")) {
                        other = type.id();
                    }
                }
                chunks.add(new Span((int) chunk.offset(), (int) (chunk.offset() + chunk.size())));
                types.add(ours);
                unread.add(other);
            }
        }
    }

    public int chunks() {
        return chunks.size();
    }

    /** Drops events; how many. */
    public int drop(Predicate<Event> isLost) {
        int dropped = 0;
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            int at = chunks.get(chunk).from + 68;
            while (at < chunks.get(chunk).to) {
                long[] size = number(at);
                long[] type = number((int) size[1]);
                String name = types.get(chunk).get(type[0]);
                if (name != null && isLost.test(new Event(chunk, name))) {
                    overwrite((int) size[1], (int) type[1], unread.get(chunk));
                    dropped++;
                }
                at += (int) size[0];
            }
        }
        return dropped;
    }

    /** Writes what is left, without some of the chunks. */
    public Path write(Path file, Predicate<Integer> isLost) throws IOException {
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            if (!isLost.test(chunk)) {
                Span span = chunks.get(chunk);
                left.write(bytes, span.from, span.to - span.from);
            }
        }
        return Files.write(file, left.toByteArray());
    }

    /** A number in LEB128, and where it ends. */
    private long[] number(int position) {
        long number = 0;
        int at = position;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            number |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return new long[] {number, at};
            }
        }
    }

    private void overwrite(int from, int to, long number) {
        long rest = number;
        for (int at = from; at < to; at++) {
            bytes[at] = (byte) (rest & 0x7f | (at + 1 < to ? 0x80 : 0));
            rest >>>= 7;
        }
        if (rest != 0 || number == 0) {
            throw new AssertionError("no type of the same width for " + number);
        }
    }
}
