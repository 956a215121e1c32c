package dev.customprofiles.cli;

import dev.customprofiles.page.Opening;
import dev.customprofiles.page.Page;
import dev.customprofiles.page.PageData;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.Input;
import dev.customprofiles.query.Query;
import dev.customprofiles.query.ReportAnswer;
import dev.customprofiles.query.TimelineAnswer;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.text.InstantText;
import dev.customprofiles.writer.AtomicFile;
import dev.customprofiles.writer.TimelineTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code timeline}: a profile over time. */
@Command(
        name = "timeline",
        header = "Shows how many objects were live over time, and how many were added and removed.",
        footer = {
            "  jfr2pprof timeline app.jfr",
            "  jfr2pprof timeline --every 1m --from 13:20 --min-age 5m app.jfr",
            "  jfr2pprof timeline --include 'blobstore\\.Main' app.jfr",
            "  jfr2pprof timeline --every 1s -o live.csv app.jfr",
            "  jfr2pprof timeline -o live.html app.jfr"
        })
final class TimelineCommand implements Callable<Integer> {

    /** Default number of lines, which fit on a terminal. */
    private static final int LINES = 40;

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
            paramLabel = "FILE",
            description = "Output file: *.csv, *.json, *.txt or *.html (the page of report, with its options); "
                    + "- for text on stdout (default).")
    private Path output;

    TimelineCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        boolean toStdout = output == null || output.equals(Path.of("-"));
        boolean isPage = !toStdout && output.toString().endsWith(ReportCommand.PAGE);
        TimelineTable.Format format = toStdout ? TimelineTable.Format.TEXT : isPage ? null : format();
        Shaping shaping = shape.shaping(recordings);
        if (!toStdout) {
            recordings.refuseOverwriting(output, recordings.paths());
        }
        AtomicFile file = toStdout ? null : AtomicFile.of(output).deletedOnExit();
        try (Recording recording = recordings.open(streams)) {
            Query query = profile.query();
            Input input = recordings.input(recording);
            ReportAnswer report = isPage
                    ? query.reportOfOne(input, steps.steps(recordings, ReportCommand.PARTS), shaping)
                    : new ReportAnswer(query.timeline(input, steps.steps(recordings, LINES), shaping), null);
            TimelineAnswer answer = report.timelines();
            if (!recordings.quiet()) {
                streams.say(summary(answer));
            }
            if (!answer.timeline().churn().isKnown()) {
                recordings.note(
                        streams,
                        "the recording does not tell which of the chosen objects were added and removed, "
                                + "only which were live");
            }
            if (file == null) {
                table(answer).write(format, streams.out(), streams.out().width());
                streams.out().flush();
            } else {
                recordings.refuseOverwriting(output, answer.files());
                Opening opening = isPage ? Openings.of(report, null, input, shaping) : Opening.NONE;
                file.write(out -> write(answer, opening, shaping, format, out));
            }
            return recordings.warn(streams, answer.losses());
        }
    }

    private static TimelineTable table(TimelineAnswer answer) {
        return new TimelineTable(answer.timeline(), answer::isKnown, ZoneId.systemDefault());
    }

    /** @param format null for the page */
    private static void write(
            TimelineAnswer answer, Opening opening, Shaping shaping, TimelineTable.Format format, OutputStream out)
            throws IOException {
        if (format != null) {
            table(answer).write(format, out);
            return;
        }
        Page.write(PageData.of(answer.history(), opening, shaping.comments(), answer.origin()), out);
    }

    private TimelineTable.Format format() {
        return TimelineTable.Format.of(output.toString())
                .orElseThrow(() -> recordings.misuse("cannot tell a format from the name " + output + " (known: "
                        + TimelineTable.Format.extensions() + ", " + ReportCommand.PAGE + ")"));
    }

    private static String summary(TimelineAnswer answer) {
        ZoneId zone = ZoneId.systemDefault();
        var instants = answer.timeline().instants();
        return answer.timeline().profile() + " from " + InstantText.local(instants.get(0), zone) + " to "
                + InstantText.local(instants.get(instants.size() - 1), zone);
    }
}
