package dev.customprofiles.reader;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One or more inputs read as one: an ordered list of chunks.
 *
 * <p>Opening reads only chunk headers. The recording is a view as of then: data that a running JVM adds later is not
 * included. Nothing is ever printed; problems with the inputs are in {@link #damage()} and {@link #notices()}.
 *
 * <p>Thread-safe.
 */
public final class Recording implements Closeable {

    private static final long HEAP_OF_WORKER = 40L << 20;

    private final List<Source> sources = new ArrayList<>();
    private final DamageLog damage;
    private final List<String> notices = new ArrayList<>();
    private final ProgressListener listener;
    private final int workers;
    private List<Chunk> chunks = List.of();

    /** Null until first needed. */
    private Long endNanos;

    /** Whether the last chunk is still being written. */
    private final boolean live;

    private Recording(DamageLog damage, ProgressListener listener, int workers, boolean live) {
        this.damage = damage;
        this.listener = listener;
        this.workers = workers;
        this.live = live;
    }

    /**
     * Opens recordings as one. An input is a file, a compressed file (gzip and zip, detected by content), a folder or a
     * glob. Of a folder, the {@code *.jfr}, {@code *.jfr.gz} and {@code *.jfr.zip} in it are read; it may be the
     * repository of a running or dead JVM. If it has none, its subfolders are searched, at most three levels down. A
     * path that does not exist may be a glob with {@code *} and {@code ?}.
     *
     * @throws CorruptRecordingException if an input does not exist, or no input has a readable chunk of JDK 11 or
     *     later. A file without chunks among others is only damage
     * @throws IOException if a file cannot be read
     */
    public static Recording open(List<Path> inputs) throws IOException {
        return open(inputs, ProgressListener.NONE);
    }

    /** Like {@link #open(List)}, reporting the progress of this and of all later reading to a listener. */
    public static Recording open(List<Path> inputs, ProgressListener listener) throws IOException {
        return open(inputs, listener, defaultWorkers());
    }

    /**
     * Returns the default number of threads that read chunks: one per processor, fewer in a small heap. The search for
     * a peak takes about 20 MB for each chunk that is being read.
     */
    public static int defaultWorkers() {
        long fit = Runtime.getRuntime().maxMemory() / HEAP_OF_WORKER;
        return (int) Math.max(1, Math.min(fit, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * Like {@link #open(List, ProgressListener)}, with another number of threads than {@link #defaultWorkers}.
     *
     * @param workers the maximum number of threads that read chunks, at least 1
     */
    public static Recording open(List<Path> inputs, ProgressListener listener, int workers) throws IOException {
        return open(inputs, listener, workers, false);
    }

    /**
     * Like {@link #open(List)}, for recordings that a JVM is still writing: data that it has not flushed yet is not
     * damage.
     */
    public static Recording openLive(List<Path> inputs) throws IOException {
        return openLive(inputs, ProgressListener.NONE);
    }

    /** Like {@link #openLive(List)}, reporting the progress of this and of all later reading to a listener. */
    public static Recording openLive(List<Path> inputs, ProgressListener listener) throws IOException {
        return openLive(inputs, listener, defaultWorkers());
    }

    /** Like {@link #openLive(List, ProgressListener)}, with another number of threads than {@link #defaultWorkers}. */
    public static Recording openLive(List<Path> inputs, ProgressListener listener, int workers) throws IOException {
        return open(inputs, listener, workers, true);
    }

    private static Recording open(List<Path> inputs, ProgressListener listener, int workers, boolean live)
            throws IOException {
        Recording recording = new Recording(new DamageLog(), listener, workers, live);
        try {
            recording.scan(inputs);
            return recording;
        } catch (IOException | RuntimeException | Error e) {
            recording.close();
            throw e;
        }
    }

    /**
     * Returns the distinct files that {@link #open(List)} would read, without opening them. They may be deleted at any
     * time.
     */
    public static List<Path> files(List<Path> inputs) throws IOException {
        return List.copyOf(Inputs.expand(inputs).keySet());
    }

    private void scan(List<Path> inputs) throws IOException {
        if (inputs.isEmpty()) {
            throw new CorruptRecordingException("no input");
        }
        MetadataCache cache = new MetadataCache();
        List<Chunk> found = new ArrayList<>();
        Hopeless hopeless = new Hopeless();
        Map<Path, Inputs.Found> files = Inputs.expand(inputs);
        for (Map.Entry<Path, Inputs.Found> input : files.entrySet()) {
            Path path = input.getKey();
            boolean named = input.getValue().named();
            try {
                List<Source> opened = Source.of(path, damage, listener);
                sources.addAll(opened);
                for (Source source : opened) {
                    ChunkScanner.Found scanned = ChunkScanner.scan(source, cache, damage, listener, live);
                    found.addAll(scanned.chunks());
                    if (scanned.chunks().isEmpty() && scanned.hopeless() != null) {
                        hopeless.add(source.name(), scanned.hopeless());
                    }
                }
            } catch (NoSuchFileException e) {
                if (named) {
                    throw new CorruptRecordingException("no such file: " + path);
                }
                notices.add(path + " was removed while the folder was read");
            } catch (FileSystemException e) {
                if (named) {
                    throw e;
                }
                // A broken link, or no permission: the other files of the folder can be read.
                hopeless.add(path, "cannot be opened");
            }
        }
        if (found.isEmpty()) {
            throw new CorruptRecordingException(
                    hopeless.first != null
                            ? hopeless.first
                            : inputs.stream().map(Path::toString).collect(Collectors.joining(", "))
                                    + ": no complete chunk yet");
        }
        chunks = List.copyOf(
                Jvms.assign(unique(found), chunk -> files.get(chunk.file()).subfolder()));
    }

    /**
     * Collects inputs without a chunk. If other inputs have chunks, they count as damage, unless they have damage of
     * their own.
     */
    private final class Hopeless {
        String first;

        void add(Path name, String reason) {
            if (first == null) {
                first = name + ": " + reason;
            }
            if (damage.sorted().stream().noneMatch(said -> said.file().equals(name))) {
                damage.add(new Damage(name, 0, 0, reason));
            }
        }
    }

    /** Drops duplicate chunks, such as those in a repository and in a dump of it. */
    private List<Chunk> unique(List<Chunk> found) {
        record Identity(int minor, long startNanos, long startTicks, long ticksPerSecond) {}
        Map<Identity, Chunk> kept = new LinkedHashMap<>();
        int dropped = 0;
        for (Chunk chunk : found) {
            ChunkHeader header = chunk.header();
            Identity identity =
                    new Identity(header.minor(), header.startNanos(), header.startTicks(), header.ticksPerSecond());
            Chunk other = kept.putIfAbsent(identity, chunk);
            if (other != null) {
                dropped++;
                // Of an unfinished and a later copy of a chunk, the larger counts.
                if (chunk.size() > other.size()) {
                    kept.put(identity, chunk);
                }
            }
        }
        if (dropped > 0) {
            notices.add(dropped + (dropped == 1 ? " chunk is" : " chunks are")
                    + " in the inputs more than once and counted once");
        }
        return new ArrayList<>(kept.values());
    }

    /** Returns the readable chunks, at least one, grouped by JVM and in order of time. */
    public List<Chunk> chunks() {
        return chunks;
    }

    /** Returns the damage found so far, by file and position. Reading chunks may add to it. */
    public List<Damage> damage() {
        return damage.sorted();
    }

    /** Returns decisions about the inputs that a user may want to know, one per line. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /** Returns the start of the first chunk, in nanoseconds since the epoch. */
    public long startNanos() {
        return chunks.stream().mapToLong(Chunk::startNanos).min().orElseThrow();
    }

    /**
     * Returns the end of the recording, in nanoseconds since the epoch. No event is later, regardless of the chunk
     * headers. The first call reads the last chunk of each JVM.
     *
     * @throws IOException if a file cannot be read
     */
    public synchronized long endNanos() throws IOException {
        if (endNanos == null) {
            endNanos = LastEvent.endNanos(chunks, workers);
        }
        return endNanos;
    }

    /**
     * Returns the end of the recording according to chunk headers, in nanoseconds since the epoch; for a chunk that is
     * being written, its last flush. Reads nothing.
     */
    public long flushedNanos() {
        return chunks.stream().mapToLong(Chunk::endNanos).max().orElseThrow();
    }

    /**
     * Like {@link #process(ChunkTask, Consumer, int)}, with the number of workers with which the recording was opened.
     */
    public <R> void process(ChunkTask<R> task, Consumer<? super R> inOrder) throws IOException {
        process(task, inOrder, workers);
    }

    /**
     * Runs a task on every chunk, on several threads, and passes on the results in the order of the chunks, on the
     * calling thread. The number of chunks in progress is limited to one more than the workers, so a slow chunk delays
     * the others rather than filling memory.
     *
     * @param workers the number of threads, at least 1; with 1, only the calling thread is used
     * @throws IOException the first exception of a task, in the order of the chunks; other tasks are aborted
     */
    public <R> void process(ChunkTask<R> task, Consumer<? super R> inOrder, int workers) throws IOException {
        listener.begin(chunks.stream().mapToLong(Chunk::size).sum());
        try {
            new ChunkWorkers(workers).process(chunks, chunk -> listened(chunk, task), inOrder);
        } finally {
            listener.end();
        }
    }

    private static <R> R listened(Chunk chunk, ChunkTask<R> task) throws IOException {
        chunk.begin();
        R result = task.run(chunk);
        chunk.passed(chunk.end());
        return result;
    }

    /**
     * Returns a separate recording for each JVM; just this one if there is only one JVM. Closing this or any of them
     * closes all.
     */
    public List<Recording> byJvm() {
        List<Integer> jvms = chunks.stream().map(Chunk::jvm).distinct().toList();
        if (jvms.size() == 1) {
            return List.of(this);
        }
        List<Recording> alone = new ArrayList<>();
        for (int jvm : jvms) {
            Recording recording = new Recording(damage, listener, workers, live);
            recording.sources.addAll(sources);
            recording.chunks =
                    chunks.stream().filter(chunk -> chunk.jvm() == jvm).toList();
            alone.add(recording);
        }
        return alone;
    }

    /** Deletes temporary files. Chunks can no longer be read. */
    @Override
    public void close() throws IOException {
        for (Source source : sources) {
            source.close();
        }
    }
}
