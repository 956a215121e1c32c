package dev.customprofiles.cli;

import dev.customprofiles.profile.Shaping;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.query.DiffAnswer;
import dev.customprofiles.query.TimeExpression;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.text.InstantText;
import dev.customprofiles.writer.AtomicFile;
import dev.customprofiles.writer.DiffTable;
import dev.customprofiles.writer.LiveSetProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What became of a profile between two instants. */
@Command(
        name = "diff",
        header = "Shows what was added since an instant and is still live, and what left meanwhile.",
        footer = {
            "  jfr2pprof diff --base -10m app.jfr",
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
            description = "At most so many functions (default: 20); 0 for all.")
    private int limit;

    @Option(
            names = {"-o", "--output"},
            order = 8,
            paramLabel = "FILE",
            description = "Where to write what was added since, instead of showing it; formats as without a command. A"
                    + " FOLDER, which ends in / or is there, gets base, at, added and left, each as *.pb.gz: the first two are"
                    + " for go tool pprof -diff_base.")
    private String output;

    DiffCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (limit < 0) {
            throw recordings.misuse("--limit is 0 or more, but was " + limit);
        }
        Shaping shaping = shape.shaping(recordings);
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
            DiffAnswer diff = profile.query().at(at).diff(recordings.input(recording), base);
            Map<String, StackProfile> shaped = shaped(diff, shaping);
            if (!recordings.quiet()) {
                streams.say(summary(diff, shaped, shaping) + (output == null ? "" : ", written to " + output));
            }
            if (folder != null) {
                for (Map.Entry<String, StackProfile> part : shaped.entrySet()) {
                    folder.write(
                            part.getKey() + ".pb.gz",
                            out -> OutputFormat.PPROF_GZIP.write(part.getValue(), diff.losses(), diff.origin(), out));
                }
            } else if (file != null) {
                file.write(out -> format.get().write(shaped.get("added"), diff.losses(), diff.origin(), out));
            } else {
                new DiffTable(
                                shaped.get("base"),
                                shaped.get("at"),
                                shaped.get("added"),
                                shaped.get("left"),
                                shaping.apply(LiveSetProfile.of(diff.collected())))
                        .write(streams.out(), limit, streams.out().width());
                streams.out().flush();
            }
            return recordings.warn(streams, diff.losses());
        }
    }

    /** By the names that their files have. */
    private static Map<String, StackProfile> shaped(DiffAnswer diff, Shaping shaping) {
        return Map.of(
                "base", shaping.apply(LiveSetProfile.of(diff.base())),
                "at", shaping.apply(LiveSetProfile.of(diff.at())),
                "added", shaping.apply(LiveSetProfile.of(diff.added())),
                "left", shaping.apply(LiveSetProfile.of(diff.left())));
    }

    private static String summary(DiffAnswer diff, Map<String, StackProfile> shaped, Shaping shaping) {
        long collected = shaping.apply(LiveSetProfile.of(diff.collected())).total();
        ZoneId zone = ZoneId.systemDefault();
        return diff.base().profile() + " from " + InstantText.local(diff.base().atNanos(), zone) + " to "
                + InstantText.local(diff.at().atNanos(), zone) + ": "
                + shaped.get("base").total() + " live, then "
                + shaped.get("at").total() + "; " + shaped.get("added").total() + " added since and still live, "
                + shaped.get("left").total() + " left"
                + (collected == 0 ? "" : ", " + collected + " collected meanwhile and still live");
    }
}
