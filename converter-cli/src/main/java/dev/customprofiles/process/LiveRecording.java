package dev.customprofiles.process;

import dev.customprofiles.query.Input;
import dev.customprofiles.query.Subject;
import dev.customprofiles.reader.CorruptRecordingException;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.reader.TemporaryFiles;
import dev.customprofiles.writer.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a living process records. If it records already, that is read where it writes it, and the process notices nothing.
 * If it does not, a recording of custom profiles alone is started in it, which is stopped and thrown away in the end.
 *
 * <p>Safe for use by several threads.
 */
public final class LiveRecording implements Subject {

    /** What our own recording has: nothing of what the JVM has to tell besides, but whether it lost events. */
    private static final List<String> EVENTS = List.of(
            "customprofiles.Add",
            "customprofiles.Remove",
            "customprofiles.Snapshot",
            "customprofiles.LiveSite",
            "customprofiles.Frame",
            "jdk.DataLoss",
            "jdk.ActiveSetting");

    private static final String OWN = RecordingOwner.current().recording();

    /** Any instant will do. */
    private static final long FIRST_FLUSH = 1;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** How long to wait for a flush, which comes once a second unless the process is stopped or has no time. */
    private static final long PATIENCE = 30 * SECOND;

    /** How long to wait without saying so. */
    private static final long QUIET = 2 * SECOND;

    /** What is older is not being recorded any more, whatever there is in the repository. */
    private static final long STALE = 5 * SECOND;

    /** What a chunk and the beginning of the next one take. */
    private static final long LEAST_SPACE = 16 << 20;

    private static final long MILLIS_BETWEEN_LOOKS = 50;

    private final long pid;
    private final String tool;
    private final Consumer<String> notes;
    private final Thread closing = new Thread(this::stop);

    private volatile JavaProcess process;
    private volatile Path repository;
    private volatile boolean owned;
    private volatile boolean closed;
    private volatile Ended ended;
    private volatile KeptChunks kept;
    private long lookedAt;
    private long checkedAt;
    private long recordedNanos;

    private LiveRecording(long pid, String tool, Consumer<String> notes) throws IOException {
        this.pid = pid;
        this.tool = tool;
        this.notes = notes;
        this.process = JavaProcess.of(pid, notes);
    }

    /**
     * Begins to look into a process. When this returns, its profiles can be asked for.
     *
     * @param tool the program and its version, for what is written
     * @param notes is told what is done to the process
     * @throws IOException if there is nothing to see, or no way to it; the message is one line
     */
    public static LiveRecording of(long pid, String tool, Consumer<String> notes) throws IOException {
        LiveRecording live = new LiveRecording(pid, tool, notes);
        live.begin();
        live.watch();
        notes.accept(
                live.owned
                        ? live.name() + " recorded nothing: its custom profiles are recorded now (recording " + OWN
                                + "), until this ends"
                        : live.asFound());
        return live;
    }

    /**
     * What a process has recorded up to now, or where it had to be made to, what it has live. Nothing goes on in the process
     * when this returns.
     *
     * @see #of
     */
    public static Input once(long pid, String tool, Consumer<String> notes) throws IOException {
        try (LiveRecording live = new LiveRecording(pid, tool, notes)) {
            long begun = System.nanoTime();
            live.begin();
            if (!live.owned) {
                notes.accept(live.asFound());
                return live.open();
            }
            Path copy = live.copy();
            live.end();
            notes.accept(live.name() + " recorded nothing: its custom profiles were recorded for "
                    + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) + " ms, and are no more");
            return live.input(Recording.openLive(List.of(copy)));
        }
    }

    private String asFound() {
        String found = name() + " records already (" + String.join(", ", process.recordings()) + "): read from "
                + repository + ", and nothing is done to the process";
        return process.recordings().stream()
                .filter(RecordingOwner::isTemporary)
                .findFirst()
                .map(other -> found + "; if the jfr2pprof that started " + other + " has ended, 'jcmd " + pid
                        + " JFR.stop name=" + other + "' stops it")
                .orElse(found);
    }

    private void begin() throws IOException {
        stopAbandoned();
        if (!process.recordings().isEmpty()) {
            repository = process.repository();
            if (!await(FIRST_FLUSH, STALE)) {
                throw new IOException(name() + " records already (" + String.join(", ", process.recordings())
                        + "), but nothing to disk that could be read, and it is not disturbed");
            }
        } else if (process.hasRecorder()) {
            start();
        } else {
            throw new IOException("no custom profiles in " + name()
                    + ": it has not loaded the recorder, and nothing else is recorded in it");
        }
    }

    /** Stops recordings of ours whose reader was killed; any that may still be read goes on. */
    private void stopAbandoned() throws IOException {
        List<String> abandoned = process.recordings().stream()
                .filter(recording -> RecordingOwner.of(recording)
                        .filter(RecordingOwner::isGone)
                        .isPresent())
                .toList();
        for (String recording : abandoned) {
            process.command("JFR.stop name=" + recording);
        }
        if (!abandoned.isEmpty()) {
            process = JavaProcess.of(pid, notes);
        }
    }

    private void start() throws IOException {
        StringBuilder command = new StringBuilder("JFR.start name=" + OWN + " settings=none maxsize=250m");
        refuseFull();
        EVENTS.forEach(event -> command.append(" +").append(event).append("#enabled=true"));
        if (!owned) {
            // First, so that it is undone whatever goes wrong from here on, and if the user ends us.
            owned = true;
            Runtime.getRuntime().addShutdownHook(closing);
        }
        try {
            repository = process.repository(command.toString());
            if (!await(nanosNow(), PATIENCE)) {
                throw new IOException(
                        name() + " was told to record, and did not" + (process.isStopped() ? ": it is stopped" : ""));
            }
        } catch (IOException | RuntimeException | Error e) {
            end();
            throw e;
        }
    }

    /** A JVM whose recording cannot be written ends itself. */
    private void refuseFull() throws IOException {
        Path base = process.repositoryBase();
        if (Files.isDirectory(base) && base.toFile().getUsableSpace() < LEAST_SPACE) {
            throw new IOException(
                    name() + " recorded nothing, and is not made to: there is no space for a recording in " + base
                            + ", and without it the JVM would end");
        }
    }

    @Override
    public String name() {
        return process.name();
    }

    private Input input(Recording recording) {
        return new Input(recording, name(), origin());
    }

    private Origin origin() {
        return new Origin(tool, process.main(), "process " + pid);
    }

    /** Keeps what the process records, and says when it ends. */
    private void watch() {
        try {
            kept = KeptChunks.in(OWN);
            kept.update(repository);
        } catch (IOException e) {
            // Then the recording ends with the process, unless that is killed.
        }
        Thread watching = new Thread(this::keepUntilEnd, "watching " + pid);
        watching.setDaemon(true);
        watching.start();
    }

    private void keepUntilEnd() {
        try {
            while (!closed && !process.endsWithin(SECOND)) {
                if (kept != null) {
                    kept.update(repository);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!closed) {
            ended();
        }
    }

    /** What is left of the process, which is said the first time. */
    private synchronized Ended ended() {
        if (ended == null) {
            Path chunks = isReadable(repository) ? repository : kept == null || kept.isEmpty() ? null : kept.folder();
            ended = new Ended(Instant.now().truncatedTo(ChronoUnit.SECONDS), repository, chunks);
            notes.accept(name() + " " + ended);
        }
        return ended;
    }

    private static boolean isReadable(Path repository) {
        try {
            Recording.open(List.of(repository)).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Input open() throws IOException {
        if (process.isAlive()) {
            try {
                return openLive();
            } catch (IOException e) {
                if (closed || process.isAlive()) {
                    throw e;
                }
            }
        }
        Ended left = ended();
        if (closed || left.chunks() == null) {
            throw new IOException(name() + " " + left);
        }
        return new Input(Recording.open(List.of(left.chunks())), name() + ", which " + left, origin());
    }

    private Input openLive() throws IOException {
        refuseDead();
        Recording recording;
        try {
            recording = Recording.openLive(List.of(repository));
        } catch (CorruptRecordingException e) {
            refuseDead();
            if (!beginAnew()) {
                throw e;
            }
            recording = Recording.openLive(List.of(repository));
        }
        // While it is stopped there is nothing new, and no answer.
        if (nanosNow() - recording.flushedNanos() > STALE && !process.isStopped() && beginAnew()) {
            recording.close();
            recording = Recording.openLive(List.of(repository));
        }
        return input(recording);
    }

    private void refuseDead() throws IOException {
        if (closed || !process.isAlive()) {
            throw new IOException(name() + " has ended");
        }
    }

    /** Where what was recording does so no more, does what would have been done then; seldom enough to be no burden. */
    private synchronized boolean beginAnew() throws IOException {
        long now = System.nanoTime();
        if (checkedAt != 0 && now - checkedAt < STALE) {
            return false;
        }
        checkedAt = now;
        process = JavaProcess.of(pid, notes);
        if (owned && process.recordings().contains(OWN)) {
            return false;
        }
        begin();
        return true;
    }

    /** What has been flushed, in files of ours. */
    private Path copy() throws IOException {
        Path folder = TemporaryFiles.folder(OWN);
        folder.toFile().deleteOnExit();
        for (Path file : Recording.files(List.of(repository))) {
            Path copy = folder.resolve(file.getFileName());
            copy.toFile().deleteOnExit();
            try (InputStream chunk = Files.newInputStream(file)) {
                copy(chunk, copy);
            }
        }
        return folder;
    }

    private static void copy(InputStream chunk, Path copy) throws IOException {
        try (OutputStream out = TemporaryFiles.written(copy)) {
            chunk.transferTo(out);
        }
    }

    /** As often as there can be something new. */
    @Override
    public Object version() {
        return ended != null ? ended : (Object) (System.nanoTime() / SECOND);
    }

    @Override
    public boolean goesOn() {
        return process.isAlive();
    }

    @Override
    public void await(long nanos) throws IOException, InterruptedException {
        if (process.endsWithin(nanos - nanosNow())) {
            return;
        }
        try {
            await(nanos, PATIENCE);
        } catch (IOException e) {
            if (closed || process.isAlive()) {
                throw e;
            }
        }
    }

    private boolean await(long nanos, long patience) throws IOException {
        long begun = System.nanoTime();
        long deadline = begun + patience;
        boolean said = false;
        while (recordedUntil() < nanos) {
            if (!said && System.nanoTime() - begun > QUIET && process.isStopped()) {
                notes.accept("waiting for " + name() + ", which is stopped");
                said = true;
            }
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
        return true;
    }

    /** The last flush, looked for once however many wait for it. */
    private synchronized long recordedUntil() throws IOException {
        long now = System.nanoTime();
        if (lookedAt == 0 || now - lookedAt >= TimeUnit.MILLISECONDS.toNanos(MILLIS_BETWEEN_LOOKS)) {
            refuseDead();
            try (Recording recording = Recording.openLive(List.of(repository))) {
                recordedNanos = recording.flushedNanos();
            } catch (CorruptRecordingException e) {
                // Nothing has been flushed yet.
            }
            lookedAt = now;
        }
        return recordedNanos;
    }

    /** What is collected leaves its profile at the recorder's next tick, a second later at most. */
    @Override
    public long collectGarbage() throws IOException {
        refuseDead();
        process.command("GC.run");
        return nanosNow() + SECOND + SECOND / 2;
    }

    private static long nanosNow() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public void close() {
        end();
        if (kept != null) {
            kept.close();
        }
    }

    private void end() {
        if (owned && !closed) {
            try {
                Runtime.getRuntime().removeShutdownHook(closing);
            } catch (IllegalStateException e) {
                // Too late, and it does the same.
            }
            stop();
        }
        closed = true;
    }

    private void stop() {
        // One that is stopped does not obey. Its recording is left to the next one who looks into it.
        if (owned && !closed && process.isAlive() && !process.isStopped()) {
            try {
                process.command("JFR.stop name=" + OWN);
            } catch (IOException e) {
                // It has ended meanwhile, or its recording has.
            }
        }
        closed = true;
    }
}
