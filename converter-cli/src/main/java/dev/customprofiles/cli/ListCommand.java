package dev.customprofiles.cli;

import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.builtin.Inventory;
import dev.customprofiles.query.QueryException;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.replay.History;
import dev.customprofiles.replay.Losses;
import dev.customprofiles.replay.Peak;
import dev.customprofiles.replay.ProfileHistory;
import dev.customprofiles.replay.Question;
import dev.customprofiles.replay.Replay;
import dev.customprofiles.writer.DurationText;
import dev.customprofiles.writer.InstantText;
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
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What there is in a recording. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpWidth = 100,
        header = "Lists the profiles in a recording, the time it covers, and what it lost.",
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%n",
        footerHeading = "%nExample usage:%n",
        footer = "  jfr2pprof list app.jfr")
final class ListCommand implements Callable<Integer> {

    private static final String HEADING = "PROFILE";

    private final Streams streams;

    @Mixin
    private RecordingOptions recordings;

    @ArgGroup(exclusive = false, heading = PairOptions.HEADING)
    private PairOptions pair;

    ListCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (pair != null) {
            pair.query().pair(null);
        }
        try (Recording recording = recordings.open(streams)) {
            History history = pair == null
                    ? Replay.run(recording, Question.everything())
                    : pair.query().ask(recording, recordings.asGiven(), Question.everything(), null);
            Map<BuiltinProfile, Map<String, Long>> builtins =
                    pair == null ? Inventory.ofBuiltinProfiles(recording) : Map.of();
            if (history.profiles().isEmpty() && builtins.isEmpty()) {
                throw QueryException.nothingIn(recordings.asGiven(), history);
            }
            Writer text = new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8);
            if (!history.profiles().isEmpty()) {
                profiles(text, history.profiles());
            }
            builtins(text, builtins, !history.profiles().isEmpty());
            time(text, recording);
            losses(text, history.losses());
            text.flush();
            return streams.warn(history.losses());
        }
    }

    private static void profiles(Writer text, List<ProfileHistory> profiles) throws IOException {
        int width = profiles.stream()
                .mapToInt(profile -> Printable.of(profile.name()).length())
                .reduce(HEADING.length(), Math::max);
        text.write(row(width, HEADING, "LIVE", "ADDED", "REMOVED", "COLLECTED", "ORPHANS", "FIRST SEEN", "PEAK", "AT"));
        ZoneId zone = ZoneId.systemDefault();
        for (ProfileHistory profile : profiles) {
            Peak peak = profile.peak();
            text.write(row(
                    width,
                    Printable.of(profile.name()),
                    profile.live().count(),
                    profile.added(),
                    profile.removed(),
                    profile.collected(),
                    profile.orphans(),
                    InstantText.local(profile.span().startNanos(), zone),
                    peak == null ? "-" : peak.count(),
                    peak == null ? "-" : InstantText.local(peak.atNanos(), zone)));
        }
    }

    private static String row(int width, Object... cells) {
        return String.format(Locale.ROOT, "%-" + width + "s  %9s  %9s  %9s  %9s  %9s  %-35s  %9s  %s\n", cells);
    }

    private static void builtins(Writer text, Map<BuiltinProfile, Map<String, Long>> builtins, boolean apart)
            throws IOException {
        if (builtins.isEmpty()) {
            return;
        }
        text.write((apart ? "\n" : "") + String.format(Locale.ROOT, "%-12s  %s\n", "BUILTIN", "EVENTS"));
        for (Map.Entry<BuiltinProfile, Map<String, Long>> builtin : builtins.entrySet()) {
            String events = builtin.getValue().entrySet().stream()
                    .map(event -> event.getValue() + " " + event.getKey())
                    .collect(Collectors.joining(", "));
            text.write(
                    String.format(Locale.ROOT, "%-12s  %s\n", builtin.getKey().goName(), events));
        }
    }

    private static void time(Writer text, Recording recording) throws IOException {
        ZoneId zone = ZoneId.systemDefault();
        text.write("\nrecorded from " + InstantText.local(recording.startNanos(), zone) + " to "
                + InstantText.local(recording.endNanos(), zone) + " ("
                + DurationText.of(recording.endNanos() - recording.startNanos()) + ")\n");
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
