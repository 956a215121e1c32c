package dev.customprofiles.cli;

import dev.customprofiles.builtin.BuiltinEvents;
import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.builtin.RecordedJvm;
import dev.customprofiles.live.Churn;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Peak;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.ListAnswer;
import dev.customprofiles.query.Query;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.text.DurationText;
import dev.customprofiles.text.InstantText;
import dev.customprofiles.text.Quantity;
import dev.customprofiles.writer.LossText;
import dev.customprofiles.writer.Printable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What there is in a recording. */
@Command(
        name = "list",
        header = "Lists the profiles in a recording, the time it covers, and what it lost.",
        footer = {"  jfr2pprof list app.jfr", "  jfr2pprof list --include 'blobstore\\.Main' --class Blob app.jfr"})
final class ListCommand implements Callable<Integer> {

    private static final String HEADING = "PROFILE";

    private final Streams streams;

    @Mixin
    private RecordingOptions recordings;

    @Mixin
    private ProfileOptions profile;

    @Mixin
    private ShapeOptions shape;

    ListCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        Query query = profile.query();
        Shaping shaping = shape.shaping(recordings);
        query.check();
        try (Recording recording = recordings.open(streams)) {
            ListAnswer answer = query.list(recordings.input(recording), shaping);
            List<Timeline> profiles = answer.history().profiles();
            Losses losses = answer.history().losses();
            Writer text = new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8);
            if (!profiles.isEmpty()) {
                profiles(text, profiles);
            }
            builtins(text, answer.builtins(), !profiles.isEmpty());
            time(text, recording);
            for (RecordedJvm jvm : answer.jvms()) {
                text.write(by(jvm));
            }
            losses(text, losses);
            text.flush();
            if (answer.isPart()) {
                part(answer);
            }
            return streams.warn(losses);
        }
    }

    /** What the table cannot tell where objects were chosen. */
    private void part(ListAnswer answer) {
        List<Churn> churns =
                answer.history().profiles().stream().map(Timeline::churn).toList();
        if (!churns.stream().allMatch(Churn::isKnown)) {
            recordings.note(
                    streams,
                    "only what is live is counted: the recording does not tell what came and went of the objects that"
                            + " were chosen");
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
            recordings.note(streams, "orphans are those of all objects, for nobody knows where they came from");
        }
    }

    private static void profiles(Writer text, List<Timeline> profiles) throws IOException {
        int width =
                profiles.stream().mapToInt(history -> name(history).length()).reduce(HEADING.length(), Math::max);
        text.write(row(width, HEADING, "LIVE", "ADDED", "REMOVED", "COLLECTED", "ORPHANS", "FIRST SEEN", "PEAK", "AT"));
        ZoneId zone = ZoneId.systemDefault();
        for (Timeline history : profiles) {
            Churn churn = history.churn();
            boolean isCounted = churn.isKnown();
            LiveSet live = history.at(0);
            Peak peak = churn.peak();
            text.write(row(
                    width,
                    name(history),
                    live.count(),
                    isCounted ? churn.added() : "-",
                    isCounted ? churn.removed() : "-",
                    history.weak()
                            ? (isCounted ? churn.collected() : "-")
                            : live.where(Site::collected).count(),
                    churn.orphans(),
                    InstantText.local(history.span().startNanos(), zone),
                    peak == null ? "-" : peak.count(),
                    peak == null ? "-" : InstantText.local(peak.atNanos(), zone)));
        }
    }

    private static String name(Timeline history) {
        return Printable.of(history.profile()) + (history.weak() ? " (weak)" : "");
    }

    private static String row(int width, Object... cells) {
        return String.format(Locale.ROOT, "%-" + width + "s  %9s  %9s  %9s  %9s  %9s  %-35s  %9s  %s\n", cells);
    }

    private static void builtins(Writer text, Map<BuiltinProfile, BuiltinEvents> builtins, boolean apart)
            throws IOException {
        if (builtins.isEmpty()) {
            return;
        }
        text.write((apart ? "\n" : "") + String.format(Locale.ROOT, "%-12s  %s\n", "BUILTIN", "EVENTS"));
        for (Map.Entry<BuiltinProfile, BuiltinEvents> builtin : builtins.entrySet()) {
            String events = events(builtin.getKey(), builtin.getValue());
            text.write(
                    String.format(Locale.ROOT, "%-12s  %s\n", builtin.getKey().goName(), events));
        }
    }

    /** {@code 12 jdk.ThreadPark, 3 jdk.ThreadSleep}; of threads, {@code 9 live: 20 jdk.ThreadStart, 12 jdk.ThreadEnd}. */
    private static String events(BuiltinProfile profile, BuiltinEvents found) {
        return (profile == BuiltinProfile.GOROUTINE ? found.total() + " live: " : "")
                + found.counts().entrySet().stream()
                        .map(event -> event.getValue() + " " + event.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static void time(Writer text, Recording recording) throws IOException {
        ZoneId zone = ZoneId.systemDefault();
        text.write("\nrecorded from " + InstantText.local(recording.startNanos(), zone) + " to "
                + InstantText.local(recording.endNanos(), zone) + " ("
                + DurationText.of(recording.endNanos() - recording.startNanos()) + ")\n");
    }

    /** {@code by OpenJDK 64-Bit Server VM 17.0.15+6, process 4242, started ...: blobstore.Main}. */
    private static String by(RecordedJvm jvm) {
        String name =
                Stream.of(jvm.name(), jvm.version()).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return "by " + Printable.of(name.isEmpty() ? "a JVM" : name) + ", process " + jvm.pid()
                + (jvm.startNanos() == 0
                        ? ""
                        : ", started " + InstantText.local(jvm.startNanos(), ZoneId.systemDefault()))
                + (jvm.application() == null ? "" : ": " + Printable.of(jvm.application())) + "\n";
    }

    private static void losses(Writer text, Losses losses) throws IOException {
        for (String loss : LossText.warnings(losses)) {
            text.write("incomplete: " + Printable.of(loss) + "\n");
        }
        for (String note : LossText.notes(losses)) {
            text.write(note + "\n");
        }
        if (losses.lossRecorded() && !losses.incomplete()) {
            text.write("nothing was lost\n");
        }
    }
}
