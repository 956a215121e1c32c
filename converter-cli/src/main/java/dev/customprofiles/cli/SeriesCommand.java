package dev.customprofiles.cli;

import dev.customprofiles.live.LiveSet;
import dev.customprofiles.page.Opening;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.query.Input;
import dev.customprofiles.query.TimelineAnswer;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.text.InstantText;
import dev.customprofiles.text.Quantity;
import dev.customprofiles.writer.LiveSetProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code series}: writes a profile for each of many instants. */
@Command(
        name = "series",
        header = "Writes the live set of many instants, a file for each, in one pass over the recording.",
        footer = {
            "  jfr2pprof series --every 1m -o profiles app.jfr",
            "  jfr2pprof series --every 10s --from 13:20 --format collapsed -o stacks app.jfr"
        })
final class SeriesCommand implements Callable<Integer> {

    /** Files are named by milliseconds. */
    private static final long SHORTEST = 1_000_000;

    private final Streams streams;

    @Mixin
    private RecordingOptions recordings;

    @Mixin
    private ProfileOptions profile;

    @Mixin
    private StepOptions steps;

    @Mixin
    private ShapeOptions shape;

    @Option(
            names = {"-o", "--output"},
            order = 8,
            required = true,
            paramLabel = "FOLDER",
            description = "Output folder, created if it does not exist. Files are named by application, "
                    + "profile and instant.")
    private Path output;

    @Option(
            names = "--format",
            order = 8,
            paramLabel = "EXTENSION",
            defaultValue = "pb.gz",
            description = "Output format (default: pb.gz).")
    private String format;

    SeriesCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (!steps.isEveryGiven()) {
            throw recordings.misuse("how far apart? give --every, such as --every 1m");
        }
        if (steps.steps(recordings, 1).everyNanos() < SHORTEST) {
            throw recordings.misuse("--every has to be 1ms or more, because files are named by it");
        }
        OutputFormat written = OutputFormat.of("." + format)
                .orElseThrow(() ->
                        recordings.misuse("unknown format " + format + " (known: " + OutputFormat.extensions() + ")"));
        Shaping shaping = shape.shaping(recordings);
        OutputFolder folder = OutputFolder.of(output);
        try (Recording recording = recordings.open(streams)) {
            Input input = recordings.input(recording);
            TimelineAnswer answer = profile.query().timeline(input, steps.steps(recordings, 1));
            Opening opening = written.opening(input);
            List<LiveSet> sets = answer.liveSets();
            for (LiveSet set : sets) {
                String name = OutputFormat.fileName(
                        answer.origin(), set.profile(), "@" + InstantText.compact(set.atNanos()), written);
                StackProfile shaped = shaping.apply(LiveSetProfile.of(set));
                folder.write(name, out -> written.write(shaped, answer.losses(), answer.origin(), opening, out));
            }
            if (!recordings.quiet()) {
                int unknown = answer.timeline().instants().size() - sets.size();
                streams.say(answer.timeline().profile() + ": " + Quantity.of(sets.size(), "instant") + " written to "
                        + output
                        + (unknown == 0 ? "" : ", " + unknown + " left out: nothing was recorded then"));
            }
            return recordings.warn(streams, answer.losses());
        }
    }
}
