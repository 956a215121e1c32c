package dev.customprofiles.converter;

import dev.customprofiles.builtin.BuiltinEvents;
import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.live.History;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.query.Input;
import dev.customprofiles.query.Query;
import dev.customprofiles.query.QueryException;
import dev.customprofiles.query.RecordingFiles;
import dev.customprofiles.query.TimeExpression;
import dev.customprofiles.query.TimelineAnswer;
import dev.customprofiles.reader.Damage;
import dev.customprofiles.reader.ProgressListener;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.reader.TemporaryFiles;
import dev.customprofiles.replay.Replay;
import dev.customprofiles.writer.LiveSetProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * JFR recordings of one application, opened together to query their profiles. This is a view as of the time of opening:
 * data that a running JVM adds later is not included.
 *
 * <p>Opening reads only the chunk headers. Each query reads the part of the recordings that it needs; results are not
 * cached. Memory grows with the live objects, not with the length of the recordings.
 *
 * <p>Instances are safe for use by several threads, and share no state with each other. Files are open only while they
 * are read. Do not query during or after {@link #close}.
 *
 * <p>Instants in messages are in UTC.
 *
 * @since 0.1
 */
public final class Recordings implements AutoCloseable {

    private static final String TOOL = "customprofiles";

    private final Input input;

    /** Temporary file with the content of a stream; null for files. */
    private final Path temporary;

    private volatile boolean closed;

    private Recordings(Input input, Path temporary) {
        this.input = input;
        this.temporary = temporary;
    }

    /**
     * Opens recordings like {@link #open(List, int)}, with one worker per processor, fewer in a small heap.
     *
     * @param paths as for {@link #open(List, int)}
     * @return the opened recordings, which the caller must close
     * @throws IOException as for {@link #open(List, int)}
     */
    public static Recordings open(Path... paths) throws IOException {
        return open(List.of(paths), Recording.defaultWorkers());
    }

    /**
     * Opens recordings together, as one.
     *
     * @param paths files, folders of files, globs, and JFR repositories of running or dead JVMs. Files may be gzipped
     *     or zip archives, which is detected by content. Compressed files are unpacked to temporary files, which
     *     {@link #close} deletes
     * @param workers maximum number of threads for a query, at least 1; with 1, only the calling thread. Answers do not
     *     depend on it
     * @return the opened recordings, which the caller must close
     * @throws IOException if a path does not exist, a file cannot be read, or none of them has a recording
     */
    public static Recordings open(List<Path> paths, int workers) throws IOException {
        checkWorkers(workers);
        RecordingFiles files = new RecordingFiles(paths, TOOL);
        Recording recording = files.recording(ProgressListener.NONE, workers);
        return new Recordings(new Input(recording, files.name(), files.origin()), null);
    }

    /**
     * Reads a recording from a stream into a temporary file, which {@link #close} deletes.
     *
     * @param name the recording's name in messages and profiles, such as {@code app.jfr}
     * @param content the recording, possibly compressed; read to the end but not closed
     * @param workers as in {@link #open(List, int)}
     * @return the opened recordings, which the caller must close
     * @throws IOException if the stream cannot be read or has no recording
     */
    public static Recordings read(String name, InputStream content, int workers) throws IOException {
        checkWorkers(workers);
        Path temporary = TemporaryFiles.file("recording", ".jfr");
        try {
            try (OutputStream out = TemporaryFiles.written(temporary)) {
                content.transferTo(out);
            }
            Recording recording = Recording.open(List.of(temporary), ProgressListener.NONE, workers);
            RecordingFiles named = new RecordingFiles(List.of(Path.of(name)), TOOL);
            return new Recordings(new Input(recording, name, named.origin()), temporary);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            String message = String.valueOf(e.getMessage());
            throw message.contains(temporary.toString())
                    ? new IOException(message.replace(temporary.toString(), name), e)
                    : e;
        } catch (RuntimeException | Error e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    private static void checkWorkers(int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("workers: " + workers);
        }
    }

    /** {@return the start of the first chunk} A profile may be known only from a later instant on. Reads nothing. */
    public Instant start() {
        return instant(recording().startNanos());
    }

    /**
     * {@return the time of the last event} The first call reads the last chunk of each JVM.
     *
     * @throws IOException if the recordings cannot be read
     */
    public Instant end() throws IOException {
        return instant(recording().endNanos());
    }

    /**
     * {@return the names of the custom profiles, sorted; may be empty} Reads all of the recordings.
     *
     * @throws IOException if the recordings cannot be read
     */
    public Answer<List<String>> profiles() throws IOException {
        History history = Replay.run(recording(), Question.everything());
        return new Answer<>(history.profiles().stream().map(Timeline::profile).toList(), named(history.losses()));
    }

    /**
     * {@return the names of the builtin profiles that {@link #builtin} can make from the recordings; may be empty}
     * Reads all of the recordings.
     *
     * @throws IOException if the recordings cannot be read
     */
    public Answer<List<String>> builtinProfiles() throws IOException {
        Map<BuiltinProfile, BuiltinEvents> found = BuiltinEvents.of(recording());
        List<String> lost = new ArrayList<>(
                recording().damage().stream().map(Damage::toString).toList());
        found.values().forEach(events -> lost.addAll(events.losses()));
        return new Answer<>(
                found.keySet().stream().map(BuiltinProfile::goName).toList(), named(Losses.ofReading(lost, 0, false)));
    }

    /**
     * {@return the live set at the end of the recordings} Reads from the last snapshot of the profile on, usually only
     * the last chunk.
     *
     * @param profile the name; null if there is only one custom profile
     * @throws NoAnswerException if there is no such profile, or the name is null and there are several
     * @throws IOException if the recordings cannot be read
     */
    public ProfileAnswer<LiveSet> liveAtEnd(String profile) throws IOException {
        return live(profile, List.of(new TimeExpression.End())).get(0);
    }

    /**
     * {@return the live set at the first instant at which the profile is known; otherwise like {@link #liveAtEnd}}
     *
     * @param profile the name; null if there is only one custom profile
     * @throws IOException if the recordings cannot be read
     */
    public ProfileAnswer<LiveSet> liveAtStart(String profile) throws IOException {
        return live(profile, List.of(new TimeExpression.Start())).get(0);
    }

    /**
     * {@return the live set at an instant: the objects added at or before it, and not removed at or before it} Reads
     * from the last snapshot before the instant up to the last event that may have been written late.
     *
     * @param profile the name; null if there is only one custom profile
     * @param at the instant
     * @throws NoAnswerException if there is no such profile, or the name is null and there are several, or if the
     *     instant is outside the recordings or in a pause between them
     * @throws IOException if the recordings cannot be read
     */
    public ProfileAnswer<LiveSet> liveAt(String profile, Instant at) throws IOException {
        return liveAt(profile, List.of(at)).get(0);
    }

    /**
     * Returns the live sets at several instants, in one pass from the first to the last: a hundred instants cost little
     * more than one. Every answer carries the losses of the whole pass.
     *
     * @param profile the name; null if there is only one custom profile
     * @param instants in any order; at least one
     * @return the answers in the order of the instants
     * @throws NoAnswerException as for {@link #liveAt(String, Instant)}, if any of the instants has no answer
     * @throws IOException if the recordings cannot be read
     */
    public List<ProfileAnswer<LiveSet>> liveAt(String profile, List<Instant> instants) throws IOException {
        if (instants.isEmpty()) {
            throw new IllegalArgumentException("no instants");
        }
        return live(
                profile,
                instants.stream()
                        .map(at -> (TimeExpression) new TimeExpression.Absolute(at))
                        .toList());
    }

    private List<ProfileAnswer<LiveSet>> live(String profile, List<TimeExpression> times) throws IOException {
        recording();
        try {
            TimelineAnswer answer = query(profile).ask(input, times);
            Losses losses = named(answer.losses());
            List<ProfileAnswer<LiveSet>> answers = new ArrayList<>();
            for (TimeExpression time : times) {
                LiveSet live = answer.timeline().at(index(answer.timeline(), time));
                answers.add(new ProfileAnswer<>(live, LiveSetProfile.of(live), losses, answer.origin()));
            }
            return answers;
        } catch (QueryException e) {
            throw refused(e);
        }
    }

    /** Returns the index of an instant in the timeline. The start and the end are always queried alone. */
    private static int index(Timeline timeline, TimeExpression time) {
        return time instanceof TimeExpression.Absolute absolute
                ? timeline.instants().indexOf(nanos(absolute.instant()))
                : 0;
    }

    /**
     * {@return one of Go's builtin profiles, made from the events of the JVM or async-profiler: {@code profile},
     * {@code heap}, {@code allocs}, {@code threadcreate}, {@code goroutine}, {@code goroutineleak}, {@code block} or
     * {@code mutex}}
     *
     * @param profile the name
     * @param from the start, inclusive, for a profile over a time range; null for the start of the recordings. Must be
     *     null for {@code heap}, {@code goroutine} and {@code goroutineleak}
     * @param to the end, exclusive; for {@code heap}, {@code goroutine} and {@code goroutineleak} the instant. Null for
     *     the end of the recordings
     * @throws NoAnswerException if there is no such builtin profile, its events are not in the recordings, or the time
     *     is outside of them
     * @throws IOException if the recordings cannot be read
     */
    public ProfileAnswer<StackProfile> builtin(String profile, Instant from, Instant to) throws IOException {
        recording();
        BuiltinProfile builtin = BuiltinProfile.named(profile)
                .orElseThrow(() -> new NoAnswerException(
                        NoAnswerException.Reason.UNKNOWN, "no builtin profile \"" + profile + "\"", null));
        TimeExpression start = from == null ? null : new TimeExpression.Absolute(from);
        TimeExpression end = to == null ? null : new TimeExpression.Absolute(to);
        Query query = builtin.accumulates()
                ? query(profile).between(start, end)
                : query(profile)
                        .at(end == null ? new TimeExpression.End() : end)
                        .between(start, null);
        try {
            dev.customprofiles.query.Answer answer = query.ask(input);
            return new ProfileAnswer<>(answer.profile(), answer.profile(), named(answer.losses()), answer.origin());
        } catch (QueryException e) {
            throw refused(e);
        }
    }

    private static Query query(String profile) {
        return Query.of(profile, ZoneOffset.UTC);
    }

    private NoAnswerException refused(QueryException e) {
        String message = e.message(part -> part == QueryException.Part.PROFILE ? "its name" : part.word());
        return new NoAnswerException(NoAnswerException.Reason.valueOf(e.kind().name()), named(message), e);
    }

    /** Replaces the name of the temporary file by that of the recording in the losses. */
    private Losses named(Losses losses) {
        return temporary == null
                ? losses
                : losses.withOnlyDamage(
                        losses.damage().stream().map(this::named).toList());
    }

    private String named(String message) {
        return temporary == null ? message : message.replace(temporary.toString(), input.name());
    }

    private Recording recording() {
        if (closed) {
            throw new IllegalStateException(input.name() + " is closed");
        }
        return input.recording();
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    /** Exact for all instants that a recording can have. */
    private static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    /** Deletes temporary files; the recordings themselves stay. Closing again is a no-op. */
    @Override
    public void close() throws IOException {
        closed = true;
        input.close();
        if (temporary != null) {
            Files.deleteIfExists(temporary);
        }
    }
}
