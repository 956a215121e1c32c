package dev.customprofiles.reader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the chunks of a file. Each header tells where the next chunk begins. If that is wrong, the file is searched for
 * the magic bytes of a plausible header, so that a damaged chunk does not affect its neighbours.
 */
final class ChunkScanner {
    private static final int STRIDE = 1 << 16;

    /**
     * Number of retries, per file, for a header that is marked as being changed, and the delay between them. At most
     * one header of a file is being changed.
     */
    private static final int LOOKS = 25;

    private static final int MILLIS_BETWEEN_LOOKS = 2;

    private final Source source;
    private final boolean live;
    private final Bytes file;
    private final long length;
    private final MetadataCache cache;
    private final DamageLog log;
    private final ProgressListener listener;
    private final FileDamage losses;
    private final List<Chunk> chunks = new ArrayList<>();

    /** Fallback reason why the file has no chunks. */
    private String hopeless;

    private int looks;

    private ChunkScanner(
            Source source, Bytes file, MetadataCache cache, DamageLog log, ProgressListener listener, boolean live)
            throws IOException {
        this.source = source;
        this.live = live;
        this.file = file;
        this.length = file.size();
        this.cache = cache;
        this.log = log;
        this.listener = listener;
        this.losses = new FileDamage(source.name(), log);
    }

    /** The chunks of a file, or the reason why there are none; neither for a file that was only just started. */
    record Found(List<Chunk> chunks, String hopeless) {}

    /** @param live whether an unfinished chunk is still being written, so that nothing of it is lost */
    static Found scan(Source source, MetadataCache cache, DamageLog log, ProgressListener listener, boolean live)
            throws IOException {
        try (Bytes file = source.open()) {
            ChunkScanner scanner = new ChunkScanner(source, file, cache, log, listener, live);
            scanner.scan();
            return new Found(scanner.chunks, scanner.hopeless);
        }
    }

    private void scan() throws IOException {
        if (length == 0) {
            hopeless = source.emptiness();
            return;
        }
        Window head = new Window(OtherFormat.HEAD);
        head.load(file, 0, length);
        hopeless = OtherFormat.advice(Arrays.copyOf(head.bytes, head.limit));
        if (hopeless != null) {
            return; // it is compressed, so what looks like a chunk in it is not one
        }
        long at = 0;
        while (at < length) {
            ChunkHeader header = header(at);
            if (header == null) {
                at = skipGarbage(at);
            } else if (header.unsupported() != null) {
                at = skipUnsupported(at, header);
            } else {
                at = chunk(at, header);
            }
        }
    }

    private long skipGarbage(long at) throws IOException {
        long next = nextChunk(at + 1, null);
        if (at == 0 && next == length) {
            hopeless = "not a JFR recording";
        } else {
            losses.add(at, next - at, "no chunk begins here");
        }
        return next;
    }

    private long skipUnsupported(long at, ChunkHeader header) throws IOException {
        String reason = header.unsupported();
        if (hopeless == null) {
            hopeless = reason;
        }
        long end = at + header.size();
        boolean fits = header.size() >= ChunkHeader.SIZE && end > at && (end == length || header(end) != null);
        long next = fits ? end : nextChunk(at + 1, header);
        losses.add(at, next - at, reason);
        return next;
    }

    /** Adds the chunk at an offset, or its readable part; returns the offset to continue from. */
    private long chunk(long at, ChunkHeader header) throws IOException {
        long room = length - at;
        boolean inside = header.size() >= ChunkHeader.SIZE && header.size() <= room;
        long end = inside ? at + header.size() : length;
        boolean neat = inside && (end == length || header(end) != null);
        long next = neat ? end : nextChunk(at + 1, header);
        if (inside && end <= next && header.metadataOffset() != 0 && header.isPlausible() && header.fitsItsSize()) {
            chunks.add(new Chunk(source, header, at, end, null, cache, log, listener));
            if (next > end && !(live && !header.isFinished())) {
                losses.add(
                        end, next - end, header.isFinished() ? "no chunk begins here" : "written after the last flush");
            }
            return next;
        }
        if (!(live && next == length && !header.isFinished() && header.metadataOffset() == 0)) {
            salvage(at, header, next);
        }
        return next;
    }

    /** Salvages the complete events at the start of a chunk whose end is missing, or whose header cannot be trusted. */
    private void salvage(long at, ChunkHeader header, long limit) throws IOException {
        if (limit - at <= ChunkHeader.SIZE) {
            if (header.size() > ChunkHeader.SIZE) {
                losses.add(at, header.size(), "of a chunk there is only the header");
            }
            return; // started, but still empty
        }
        Walk walk = Walk.over(file, at + ChunkHeader.SIZE, limit);
        String what = header.isFinished() ? "the chunk is cut short" : "the chunk is unfinished";
        if (walk.metadata().isEmpty() || header.ticksPerSecond() <= 0) {
            losses.add(at, limit - at, what + " and has no metadata yet");
            if (hopeless == null) {
                hopeless = "cut short before its first metadata";
            }
            return;
        }
        chunks.add(new Chunk(source, header, at, walk.end(), walk, cache, log, listener));
        // A size beyond the end of the file tells how much is missing. Any other size is not to be trusted.
        boolean cut = limit == length && header.size() > limit - at && header.isPlausible();
        long missing = (cut ? at + header.size() : limit) - walk.end();
        losses.add(walk.end(), Math.max(0, missing), what);
    }

    /** Returns the header at an offset, or null if there is none. */
    private ChunkHeader header(long at) throws IOException {
        Window window = new Window(ChunkHeader.SIZE);
        while (true) {
            window.load(file, at, length);
            if (window.limit < ChunkHeader.SIZE) {
                return null;
            }
            ChunkHeader header = ChunkHeader.parse(window.bytes, 0);
            if (header == null || !header.isBeingChanged() || looks++ >= LOOKS) {
                return header;
            }
            try {
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return header; // take it as it is
            }
        }
    }

    /**
     * Returns the start of the next chunk, or the end of the file. Ignores a copy of the header of {@code owner}, the
     * chunk being searched: the JVM puts one among its constants (jdk.types.ChunkHeader).
     */
    private long nextChunk(long from, ChunkHeader owner) throws IOException {
        Window window = new Window(STRIDE);
        long at = from;
        while (at + ChunkHeader.SIZE <= length) {
            window.load(file, at, length);
            int last = window.limit - ChunkHeader.SIZE;
            for (int p = 0; p <= last; p++) {
                if (window.bytes[p] == 'F' && window.bytes[p + 1] == 'L') {
                    ChunkHeader header = ChunkHeader.parse(window.bytes, p);
                    if (header != null && isChunk(header, at + p) && (owner == null || !owner.sameChunk(header))) {
                        return at + p;
                    }
                }
            }
            if (last < 0) {
                break;
            }
            at += last + 1;
        }
        return length;
    }

    /** Returns whether a header found by searching is that of a chunk: it must point to metadata, or be truncated. */
    private boolean isChunk(ChunkHeader header, long at) throws IOException {
        if (header.unsupported() != null || !header.isPlausible() || header.size() < ChunkHeader.SIZE) {
            return false;
        }
        long room = length - at;
        boolean hasMetadata = header.metadataOffset() >= ChunkHeader.SIZE && header.metadataOffset() < room;
        if (!hasMetadata && header.size() <= room) {
            return false;
        }
        // Check its metadata, or else its first event.
        long event = hasMetadata ? header.metadataOffset() : ChunkHeader.SIZE;
        Window window = new Window(2 * Varints.MAX_BYTES);
        window.load(file, at + event, length);
        long size = Varints.get(window.bytes, 0);
        long type = Varints.get(window.bytes, Varints.skip(window.bytes, 0));
        return size > 2 && size <= room - event && (!hasMetadata || type == ChunkContents.METADATA);
    }
}
