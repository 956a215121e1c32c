package dev.customprofiles.cli;

import dev.customprofiles.builtin.RecordedJvm;
import dev.customprofiles.heap.HeapDump;
import dev.customprofiles.live.Losses;
import dev.customprofiles.process.LiveRecording;
import dev.customprofiles.query.Input;
import dev.customprofiles.query.LastJvm;
import dev.customprofiles.query.RecordingFiles;
import dev.customprofiles.query.Subject;
import dev.customprofiles.reader.ProgressListener;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.text.InstantText;
import dev.customprofiles.text.Quantity;
import dev.customprofiles.writer.LossText;
import dev.customprofiles.writer.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The recordings that a command reads, and the options of every command. Also determines the format of its help. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%n",
        footerHeading = "%nExample usage:%n")
final class RecordingOptions {

    private static final long WATCH_NANOS = 30_000_000_000L;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(
            paramLabel = "RECORDING...",
            hideParamSyntax = true,
            arity = "0..*",
            description = "JFR recordings of one application: files (.jfr, .jfr.gz, .zip), folders, or quoted globs.")
    private List<Path> recordings = new ArrayList<>();

    @Option(
            names = "--pid",
            order = 0,
            paramLabel = "PID",
            description = "Read a running JVM of this user instead of recordings. If it is already recording, "
                    + "that recording is read and the JVM is left alone; otherwise its custom profiles are "
                    + "recorded for as long as this takes.")
    private Long pid;

    @Option(
            names = "--watch",
            order = 0,
            split = ",",
            paramLabel = "PRESET",
            description =
                    "With --pid: load an agent into the JVM that records what the program opens and closes, although "
                            + "the program knows nothing of it, and take it out again. Presets: files, sockets, jdbc, "
                            + "jdbc-statements, executors, buffers; separated by commas.")
    private List<String> watched = List.of();

    @Option(
            names = "--for",
            order = 0,
            paramLabel = "DURATION",
            description =
                    "With --watch: how long to watch before the answer (default: 30s). serve watches until it ends.")
    private Duration watchFor;

    @Option(
            names = "--last",
            order = 0,
            description = "Only the JVM that started last, if the recordings are of several runs of a program.")
    private boolean last;

    @Option(
            names = {"-q", "--quiet"},
            order = 9,
            description = "Print only warnings and errors on stderr.")
    private boolean quiet;

    @Option(names = "--stacktrace", hidden = true, description = "Show where an error comes from.")
    private boolean stackTrace;

    /** The last note about the JVM that started last; null before the first. */
    private String saidOfLast;

    /** The recording of the process; null before it is read, and without a process. */
    private Input live;

    boolean quiet() {
        return quiet;
    }

    List<Path> paths() {
        return recordings;
    }

    /**
     * Takes the heap dump from the files, which is recognized by its content; null if there is none. The others stay as recordings.
     * More than one is a usage error.
     */
    Path takeHeapDump() throws IOException {
        List<Path> dumps = new ArrayList<>();
        for (Path file : recordings) {
            if (HeapDump.isOne(file)) {
                dumps.add(file);
            }
        }
        if (dumps.size() > 1) {
            throw misuse("one heap dump at a time, but there are " + dumps.size());
        }
        recordings.removeAll(dumps);
        return dumps.isEmpty() ? null : dumps.get(0);
    }

    /** Like {@link #takeHeapDump}, for a command that takes recordings too. A dump alone is a usage error. */
    Path takeHeapDumpBesideRecordings() throws IOException {
        Path dump = takeHeapDump();
        if (dump != null && recordings.isEmpty() && pid == null) {
            throw misuse("no recording given beside the heap dump " + dump + ": 'jfr2pprof holders' reads one alone");
        }
        return dump;
    }

    /** Rejects options that choose or make recordings, for a command that reads a heap dump. */
    void refuseForDump() {
        if (last || !watched.isEmpty() || watchFor != null) {
            throw misuse("--last, --watch and --for are about recordings, and this reads a heap dump");
        }
    }

    /** The process; null if there is none. */
    Long pid() {
        return pid;
    }

    /** Receives the progress of reading. */
    ProgressListener progress(Streams streams) {
        return quiet ? ProgressListener.NONE : streams.progress();
    }

    /** Opens the recordings as one, which the caller must close. Having none is a usage error. */
    Recording open(Streams streams) throws IOException {
        check();
        if (pid == null) {
            Recording recording = files().recording(progress(streams));
            recording.notices().forEach(notice -> note(streams, notice));
            return last ? last(recording, streams) : recording;
        }
        live = LiveRecording.once(pid, watched, watchNanos(), Version.tool(), note -> note(streams, note));
        return live.recording();
    }

    /**
     * Returns a subject for repeated queries. Unreadable recordings are rejected at once, unless they may be only just
     * starting.
     */
    Subject subject(Streams streams) throws IOException {
        check();
        if (pid != null) {
            return LiveRecording.of(pid, watched, Version.tool(), note -> note(streams, note));
        }
        RecordingFiles files = files();
        Subject subject = last ? new LastOf(files, streams) : files;
        if (files.hasFolder()) {
            files.version();
        } else {
            subject.open().close();
        }
        return subject;
    }

    /** Files of which only the JVM that started last is queried. That changes when the next one starts. */
    private final class LastOf implements Subject {

        private final RecordingFiles files;
        private final Streams streams;

        LastOf(RecordingFiles files, Streams streams) {
            this.files = files;
            this.streams = streams;
        }

        @Override
        public String name() {
            return files.name();
        }

        @Override
        public Input open() throws IOException {
            return new Input(last(files.recording(ProgressListener.NONE), streams), files.name(), files.origin());
        }

        @Override
        public Object version() throws IOException {
            return files.version();
        }
    }

    /** Returns the recording of the JVM that started last. Notes once which one that is, if there are others. */
    private Recording last(Recording whole, Streams streams) throws IOException {
        try {
            LastJvm found = LastJvm.of(whole);
            String said = found.leftOut() == 0 ? null : text(found);
            synchronized (this) {
                if (said != null && !said.equals(saidOfLast)) {
                    note(streams, said);
                }
                saidOfLast = said;
            }
            return found.recording();
        } catch (IOException | RuntimeException | Error e) {
            whole.close();
            throw e;
        }
    }

    /** {@code only process 4242 (com.acme.Main), started 2026-11-23 13:10:02.123; 2 other JVMs are left out}. */
    private static String text(LastJvm last) {
        String time = InstantText.brief(last.startNanos(), false, true, ZoneId.systemDefault());
        RecordedJvm jvm = last.jvm();
        return (jvm == null
                        ? "only the JVM whose recording begins at " + time
                        : "only process " + jvm.pid()
                                + (jvm.application() == null ? "" : " (" + jvm.application() + ")") + ", started "
                                + time)
                + "; " + Quantity.of(last.leftOut(), "other JVM")
                + (last.leftOut() == 1 ? " is" : " are") + " left out";
    }

    private long watchNanos() {
        return watched.isEmpty() ? 0 : watchFor == null ? WATCH_NANOS : watchFor.toNanos();
    }

    private void check() {
        if (pid == null && !watched.isEmpty()) {
            throw misuse("--watch loads an agent into a JVM, so it takes --pid");
        }
        if (watched.isEmpty() && watchFor != null) {
            throw misuse("--for says how long to --watch");
        }
        if (pid != null && !recordings.isEmpty()) {
            throw misuse("either --pid or recordings, not both");
        }
        if (pid != null && last) {
            throw misuse("--last chooses among recordings, and --pid is one JVM: either of them, not both");
        }
        if (pid == null && recordings.isEmpty()) {
            throw misuse("no recording given, see '" + command.qualifiedName() + " --help'");
        }
        if (recordings.stream().anyMatch(path -> path.toString().isEmpty())) {
            throw misuse("the name of a recording is empty");
        }
    }

    /** Writes a note, unless notes are turned off. */
    void note(Streams streams, String note) {
        if (!quiet) {
            streams.say("jfr2pprof: note: " + note);
        }
    }

    /** Writes the losses of the recording and notes about what may look like a loss. Returns the exit code for them. */
    int warn(Streams streams, Losses losses) {
        LossText.unsampled(losses).ifPresent(note -> note(streams, note));
        return streams.warn(losses);
    }

    /** Creates a usage error for the command of these options. */
    ParameterException misuse(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /**
     * Rejects an output that is also an input. Called before the work, and again when folders and globs have been
     * expanded to files.
     */
    void refuseOverwriting(Path output, List<Path> inputs) throws IOException {
        for (Path input : inputs) {
            if (Files.exists(output) && Files.exists(input) && Files.isSameFile(input, output)) {
                throw misuse("the output " + output + " is the recording itself");
            }
        }
    }

    /** Returns the inputs as named by the user, abbreviated. */
    String asGiven() {
        return live == null ? files().name() : live.name();
    }

    /** Returns an input for an open recording of these. */
    Input input(Recording recording) {
        return new Input(recording, asGiven(), origin());
    }

    Origin origin() {
        return live == null ? files().origin() : live.origin();
    }

    private RecordingFiles files() {
        return new RecordingFiles(recordings, Version.tool());
    }
}
