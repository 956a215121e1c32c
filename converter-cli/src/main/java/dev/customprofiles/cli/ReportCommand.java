package dev.customprofiles.cli;

import dev.customprofiles.heap.HeapDump;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.page.Page;
import dev.customprofiles.page.PageData;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.Input;
import dev.customprofiles.query.Query;
import dev.customprofiles.query.ReportAnswer;
import dev.customprofiles.query.TimelineAnswer;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.replay.RecordedAdds;
import dev.customprofiles.text.Quantity;
import dev.customprofiles.writer.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code report}: writes a page to explore a recording. */
@Command(
        name = "report",
        header =
                "Writes a page for the browser: which sites leak, the live set over time, and a flame graph of any moment.",
        footer = {
            "  jfr2pprof report -o leak.html app.jfr",
            "  jfr2pprof report -o leak.html app.jfr app.hprof",
            "  jfr2pprof report --from 13:20 --to 13:25 --every 1s -o grown.html app.jfr",
            "  jfr2pprof report --exclude java.util --functions -o ours.html app.jfr"
        })
final class ReportCommand implements Callable<Integer> {

    /** Number of time steps: one for each pixel that a user can point at. */
    static final int PARTS = 400;

    static final String PAGE = ".html";

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
            description = "Output file: *.html (default: the application's name and .html, in the current folder).")
    private Path output;

    ReportCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (output != null) {
            recordings.refuseOverwriting(output, recordings.paths());
        }
        AtomicFile given = output == null ? null : AtomicFile.of(output).deletedOnExit();
        if (given != null && given.isRegular() && !output.toString().endsWith(PAGE)) {
            throw recordings.misuse("a report is a page, *" + PAGE + ", but the output is " + output
                    + "; for other formats leave out 'report', or see 'jfr2pprof help timeline'");
        }
        Path dump = recordings.takeHeapDumpBesideRecordings();
        Shaping shaping = shape.shaping(recordings);
        try (Recording recording = recordings.open(streams)) {
            Path name = output == null ? Path.of(recordings.origin().application() + PAGE) : output;
            AtomicFile file = given == null ? AtomicFile.of(name).deletedOnExit() : given;
            Query query = profile.query();
            Input input = recordings.input(recording);
            Holders holders = dump == null
                    ? null
                    : HeapDump.read(dump, recordings.progress(streams), new RecordedAdds(recording));
            ReportAnswer report = query.report(input, steps.steps(recordings, PARTS), shaping);
            TimelineAnswer answer = report.timelines();
            recordings.refuseOverwriting(name, answer.files());
            String data = PageData.of(
                    answer.history(),
                    Openings.of(report, holders, input, shaping),
                    shaping.comments(),
                    answer.origin());
            file.write(out -> Page.write(data, out));
            if (!recordings.quiet()) {
                streams.say(summary(answer.history().profiles()) + ", written to " + name);
            }
            return recordings.warn(streams, answer.losses());
        }
    }

    /** {@code blobstore.Open, db.Conn at 401 instants}. */
    private static String summary(List<Timeline> profiles) {
        return profiles.stream().map(Timeline::profile).collect(Collectors.joining(", ")) + " at "
                + Quantity.of(profiles.get(0).instants().size(), "instant");
    }
}
