package dev.customprofiles.process;

import dev.customprofiles.query.Input;
import dev.customprofiles.query.Subject;
import dev.customprofiles.reader.CorruptRecordingException;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.reader.TemporaryFiles;
import dev.customprofiles.text.DurationText;
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
 * The recording of a running process. If the process is already recording, its repository is read, and nothing changes
 * in the process. Otherwise a recording of only custom profiles is started in it, and stopped and discarded at the end.
 *
 * <p>Thread-safe.
 */
public final class LiveRecording implements Subject {

    /** Events of our own recording: none of the JVM's own except those about lost events. */
    private static final List<String> EVENTS = List.of(
            "customprofiles.Add",
            "customprofiles.Remove",
            "customprofiles.Collected",
            "customprofiles.Snapshot",
            "customprofiles.LiveSite",
            "customprofiles.Frame",
            "customprofiles.Lost",
            "jdk.DataLoss",
            "jdk.ActiveSetting");

    private static final String OWN = RecordingOwner.current().recording();

    /** Any instant is late enough. */
    private static final long FIRST_FLUSH = 1;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Timeout for a flush, which happens once a second unless the process is stopped or starved. */
    private static final long PATIENCE = 30 * SECOND;

    /** Time to wait without reporting it. */
    private static final long QUIET = 2 * SECOND;

    /** A recording whose last flush is older has ended, regardless of the files in the repository. */
    private static final long STALE = 5 * SECOND;

    /** Space for a chunk and the start of the next one. */
    private static final long LEAST_SPACE = 16 << 20;

    private static final long MILLIS_BETWEEN_LOOKS = 50;

    private final long pid;
    private final String tool;
    private final Consumer<String> notes;
    private final Thread closing = new Thread(this::stop);

    /** The agent; null where none was asked for. */
    private final Watching watching;

    private volatile JavaProcess process;
    private volatile Path repository;
    private volatile boolean owned;
    private volatile boolean closed;
    private volatile Ended ended;
    private volatile KeptChunks kept;
    private long lookedAt;
    private long checkedAt;
    private long recordedNanos;

    private LiveRecording(long pid, List<String> watched, String tool, Consumer<String> notes) throws IOException {
        this.pid = pid;
        this.tool = tool;
        this.notes = notes;
        this.watching = watched.isEmpty() ? null : Watching.start(pid, watched, notes);
        try {
            this.process = JavaProcess.of(pid, notes);
        } catch (IOException | RuntimeException | Error e) {
            stopWatching();
            throw e;
        }
    }

    /**
     * Starts observing a process. When this returns, its profiles can be queried.
     *
     * @param watched the presets of the agent that is loaded into the process for as long as this is open; empty to load none
     * @param tool the program and its version, to be written into profiles
     * @param notes receives a line for everything that is done to the process
     * @throws IOException if the process cannot be observed or has nothing to observe; the message is one line
     */
    public static LiveRecording of(long pid, List<String> watched, String tool, Consumer<String> notes)
            throws IOException {
        LiveRecording live = new LiveRecording(pid, watched, tool, notes);
        try {
            live.begin();
        } catch (IOException | RuntimeException | Error e) {
            live.close();
            throw e;
        }
        live.watch();
        notes.accept(
                live.owned
                        ? live.name() + " recorded nothing: its custom profiles are recorded now (recording " + OWN
                                + "), until this ends"
                        : live.asFound());
        return live;
    }

    /**
     * Opens the recording of a process up to now, or after it has been watched for some time. If it was not recording,
     * this is just its current live sets. When this returns, nothing of ours is running in the process.
     *
     * @param nanos how long to watch; 0 not to wait
     * @throws IOException also if the process ends meanwhile
     * @see #of
     */
    public static Input once(long pid, List<String> watched, long nanos, String tool, Consumer<String> notes)
            throws IOException {
        try (LiveRecording live = new LiveRecording(pid, watched, tool, notes)) {
            long begun = System.nanoTime();
            live.begin();
            live.record(nanos);
            if (!live.owned) {
                notes.accept(live.asFound());
                return live.open();
            }
            Path copy = live.copy();
            live.end();
            notes.accept(live.name() + " recorded nothing: its custom profiles were recorded for "
                    + DurationText.about(System.nanoTime() - begun) + "; that recording has been stopped");
            return live.input(Recording.openLive(List.of(copy)));
        }
    }

    /** Waits for so long, and then for what was recorded meanwhile to be readable. */
    private void record(long nanos) throws IOException {
        try {
            if (nanos > 0 && process.endsWithin(nanos)) {
                throw new IOException(name() + " ended while it was recorded");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        if (nanos > 0) {
            await(nanosNow(), PATIENCE);
        }
    }

    private String asFound() {
        String found = name() + " records already (" + String.join(", ", process.recordings()) + "): read from "
                + repository + ", and nothing " + (watching == null ? "" : "else ") + "is done to the process";
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

    /** Stops recordings of ours whose reader was killed, but none that may still be read. */
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
            // Set first, so that the recording is stopped if anything fails from here on, or if the user ends this
            // program.
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

    /** Rejects a full disk: a JVM that cannot write its recording exits. */
    private void refuseFull() throws IOException {
        Path base = process.repositoryBase();
        if (Files.isDirectory(base) && base.toFile().getUsableSpace() < LEAST_SPACE) {
            throw new IOException(
                    name() + " is not recording, and no recording is started: there is no space for one in " + base
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

    /** Links the chunks of the process, and reports its end. */
    private void watch() {
        try {
            kept = KeptChunks.in(OWN);
            kept.update(repository);
        } catch (IOException e) {
            // Without links, the recording is gone when the process exits, unless it is killed.
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

    /** Returns what is left of the process, reporting it the first time. */
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
        // A stopped process has nothing new, and does not answer.
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

    /** If the recording has ended, starts anew like at the beginning; seldom enough not to be a burden. */
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

    /** Returns a copy of the flushed data in files of ours. */
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

    /** Changes as often as there can be new data. */
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

    /** Returns the time of the last flush, which is read once for all waiters. */
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

    /** Collected values leave their profiles at the recorder's next tick, within a second. */
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
        stopWatching();
    }

    private void stopWatching() {
        if (watching != null) {
            watching.close();
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
        // A stopped process does not respond. Its recording is left to the next observer.
        if (owned && !closed && process.isAlive() && !process.isStopped()) {
            try {
                process.command("JFR.stop name=" + OWN);
            } catch (IOException e) {
                // The process or its recording has ended meanwhile.
            }
        }
        closed = true;
    }
}
