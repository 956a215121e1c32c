package dev.customprofiles.reader;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A self-contained part of a recording: about 12 MB of events, with their constants and type descriptions. Constant
 * keys, type ids and the clock are valid only within the chunk.
 */
public final class Chunk {
    /**
     * How late an event may be committed. It may be in a later chunk than its time suggests, or be older than a
     * snapshot that does not have it. Threads are seldom delayed by more than about 300 ms; this leaves a margin.
     */
    public static final long LATE_NANOS = 2_000_000_000L;

    /**
     * Longest gap between chunks of continuous recording. A chunk begins exactly where the one before it ended
     * (measured on JDK 17 and 25); after a longer gap, JFR was off or a chunk is missing.
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

    /** Progress reported to the listener. Only one thread reads a chunk in a round. */
    private long passed;

    /** Creates a chunk that is read up to {@code end}. The walk is not null if the header cannot be trusted. */
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

    /** Returns the file of the chunk; for an entry of an archive, the archive. */
    public Path file() {
        return source.path();
    }

    /** Returns the offset of the chunk, in bytes from the start of the (decompressed) file. */
    public long offset() {
        return offset;
    }

    /** Returns the number of readable bytes. */
    public long size() {
        return end - offset;
    }

    /**
     * Returns the start of the chunk, in nanoseconds since the epoch. An event that began earlier may be committed in
     * this chunk.
     */
    public long startNanos() {
        return header.startNanos();
    }

    /**
     * Returns the end of the chunk, in nanoseconds since the epoch. For an unfinished chunk this is its last flush; for
     * a truncated one, the start of its last readable event.
     */
    public long endNanos() {
        long duration = Math.max(0, header.durationNanos());
        long end = header.startNanos() + duration;
        if (walk != null && walk.lastTicks() != Long.MIN_VALUE) {
            long last = header.nanosOf(walk.lastTicks());
            // The duration is updated at each flush: 0 before the first.
            return Math.max(header.startNanos(), duration == 0 ? last : Math.min(last, end));
        }
        return Math.max(header.startNanos(), end);
    }

    /**
     * Returns an upper bound on the ends of its events, in nanoseconds since the epoch; {@code Long.MAX_VALUE} if
     * unknown without reading them, as for a JVM's last chunk.
     */
    public long reachNanos() {
        return reachNanos;
    }

    /** Returns whether the chunk was finished by the JVM and is complete. */
    public boolean finished() {
        return header.isFinished() && walk == null;
    }

    /**
     * Returns the number of the JVM that wrote the chunk, from 0. Chunks have the same number if and only if they are
     * from the same JVM. See {@link Recording#chunks()}.
     */
    public int jvm() {
        return jvm;
    }

    /**
     * Opens the chunk for reading events of the given types, of which it may have none. Types with the same name but
     * different layouts, from a class that was loaded twice, count as one.
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

    /** Returns the end of the last event, in nanoseconds since the epoch; {@link #endNanos} if no event can be read. */
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

    /**
     * Returns the event types that the chunk declares, even if it has no events of them; empty if the metadata is lost.
     */
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
     * Returns the fields of a type to which events refer, such as {@code java.lang.Thread}; empty if the chunk does not
     * declare it, or the metadata is lost.
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

    /** Not cached here: a recording may have thousands of chunks, and the metadata cache holds the large part. */
    private ChunkContents contents(Bytes file) throws IOException {
        return ChunkContents.of(this, file, cache, losses);
    }

    /** Resets the progress for a new round. */
    void begin() {
        passed = offset;
    }

    /** Reports that everything before an offset has been read. */
    void passed(long offset) {
        if (offset > passed) {
            listener.advance(offset - passed);
            passed = offset;
        }
    }

    /** Returns whether both chunks are in the same recording; an archive may have several. */
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

    /** Notes the next chunk of the JVM: events of this chunk were committed before it, or little later. */
    void next(Chunk next) {
        reachNanos = Math.max(endNanos(), header.nanosOf(next.header.startTicks())) + LATE_NANOS;
    }

    /** Returns the file and the offset, for messages. */
    @Override
    public String toString() {
        return source.name() + "@" + offset;
    }
}
