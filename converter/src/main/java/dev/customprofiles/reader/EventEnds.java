package dev.customprofiles.reader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A pass over all events of a chunk that reads only when they ended: size, type, start and duration, which are the
 * first numbers of nearly every event.
 */
final class EventEnds {
    private static final String START = "startTime";
    private static final String DURATION = "duration";
    private static final int STRIDE = 1 << 18;

    /** Maximum size of an event's size, type, start and duration. */
    private static final int HEAD = 4 * Varints.MAX_BYTES;

    /** Types with greater ids are rare, and are read like those with an unusual layout. */
    private static final int TABLE = 1 << 14;

    private static final byte UNKNOWN = 0;
    private static final byte INSTANT = 1;
    private static final byte TIMED = 2;

    private final Chunk chunk;
    private final ChunkContents contents;
    private final Bytes file;

    /** Discards damage, which other passes report. */
    private final FileDamage ignored;

    private final byte[] kinds = new byte[TABLE];
    private final List<EventSelection> unusual = new ArrayList<>();
    private long lastTicks = Long.MIN_VALUE;

    EventEnds(Chunk chunk, ChunkContents contents, Bytes file, FileDamage ignored) {
        this.chunk = chunk;
        this.contents = contents;
        this.file = file;
        this.ignored = ignored;
        for (TypeLayout type : contents.metadata().events()) {
            byte kind = type.id > ChunkContents.CHECKPOINT && type.id < TABLE ? kind(type) : UNKNOWN;
            if (kind != UNKNOWN) {
                kinds[(int) type.id] = kind;
            } else if (unusual.stream().noneMatch(other -> other.eventName().equals(type.name))) {
                unusual.add(EventSelection.of(type.name, DURATION));
            }
        }
    }

    private static byte kind(TypeLayout type) {
        if (!isTime(type, 0, START)) {
            return UNKNOWN;
        }
        if (type.field(DURATION) == null) {
            return INSTANT;
        }
        FieldLayout duration = type.field(DURATION);
        return isTime(type, 1, DURATION)
                        && duration.unit == EventField.Unit.TIMESPAN
                        && duration.nanos == FieldLayout.TICKS
                ? TIMED
                : UNKNOWN;
    }

    private static boolean isTime(TypeLayout type, int index, String name) {
        return type.fields.size() > index
                && type.fields.get(index).name.equals(name)
                && type.fields.get(index).kind == FieldLayout.Kind.LONG;
    }

    /** Returns the greatest end of an event, in ticks; {@code Long.MIN_VALUE} if there is no event. */
    long lastTicks() throws IOException {
        walk();
        if (!unusual.isEmpty()) {
            // Not closed, because the file belongs to the caller.
            ChunkReader events = new ChunkReader(chunk, contents, file, ignored, unusual);
            while (events.next() >= 0) {
                lastTicks = Math.max(lastTicks, events.endTicks(0));
            }
        }
        return lastTicks;
    }

    private void walk() throws IOException {
        long end = chunk.end();
        Window window = new Window((int) Math.min(STRIDE, end - chunk.firstEvent()));
        byte[] bytes = window.bytes;
        long last = Long.MIN_VALUE;
        long at = chunk.firstEvent();
        while (at < end) {
            long behind = window.base + window.limit;
            if (at < window.base || at + HEAD > behind && behind < end || at >= behind) {
                window.load(file, at, end);
                if (window.limit == 0) {
                    break; // the file was truncated
                }
            }
            int p = (int) (at - window.base);
            // Fast path: nearly every event has a one-byte size and a two-byte type.
            int q = p + 1;
            long size = bytes[p];
            if (size < 0) {
                size = Varints.get(bytes, p);
                q = Varints.skip(bytes, p);
            }
            long type = bytes[q];
            if (type >= 0) {
                q++;
            } else if (bytes[q + 1] >= 0) {
                type = type & 0x7f | bytes[q + 1] << 7;
                q += 2;
            } else {
                type = Varints.get(bytes, q);
                q = Varints.skip(bytes, q);
            }
            if (size < q - p || size > end - at) {
                at = contents.nextLandmark(at, file, ignored);
                continue;
            }
            byte kind = type >= 0 && type < TABLE ? kinds[(int) type] : UNKNOWN;
            if (kind != UNKNOWN) {
                long start = Varints.get(bytes, q);
                last = Math.max(last, start);
                if (kind == TIMED) {
                    // A duration that is negative, or too large, is damage.
                    long duration = Varints.get(bytes, Varints.skip(bytes, q));
                    last = Math.max(last, duration < 0 ? start : start + duration);
                }
            }
            at += size;
        }
        lastTicks = last;
    }
}
