package dev.customprofiles.cli;

import dev.customprofiles.builtin.BuiltinEvents;
import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.builtin.RecordedJvm;
import dev.customprofiles.live.Churn;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Peak;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.Span;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.ListAnswer;
import dev.customprofiles.query.ProfileNames;
import dev.customprofiles.query.Query;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.text.DurationText;
import dev.customprofiles.text.InstantText;
import dev.customprofiles.text.LineWidth;
import dev.customprofiles.text.Quantity;
import dev.customprofiles.writer.LossText;
import dev.customprofiles.writer.Printable;
import dev.customprofiles.writer.TextTable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code list}: the contents of a recording. */
@Command(
        name = "list",
        header = "Lists the profiles in a recording, the time it covers, and what it lost.",
        footer = {
            "  jfr2pprof list app.jfr",
            "  jfr2pprof list --include 'blobstore\\.Main' --class Blob app.jfr",
            "  jfr2pprof list --json app.jfr"
        })
final class ListCommand implements Callable<Integer> {

    private static final String COLLECTED = "COLLECTED";
    private static final String ORPHANS = "ORPHANS";
    private static final String FIRST_SEEN = "FIRST SEEN";
    private static final String AT = "AT";
    private static final String UNKNOWN = "-";
    private static final String BUILTIN = "%-12s  %s";
    private static final int INDENT = 2;
    /** Including the start of the JVM, less than a second. */
    private static final long MOMENT = Duration.ofMillis(300).toNanos();

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Streams streams;

    @Mixin
    private RecordingOptions recordings;

    @Mixin
    private ProfileOptions profile;

    @Mixin
    private ShapeOptions shape;

    @Option(names = "--json", order = 8, description = "Write one JSON object.")
    private boolean json;

    @Option(
            names = "--names",
            hidden = true,
            description = "Write only the names of profiles, those found quickly: for completion.")
    private boolean names;

    ListCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        Query query = profile.query();
        Shaping shaping = shape.shaping(recordings);
        query.check();
        try (Recording recording = recordings.open(streams)) {
            if (names) {
                return names(recording);
            }
            ListAnswer answer = query.list(recordings.input(recording), shaping);
            Losses losses = answer.history().losses();
            Writer text = new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8);
            if (json) {
                ListJson.write(answer, new Span(recording.startNanos(), recording.endNanos()), text);
            } else {
                write(text, answer, recording, streams.out().width());
            }
            text.flush();
            if (answer.isPart()) {
                part(answer);
            }
            return streams.warn(losses);
        }
    }

    private int names(Recording recording) throws IOException {
        long start = System.nanoTime();
        PrintWriter text = new PrintWriter(streams.out(), false, StandardCharsets.UTF_8);
        ProfileNames.of(recording, () -> System.nanoTime() - start > MOMENT)
                .forEach(name -> text.print(Printable.of(name) + "\n"));
        text.flush();
        return ExitCode.DONE;
    }

    private static void write(Writer text, ListAnswer answer, Recording recording, LineWidth line) throws IOException {
        List<Timeline> profiles = answer.history().profiles();
        Times times = Times.of(recording, line);
        if (!profiles.isEmpty()) {
            profiles(text, profiles, line, times);
        }
        builtins(text, answer.builtins(), !profiles.isEmpty(), line);
        time(text, recording, line, times);
        for (RecordedJvm jvm : answer.jvms()) {
            text.write(line.wrapped(by(jvm, times.dated()), INDENT) + "\n");
        }
        losses(text, answer.history().losses(), line);
    }

    /** Notes what the table cannot show if objects were chosen. */
    private void part(ListAnswer answer) {
        List<Churn> churns =
                answer.history().profiles().stream().map(Timeline::churn).toList();
        if (!churns.stream().allMatch(Churn::isKnown)) {
            recordings.note(
                    streams,
                    "only live objects are counted: the recording does not tell which of the chosen "
                            + "objects were added and removed");
        }
        long siteless = churns.stream().mapToLong(Churn::siteless).sum();
        if (siteless > 0) {
            recordings.note(
                    streams,
                    Quantity.of(siteless, "object")
                            + " left that may have been among those that were chosen: the recording does not say where"
                            + " they came from, and they are not counted");
        }
        if (churns.stream().anyMatch(churn -> churn.orphans() > 0)) {
            recordings.note(streams, "orphans are those of all objects, because their sites are unknown");
        }
    }

    /**
     * Writes the table of profiles. On a terminal, times are truncated to seconds, and the least important columns are
     * dropped as needed to fit; otherwise everything is written.
     */
    private static void profiles(Writer text, List<Timeline> profiles, LineWidth line, Times times) throws IOException {
        new TextTable()
                .names("PROFILE", cells(profiles, ListCommand::name))
                .numbers(
                        "LIVE",
                        cells(profiles, history -> Long.toString(history.at(0).count())))
                .numbers("ADDED", cells(profiles, history -> counted(history, Churn::added)))
                .numbers("REMOVED", cells(profiles, history -> counted(history, Churn::removed)))
                .numbers(COLLECTED, cells(profiles, ListCommand::collected))
                .numbers(
                        ORPHANS,
                        cells(profiles, history -> Long.toString(history.churn().orphans())))
                .text(
                        FIRST_SEEN,
                        cells(profiles, history -> times.text(history.span().startNanos())))
                .numbers("PEAK", cells(profiles, history -> peak(history, peak -> Long.toString(peak.count()))))
                .text(AT, cells(profiles, history -> peak(history, peak -> times.text(peak.atNanos()))))
                .leaveOutZerosToFit(ORPHANS, line)
                .leaveOutToFit(FIRST_SEEN, line)
                .leaveOutZerosToFit(COLLECTED, line)
                .leaveOutToFit(ORPHANS, line)
                .leaveOutToFit(AT, line)
                .write(text, line);
    }

    private static List<String> cells(List<Timeline> profiles, Function<Timeline, String> cell) {
        return profiles.stream().map(cell).toList();
    }

    private static String counted(Timeline history, ToLongFunction<Churn> count) {
        return history.churn().isKnown() ? Long.toString(count.applyAsLong(history.churn())) : UNKNOWN;
    }

    private static String collected(Timeline history) {
        return history.weak()
                ? counted(history, Churn::collected)
                : Long.toString(history.at(0).where(Site::collected).count());
    }

    private static String peak(Timeline history, Function<Peak, String> text) {
        Peak peak = history.churn().peak();
        return peak == null ? UNKNOWN : text.apply(peak);
    }

    private static String name(Timeline history) {
        return Printable.of(history.profile()) + (history.weak() ? " (weak)" : "");
    }

    private static void builtins(
            Writer text, Map<BuiltinProfile, BuiltinEvents> builtins, boolean apart, LineWidth line)
            throws IOException {
        if (builtins.isEmpty()) {
            return;
        }
        text.write((apart ? "\n" : "") + String.format(Locale.ROOT, BUILTIN, "BUILTIN", "EVENTS") + "\n");
        for (Map.Entry<BuiltinProfile, BuiltinEvents> builtin : builtins.entrySet()) {
            String events = events(builtin.getKey(), builtin.getValue());
            String row = String.format(Locale.ROOT, BUILTIN, builtin.getKey().goName(), events);
            text.write(line.wrapped(row, row.length() - events.length()) + "\n");
        }
    }

    /**
     * {@code 12 jdk.ThreadPark, 3 jdk.ThreadSleep}; for threads, {@code 9 live: 20 jdk.ThreadStart, 12 jdk.ThreadEnd}.
     */
    private static String events(BuiltinProfile profile, BuiltinEvents found) {
        return (profile == BuiltinProfile.GOROUTINE ? found.total() + " live: " : "")
                + (profile == BuiltinProfile.GOROUTINELEAK ? found.total() + " stuck: " : "")
                + found.counts().entrySet().stream()
                        .map(event -> event.getValue() + " " + event.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static void time(Writer text, Recording recording, LineWidth line, Times times) throws IOException {
        String time = "recorded from " + times.dated().text(recording.startNanos()) + " to "
                + times.text(recording.endNanos()) + " ("
                + DurationText.of(recording.endNanos() - recording.startNanos()) + ")";
        text.write("\n" + line.wrapped(time, INDENT) + "\n");
    }

    /** {@code by OpenJDK 64-Bit Server VM 17.0.15+6, process 4242, started ...: blobstore.Main}. */
    private static String by(RecordedJvm jvm, Times times) {
        String name =
                Stream.of(jvm.name(), jvm.version()).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return "by " + Printable.of(name.isEmpty() ? "a JVM" : name) + ", process " + jvm.pid()
                + (jvm.startNanos() == 0 ? "" : ", started " + times.text(jvm.startNanos()))
                + (jvm.application() == null ? "" : ": " + Printable.of(jvm.application()));
    }

    private static void losses(Writer text, Losses losses, LineWidth line) throws IOException {
        for (String loss : LossText.warnings(losses)) {
            text.write(line.wrapped("incomplete: " + Printable.of(loss), INDENT) + "\n");
        }
        for (String note : LossText.notes(losses)) {
            text.write(line.wrapped(note, INDENT) + "\n");
        }
        if (losses.lossRecorded() && !losses.incomplete()) {
            text.write("nothing was lost\n");
        }
    }

    /**
     * The format of instants.
     *
     * @param exact to the nanosecond with date and offset, for programs; otherwise as brief as possible
     * @param oneDay whether all instants are on the same day
     * @param fine whether they are close together
     */
    private record Times(boolean exact, boolean oneDay, boolean fine, ZoneId zone) {

        static Times of(Recording recording, LineWidth line) throws IOException {
            ZoneId zone = ZoneId.systemDefault();
            long start = recording.startNanos();
            long end = recording.endNanos();
            return new Times(!line.isLimited(), InstantText.isOneDay(start, end, zone), end - start < MINUTE, zone);
        }

        String text(long nanos) {
            return exact ? InstantText.local(nanos, zone) : InstantText.brief(nanos, oneDay, fine, zone);
        }

        /** Returns this format with dates. */
        Times dated() {
            return new Times(exact, false, fine, zone);
        }
    }
}
