package dev.customprofiles.cli;

import dev.customprofiles.page.Opening;
import dev.customprofiles.profile.Frameworks;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.query.DiffAnswer;
import dev.customprofiles.query.Input;
import dev.customprofiles.query.TimeExpression;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.text.InstantText;
import dev.customprofiles.writer.AtomicFile;
import dev.customprofiles.writer.DiffJson;
import dev.customprofiles.writer.DiffProfiles;
import dev.customprofiles.writer.DiffTable;
import dev.customprofiles.writer.Grouping;
import dev.customprofiles.writer.LiveSetProfile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code diff}: the changes of a profile between two instants. */
@Command(
        name = "diff",
        header = "Shows what was added since an instant and is still live, and what left meanwhile.",
        footer = {
            "  jfr2pprof diff --base -10m app.jfr",
            "  jfr2pprof diff --base 13:20 --by site --json app.jfr",
            "  jfr2pprof diff --base 13:20 --at 13:25 -o grown.pb.gz app.jfr",
            "  jfr2pprof diff --base 13:20 --at 13:25 -o pair/ app.jfr",
            "  go tool pprof -top -diff_base pair/base.pb.gz pair/at.pb.gz"
        })
final class DiffCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin
    private RecordingOptions recordings;

    @Mixin
    private ProfileOptions profile;

    @Mixin
    private ShapeOptions shape;

    @Option(
            names = "--base",
            order = 2,
            required = true,
            paramLabel = "TIME",
            description =
                    "The earlier instant: start, +1m30s, -15s (before the end), 13:20[:15[.123]],"
                            + " 2026-11-23T13:20:15[Z] (or a space for the T), @1795440015123 (milliseconds since 1970) or 50%%.")
    private TimeExpression base;

    @Option(names = "--at", order = 2, paramLabel = "TIME", description = "The later instant (default: end).")
    private TimeExpression at = new TimeExpression.End();

    @Option(
            names = {"-n", "--limit"},
            order = 4,
            paramLabel = "N",
            defaultValue = "20",
            description = "Maximum number of rows (default: 20); 0 for all.")
    private int limit;

    @Option(
            names = "--by",
            order = 4,
            paramLabel = "WHAT",
            completionCandidates = TopCommand.Groupings.class,
            description = "Group by function (default), line (as --lines), site, label, class or thread. A "
                    + "function or line is the one that adds.")
    private Grouping by;

    @Option(names = "--json", order = 8, description = "Write one JSON object.")
    private boolean json;

    @Option(
            names = {"-o", "--output"},
            order = 8,
            paramLabel = "FILE",
            description = "Write the objects added since to a file instead of showing the table; formats as "
                    + "without a command. A FOLDER, which exists or ends in /, gets base, at, added and "
                    + "left, each as *.pb.gz: the first two are for go tool pprof -diff_base.")
    private String output;

    DiffCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (limit < 0) {
            throw recordings.misuse("--limit is 0 or more, but was " + limit);
        }
        if (output != null && (json || by != null)) {
            throw recordings.misuse((json ? "--json" : "--by") + " is about what is shown without -o");
        }
        Shaping shaping = shape.shaping(recordings);
        Grouping rows = shape.rows(by, recordings);
        if (rows == Grouping.THREAD) {
            profile.tellThreadsApart();
        }
        boolean toFolder = output != null && (output.endsWith("/") || Files.isDirectory(Path.of(output)));
        Optional<OutputFormat> format = output == null ? Optional.empty() : OutputFormat.of(output);
        if (output != null && !toFolder && format.isEmpty()) {
            throw recordings.misuse(
                    "cannot tell a format from the name " + output + " (known: " + OutputFormat.extensions() + ")");
        }
        AtomicFile file =
                format.isPresent() && !toFolder ? AtomicFile.of(Path.of(output)).deletedOnExit() : null;
        OutputFolder folder = toFolder ? OutputFolder.of(Path.of(output)) : null;
        try (Recording recording = recordings.open(streams)) {
            Input input = recordings.input(recording);
            DiffAnswer diff = profile.query().at(at).diff(input, base);
            DiffProfiles shaped = profiles(diff).shaped(shaping);
            if (!recordings.quiet()) {
                streams.say(summary(diff, shaped) + (output == null ? "" : ", written to " + output));
            }
            if (folder != null) {
                for (Map.Entry<String, StackProfile> part : byFile(shaped).entrySet()) {
                    folder.write(
                            part.getKey() + ".pb.gz",
                            out -> OutputFormat.PPROF_GZIP.write(
                                    part.getValue(), diff.losses(), diff.origin(), Opening.NONE, out));
                }
            } else if (file != null) {
                Opening opening = format.get().opening(input);
                file.write(out -> format.get().write(shaped.added(), diff.losses(), diff.origin(), opening, out));
            } else {
                show(DiffTable.of(shaped, rows, Frameworks.DEFAULT), shaped, shaping, diff);
            }
            return recordings.warn(streams, diff.losses());
        }
    }

    private void show(DiffTable table, DiffProfiles profiles, Shaping shaping, DiffAnswer diff) throws IOException {
        if (json) {
            Writer text = new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8);
            DiffJson.write(profiles, table, limit, shaping.keepsFrames(), diff.losses(), text);
            text.flush();
        } else {
            table.write(streams.out(), limit, streams.out().width());
            streams.out().flush();
        }
    }

    private static DiffProfiles profiles(DiffAnswer diff) {
        return new DiffProfiles(
                LiveSetProfile.of(diff.base()),
                LiveSetProfile.of(diff.at()),
                LiveSetProfile.of(diff.added()),
                LiveSetProfile.of(diff.left()),
                LiveSetProfile.of(diff.removed()),
                LiveSetProfile.of(diff.collected()));
    }

    private static Map<String, StackProfile> byFile(DiffProfiles profiles) {
        return Map.of(
                "base", profiles.base(),
                "at", profiles.at(),
                "added", profiles.added(),
                "left", profiles.left());
    }

    private static String summary(DiffAnswer diff, DiffProfiles shaped) {
        long collected = shaped.collected().total();
        long left = shaped.left().total();
        long removed = shaped.removed().total();
        ZoneId zone = ZoneId.systemDefault();
        return diff.base().profile() + " from " + InstantText.local(diff.base().atNanos(), zone) + " to "
                + InstantText.local(diff.at().atNanos(), zone) + ": "
                + shaped.base().total() + " live, then "
                + shaped.at().total() + "; " + shaped.added().total() + " added since and still live, "
                + left + " left"
                + (removed == left ? "" : " (" + removed + " removed, " + (left - removed) + " collected)")
                + (collected == 0 ? "" : ", " + collected + " collected meanwhile and still live");
    }
}
