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
 * JFR recordings of one application, opened together and asked about their profiles. They are what they were when they were
 * opened: what a running JVM adds later is not in them.
 *
 * <p>Opening reads the headers of the chunks only. Each question is a pass over the part of the recordings that it needs; no
 * answer is kept. Memory follows what is live, not the length of the recordings.
 *
 * <p>Several threads may ask at a time, and any number of these may be open: they share nothing. Files are open only while they
 * are read. Nothing may be asked during or after {@link #close}.
 *
 * <p>Instants of messages are in UTC.
 */
public final class Recordings implements AutoCloseable {

    private static final String TOOL = "customprofiles";

    private final Input input;

    /** Where what came from a stream is; null for files. */
    private final Path temporary;

    private volatile boolean closed;

    private Recordings(Input input, Path temporary) {
        this.input = input;
        this.temporary = temporary;
    }

    /** Opens recordings as {@link #open(List, int)}, with as many threads as there are processors, fewer in a small heap. */
    public static Recordings open(Path... paths) throws IOException {
        return open(List.of(paths), Recording.defaultWorkers());
    }

    /**
     * Opens recordings as one.
     *
     * @param paths files (also gzipped, or in a zip archive; told by their content), folders of them, the JFR repository of a
     *     JVM, running or dead, and globs. Compressed ones are unpacked to temporary files, which are gone after {@link #close}
     * @param workers how many threads a question may take at a time, at least 1; with 1 it takes only the caller's. Answers do
     *     not depend on it
     * @throws IOException if a path does not exist, a file cannot be read, or there is no recording in any of them
     */
    public static Recordings open(List<Path> paths, int workers) throws IOException {
        checkWorkers(workers);
        RecordingFiles files = new RecordingFiles(paths, TOOL);
        Recording recording = files.recording(ProgressListener.NONE, workers);
        return new Recordings(new Input(recording, files.name(), files.origin()), null);
    }

    /**
     * Reads a recording from elsewhere: it is copied to a temporary file, which is deleted by {@link #close}.
     *
     * @param name what messages and profiles call it, such as {@code app.jfr}
     * @param content read to its end, and left open; may be compressed
     * @param workers as in {@link #open(List, int)}
     * @throws IOException if it cannot be read, or there is no recording in it
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

    /** When the first chunk begins. A profile may be known from a later instant on. Costs nothing. */
    public Instant start() {
        return instant(recording().startNanos());
    }

    /** When the last event happened. The first call reads the last chunk of each JVM. */
    public Instant end() throws IOException {
        return instant(recording().endNanos());
    }

    /** The names of the custom profiles, sorted; may be empty. Takes a pass over everything. */
    public Answer<List<String>> profiles() throws IOException {
        History history = Replay.run(recording(), Question.everything());
        return new Answer<>(history.profiles().stream().map(Timeline::profile).toList(), named(history.losses()));
    }

    /** The names of the builtin profiles that {@link #builtin} can make of what the JVM recorded. Takes a pass over everything. */
    public Answer<List<String>> builtinProfiles() throws IOException {
        Map<BuiltinProfile, BuiltinEvents> found = BuiltinEvents.of(recording());
        List<String> lost = new ArrayList<>(
                recording().damage().stream().map(Damage::toString).toList());
        found.values().forEach(events -> lost.addAll(events.losses()));
        return new Answer<>(
                found.keySet().stream().map(BuiltinProfile::goName).toList(), named(Losses.ofReading(lost, 0, false)));
    }

    /**
     * What is live at the end of the recordings. Reads from the last snapshot of the profile on, mostly the last chunk.
     *
     * @param profile the name; null for the only custom profile there is
     * @throws NoAnswerException if there is no such profile, or several and no name
     * @throws IOException if the recordings cannot be read
     */
    public ProfileAnswer<LiveSet> liveAtEnd(String profile) throws IOException {
        return live(profile, List.of(new TimeExpression.End())).get(0);
    }

    /** What is live at the first instant that is known of the profile; otherwise as {@link #liveAtEnd}. */
    public ProfileAnswer<LiveSet> liveAtStart(String profile) throws IOException {
        return live(profile, List.of(new TimeExpression.Start())).get(0);
    }

    /**
     * What is live at an instant: added at or before it, and not removed at or before it. Reads from the last snapshot before
     * the instant to what may be written late.
     *
     * @param profile the name; null for the only custom profile there is
     * @throws NoAnswerException if there is no such profile, or several and no name, or if the recordings do not know the
     *     instant: it is outside them, or in a time in which nothing was recorded
     * @throws IOException if the recordings cannot be read
     */
    public ProfileAnswer<LiveSet> liveAt(String profile, Instant at) throws IOException {
        return liveAt(profile, List.of(at)).get(0);
    }

    /**
     * What is live at each of several instants, in one pass from the first to the last: a hundred cost little more than one.
     * What was lost is that of all of them.
     *
     * @param instants in any order; at least one
     * @return in the order of the instants
     * @throws NoAnswerException as {@link #liveAt(String, Instant)}, for any of the instants
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

    /** Where an instant is among those of the answer; the start and the end are asked for by themselves. */
    private static int index(Timeline timeline, TimeExpression time) {
        return time instanceof TimeExpression.Absolute absolute
                ? timeline.instants().indexOf(nanos(absolute.instant()))
                : 0;
    }

    /**
     * One of Go's builtin profiles, out of what the JVM or async-profiler recorded by itself: {@code profile}, {@code heap},
     * {@code allocs}, {@code threadcreate}, {@code goroutine}, {@code block} or {@code mutex}.
     *
     * @param profile the name
     * @param from where a profile that adds up over time begins; null for the start of the recordings. Has to be null for
     *     {@code heap} and {@code goroutine}
     * @param to where it ends, exclusively; for {@code heap} and {@code goroutine} the instant. Null for the end
     * @throws NoAnswerException if there is no such builtin profile, its events are not in the recordings, or the recordings do
     *     not know the time
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

    /** The losses with the name of the recording for that of its temporary file. */
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

    /** Exact for each instant that a recording may have. */
    private static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    /** Deletes temporary files; recordings that were given stay as they are. Closing again does nothing. */
    @Override
    public void close() throws IOException {
        closed = true;
        input.close();
        if (temporary != null) {
            Files.deleteIfExists(temporary);
        }
    }
}
