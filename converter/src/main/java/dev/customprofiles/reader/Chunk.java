package dev.customprofiles.reader;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A part of a recording that can be read by itself: some 12 MB of events with the constants they refer to and the
 * description of their types. Keys of constants, type numbers and the clock mean something inside of a chunk only.
 */
public final class Chunk {
    /**
     * How late an event may be committed: it may be in a later chunk than its time says, or be older than a snapshot that
     * does not know of it. Threads are seldom held up for longer than some 300 ms; this leaves room.
     */
    public static final long LATE_NANOS = 2_000_000_000L;

    /**
     * A chunk begins where the one before it ended, to the nanosecond (measured on JDK 17 and 25); if there is more than
     * this between them, JFR was switched off, or a chunk is missing.
     */
    public static final long ROTATION_NANOS = 1_000_000L;

    private final Source source;
    private final ChunkHeader header;
    private final long offset;
    private final long end;
    private final Walk walk;
    private final MetadataCache cache;
    private final FileDamage losses;
    private final ProgressListener listener;
    private int jvm;
    private long reachNanos = Long.MAX_VALUE;

    /** How far the listener knows that it was read. One thread reads a chunk in a round. */
    private long passed;

    /** A chunk that is read as far as {@code end}. The walk is not null when the header is not to be trusted. */
    Chunk(
            Source source,
            ChunkHeader header,
            long offset,
            long end,
            Walk walk,
            MetadataCache cache,
            DamageLog log,
            ProgressListener listener) {
        this.source = source;
        this.header = header;
        this.offset = offset;
        this.end = end;
        this.walk = walk;
        this.cache = cache;
        this.losses = new FileDamage(source.name(), log);
        this.listener = listener;
        this.passed = end;
    }

    /** The file it is in; of an entry of an archive, the archive. */
    public Path file() {
        return source.path();
    }

    /** Where it begins, in bytes from the start of the (decompressed) file. */
    public long offset() {
        return offset;
    }

    /** How many bytes of it can be read. */
    public long size() {
        return end - offset;
    }

    /** When it begins, in nanoseconds since 1970. Some of its events may be older: begun before, committed in it. */
    public long startNanos() {
        return header.startNanos();
    }

    /**
     * Until when it holds what happened, in nanoseconds since 1970: its end, for an unfinished chunk its last flush, for
     * one that was cut the start of the last event that is left.
     */
    public long endNanos() {
        long duration = Math.max(0, header.durationNanos());
        long end = header.startNanos() + duration;
        if (walk != null && walk.lastTicks() != Long.MIN_VALUE) {
            long last = header.nanosOf(walk.lastTicks());
            // A duration is written at each flush: 0 before the first one, the last one's behind it.
            return Math.max(header.startNanos(), duration == 0 ? last : Math.min(last, end));
        }
        return Math.max(header.startNanos(), end);
    }

    /**
     * An instant after which none of its events ended, in nanoseconds since 1970; {@code Long.MAX_VALUE} when that is not
     * known without reading them, as of a JVM's last chunk.
     */
    public long reachNanos() {
        return reachNanos;
    }

    /** Whether it was written to its end, and all of it is there. */
    public boolean finished() {
        return header.isFinished() && walk == null;
    }

    /**
     * The JVM it comes from, as a number from 0: chunks of one JVM have the same, chunks of different JVMs never. See
     * {@link Recording#chunks()}.
     */
    public int jvm() {
        return jvm;
    }

    /**
     * Opens the chunk for reading the events of some types; with no type, or none that the chunk has, there are no
     * events. Events of the same name but another layout (a class that was loaded twice) count as the same.
     *
     * @throws IllegalArgumentException if an event is selected twice
     */
    public ChunkReader read(EventSelection... wanted) throws IOException {
        List<EventSelection> selections = EventSelection.distinct(wanted);
        Bytes file;
        try {
            file = source.open();
        } catch (NoSuchFileException e) {
            losses.add(offset, size(), "the file was removed before it was read");
            return new ChunkReader(this, null, null, losses, selections);
        }
        try {
            return new ChunkReader(this, contents(file), file, losses, selections);
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** When the last of its events ended, in nanoseconds since 1970; {@link #endNanos} if none can be read. */
    long lastEventNanos() throws IOException {
        FileDamage ignored = new FileDamage(source.name(), new DamageLog());
        try (Bytes file = source.open()) {
            ChunkContents contents = ChunkContents.of(this, file, cache, ignored);
            long ticks = contents == null ? Long.MIN_VALUE : new EventEnds(this, contents, file, ignored).lastTicks();
            return ticks == Long.MIN_VALUE ? endNanos() : header.nanosOf(ticks);
        } catch (NoSuchFileException e) {
            return endNanos();
        }
    }

    /** The event types that the chunk declares, whether it has events of them or not; empty when that is lost. */
    public List<EventType> eventTypes() throws IOException {
        try (Bytes file = source.open()) {
            ChunkContents contents = contents(file);
            return contents == null
                    ? List.of()
                    : contents.metadata().events().stream()
                            .map(TypeLayout::toEventType)
                            .toList();
        } catch (NoSuchFileException e) {
            losses.add(offset, size(), "the file was removed before it was read");
            return List.of();
        }
    }

    /**
     * The fields of a type that events refer to, such as {@code java.lang.Thread}; empty when the chunk does not declare
     * it, or that is lost.
     */
    public List<EventField> fields(String typeName) throws IOException {
        try (Bytes file = source.open()) {
            ChunkContents contents = contents(file);
            return contents == null
                    ? List.of()
                    : contents.metadata().named(typeName).stream()
                            .flatMap(type -> type.describe().stream())
                            .toList();
        }
    }

    /** Not kept: a recording may have thousands of chunks, and the cache knows the large part of it. */
    private ChunkContents contents(Bytes file) throws IOException {
        return ChunkContents.of(this, file, cache, losses);
    }

    /** A round begins, for the listener. */
    void begin() {
        passed = offset;
    }

    /** All before an offset is read. */
    void passed(long offset) {
        if (offset > passed) {
            listener.advance(offset - passed);
            passed = offset;
        }
    }

    /** Whether both are in one recording, of which an archive may have several. */
    boolean sameRecording(Chunk other) {
        return source.name().equals(other.source.name());
    }

    ChunkHeader header() {
        return header;
    }

    long firstEvent() {
        return offset + ChunkHeader.SIZE;
    }

    long end() {
        return end;
    }

    Walk walk() {
        return walk;
    }

    void jvm(int number) {
        jvm = number;
    }

    /** Takes note of the chunk that the JVM wrote next: what is in this one was committed before, or a little later. */
    void next(Chunk next) {
        reachNanos = Math.max(endNanos(), header.nanosOf(next.header.startTicks())) + LATE_NANOS;
    }

    /** Names the chunk and its place, for messages. */
    @Override
    public String toString() {
        return source.name() + "@" + offset;
    }
}
