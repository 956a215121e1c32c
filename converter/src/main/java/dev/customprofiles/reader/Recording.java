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
 * <p>Opening reads the chunks' headers only. The recording is what it was then: what a running JVM adds later is not in
 * it. Nothing is ever printed; what is wrong with the inputs is in {@link #damage()} and {@link #notices()}.
 *
 * <p>Safe for use by several threads.
 */
public final class Recording implements Closeable {

    private static final long HEAP_OF_WORKER = 40L << 20;

    private final List<Source> sources = new ArrayList<>();
    private final DamageLog damage;
    private final List<String> notices = new ArrayList<>();
    private final ProgressListener listener;
    private final int workers;
    private List<Chunk> chunks = List.of();

    /** Null until it is asked for. */
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
     * Opens files, compressed files (gzip and zip, told by content), folders (the {@code *.jfr}, {@code *.jfr.gz} and
     * {@code *.jfr.zip} in them; also a JVM's repository, running or dead; a folder without any takes those of its subfolders,
     * three levels down at most) and, where nothing of that name exists, globs with {@code *} and {@code ?}.
     *
     * @throws CorruptRecordingException if an input does not exist, or all inputs together hold no chunk of JDK 11 or later
     *     that can be read; a file without any among others that have some is damage
     * @throws IOException if a file cannot be read
     */
    public static Recording open(List<Path> inputs) throws IOException {
        return open(inputs, ProgressListener.NONE);
    }

    /** As {@link #open(List)}; somebody is told how far this, and all reading that follows, has come. */
    public static Recording open(List<Path> inputs, ProgressListener listener) throws IOException {
        return open(inputs, listener, defaultWorkers());
    }

    /**
     * How many threads read chunks unless a number is given: as many as there are processors, fewer in a small heap. The
     * search for a peak keeps some 20 MB for each chunk that is read at the time.
     */
    public static int defaultWorkers() {
        long fit = Runtime.getRuntime().maxMemory() / HEAP_OF_WORKER;
        return (int) Math.max(1, Math.min(fit, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * As {@link #open(List, ProgressListener)}, with another number of threads than {@link #defaultWorkers}.
     *
     * @param workers how many threads read chunks at a time, at least 1
     */
    public static Recording open(List<Path> inputs, ProgressListener listener, int workers) throws IOException {
        return open(inputs, listener, workers, false);
    }

    /** As {@link #open(List)}, of what a JVM is still writing: what it has not flushed yet is not lost, and no damage. */
    public static Recording openLive(List<Path> inputs) throws IOException {
        return openLive(inputs, ProgressListener.NONE);
    }

    /** As {@link #openLive(List)}; somebody is told how far this, and all reading that follows, has come. */
    public static Recording openLive(List<Path> inputs, ProgressListener listener) throws IOException {
        return openLive(inputs, listener, defaultWorkers());
    }

    /** As {@link #openLive(List, ProgressListener)}, with another number of threads, as {@link #open(List, ProgressListener, int)}. */
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

    /** The files that {@link #open(List)} would read, without looking into them; each once, and it may be gone by now. */
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
                // A link to nowhere, or no permission: the others in the folder are there.
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

    /** Takes down inputs without a chunk. Those without damage of their own are damage among others. */
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

    /** Drops chunks that are there twice, such as a repository's and those of a dump of it. */
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
                // Of an unfinished chunk and what became of it, the one with more in it.
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

    /** The chunks that can be read, at least one; those of a JVM together and in the order of time. */
    public List<Chunk> chunks() {
        return chunks;
    }

    /** What could not be read, so far: reading chunks may add to it. By file and place. */
    public List<Damage> damage() {
        return damage.sorted();
    }

    /** What was decided about the inputs that a user may want to know, a line each. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /** When the first chunk begins, in nanoseconds since 1970. */
    public long startNanos() {
        return chunks.stream().mapToLong(Chunk::startNanos).min().orElseThrow();
    }

    /**
     * When the recording ends, in nanoseconds since 1970: no event of it is later, whatever the chunks' headers say. Takes a
     * pass over the last chunk of each JVM, once.
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
     * Until when the JVMs wrote down what happened, as the chunks' headers tell it, in nanoseconds since 1970: of what is
     * still written, the last flush. Costs nothing.
     */
    public long flushedNanos() {
        return chunks.stream().mapToLong(Chunk::endNanos).max().orElseThrow();
    }

    /** As {@link #process(ChunkTask, Consumer, int)}, with as many workers as the recording was opened for. */
    public <R> void process(ChunkTask<R> task, Consumer<? super R> inOrder) throws IOException {
        process(task, inOrder, workers);
    }

    /**
     * Runs a task on every chunk, on several threads, and hands the results on in the order of the chunks, on the thread
     * that called. No more chunks are begun than there are workers, and one that waits to be handed on: a slow chunk
     * holds the others up rather than filling the memory.
     *
     * @param workers how many threads, at least 1; with 1 everything happens on the thread that called
     * @throws IOException the first one that a task threw, in the order of the chunks; other tasks are given up
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
     * The recordings of the JVMs in this one, each as if it were alone; this one where there is only one. Closing this or any
     * of them closes all.
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

    /** Lets go of temporary files. Chunks cannot be read any more. */
    @Override
    public void close() throws IOException {
        for (Source source : sources) {
            source.close();
        }
    }
}
