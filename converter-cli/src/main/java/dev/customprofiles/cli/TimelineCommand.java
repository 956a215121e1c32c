package dev.customprofiles.cli;

import dev.customprofiles.query.TimelineAnswer;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.writer.InstantText;
import dev.customprofiles.writer.TimelineTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a profile went over time. */
@Command(
        name = "timeline",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpWidth = 100,
        header = "Shows how many objects were live over time, and how many came and went.",
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%n",
        footerHeading = "%nExample usage:%n",
        footer = {
            "  jfr2pprof timeline app.jfr",
            "  jfr2pprof timeline --every 1m --from 13:20 --min-age 5m app.jfr",
            "  jfr2pprof timeline --every 1s -o live.csv app.jfr"
        })
final class TimelineCommand implements Callable<Integer> {

    /** So many lines when nobody says how many, which go on a terminal. */
    private static final int LINES = 40;

    private final Streams streams;

    @Mixin
    private RecordingOptions recordings;

    @Mixin
    private ProfileOptions profile;

    @Mixin
    private StepOptions steps;

    @Option(
            names = {"-o", "--output"},
            order = 8,
            paramLabel = "FILE",
            description = "Where to: *.csv, *.json, *.txt; - or nothing for the text on stdout.")
    private Path output;

    TimelineCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        boolean toStdout = output == null || output.equals(Path.of("-"));
        TimelineTable.Format format = toStdout ? TimelineTable.Format.TEXT : format();
        WholeFile file = toStdout ? null : WholeFile.of(output);
        try (Recording recording = recordings.open(streams)) {
            TimelineAnswer answer =
                    profile.query().timeline(recordings.input(recording), steps.steps(recordings, LINES));
            TimelineTable table = new TimelineTable(answer.timeline(), answer::isKnown, ZoneId.systemDefault());
            if (!recordings.quiet()) {
                streams.say(summary(answer));
            }
            if (file == null) {
                OutputStream out = streams.out();
                table.write(format, out);
                out.flush();
            } else {
                file.write(out -> table.write(format, out));
            }
            return streams.warn(answer.losses());
        }
    }

    private TimelineTable.Format format() {
        return TimelineTable.Format.of(output.toString())
                .orElseThrow(() -> recordings.misuse("cannot tell a format from the name " + output + " (known: "
                        + TimelineTable.Format.extensions() + ")"));
    }

    private static String summary(TimelineAnswer answer) {
        ZoneId zone = ZoneId.systemDefault();
        var instants = answer.timeline().instants();
        return answer.timeline().profile() + " from " + InstantText.local(instants.get(0), zone) + " to "
                + InstantText.local(instants.get(instants.size() - 1), zone);
    }
}
