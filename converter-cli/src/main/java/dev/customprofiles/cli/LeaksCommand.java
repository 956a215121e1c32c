package dev.customprofiles.cli;

import dev.customprofiles.heap.HeapDump;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.leaks.Suspect;
import dev.customprofiles.page.Opening;
import dev.customprofiles.page.Page;
import dev.customprofiles.page.PageData;
import dev.customprofiles.profile.Frameworks;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.Input;
import dev.customprofiles.query.LeaksAnswer;
import dev.customprofiles.query.Query;
import dev.customprofiles.query.ReportAnswer;
import dev.customprofiles.query.Steps;
import dev.customprofiles.query.TimelineAnswer;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.replay.RecordedAdds;
import dev.customprofiles.text.DurationText;
import dev.customprofiles.text.Quantity;
import dev.customprofiles.writer.AtomicFile;
import dev.customprofiles.writer.LeaksJson;
import dev.customprofiles.writer.LeaksText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code leaks}: the sites that leak. */
@Command(
        name = "leaks",
        header = "Says which sites leak, the surest first, with the evidence for each.",
        footer = {
            "  jfr2pprof leaks app.jfr",
            "  jfr2pprof leaks --fail-above 3 --exclude 'Cache' app.jfr",
            "  jfr2pprof leaks --json --profile blobstore.Open app.jfr",
            "  jfr2pprof leaks -o leaks.html app.jfr",
            "  jfr2pprof leaks app.jfr app.hprof",
            "  jfr2pprof leaks --pid 4242"
        })
final class LeaksCommand implements Callable<Integer> {

    /** Output formats, chosen by the file's extension. */
    private enum Format {
        TEXT(".txt"),
        JSON(".json"),
        PAGE(".html");

        final String extension;

        Format(String extension) {
            this.extension = extension;
        }
    }

    private final Streams streams;

    @Mixin
    private RecordingOptions recordings;

    @Mixin
    private ProfileOptions profile;

    @Mixin
    private ShapeOptions shape;

    @Option(
            names = {"-o", "--output"},
            order = 8,
            paramLabel = "FILE",
            description = "Output file: *.txt, *.json or *.html (the page of report); - for stdout (default).")
    private Path output;

    @Option(names = "--json", order = 8, description = "Write one JSON object.")
    private boolean json;

    @Option(
            names = "--fail-above",
            order = 8,
            paramLabel = "N",
            description = "Exit with 4 if there are more than N suspects.")
    private Integer failAbove;

    @Option(
            names = "--known",
            order = 8,
            paramLabel = "FILE",
            description = "Leave out the suspects whose signatures are in the file, one per line.")
    private Path known;

    @Option(
            names = "--frames",
            order = 8,
            paramLabel = "N",
            defaultValue = "8",
            description = "Maximum number of frames per stack as text (default: 8); 0 for all.")
    private int frames;

    @Option(
            names = "--frameworks",
            order = 8,
            paramLabel = "PREFIX[,PREFIX...]",
            description = "Prefixes of classes that are not the application's, whose first frame begins a "
                    + "stack; as for top.")
    private Frameworks frameworks = Frameworks.DEFAULT;

    LeaksCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (failAbove != null && failAbove < 0) {
            throw recordings.misuse("--fail-above is 0 or more, but was " + failAbove);
        }
        if (frames < 0) {
            throw recordings.misuse("--frames is 0 or more, but was " + frames);
        }
        Path dump = recordings.takeHeapDumpBesideRecordings();
        boolean toStdout = output == null || output.equals(Path.of("-"));
        Format format = toStdout ? json ? Format.JSON : Format.TEXT : format();
        Shaping shaping = shape.shaping(recordings);
        Query query = profile.query();
        query.check();
        KnownLeaks left = known == null ? KnownLeaks.NONE : KnownLeaks.read(known);
        if (!toStdout) {
            recordings.refuseOverwriting(output, recordings.paths());
        }
        AtomicFile file = toStdout ? null : AtomicFile.of(output).deletedOnExit();
        try (Recording recording = recordings.open(streams)) {
            Input input = recordings.input(recording);
            Holders holders = dump == null
                    ? null
                    : HeapDump.read(dump, recordings.progress(streams), new RecordedAdds(recording));
            ReportAnswer report = format == Format.PAGE && query.objects().ages() == null
                    ? query.report(input, Steps.parts(ReportCommand.PARTS), shaping)
                    : new ReportAnswer(null, query.leaks(input, shaping));
            LeaksAnswer answer = report.leaks();
            List<Suspect> suspects = answer.suspects().stream()
                    .filter(suspect -> !left.has(suspect))
                    .toList();
            if (!recordings.quiet()) {
                streams.say(summary(answer, suspects.size()));
                answer.notes().forEach(note -> recordings.note(streams, note));
            }
            if (file == null) {
                write(answer, suspects, holders, format, streams.out());
            } else {
                recordings.refuseOverwriting(output, answer.files());
                if (format == Format.PAGE) {
                    Opening opening = Openings.of(answer, suspect -> !left.has(suspect), holders, input, shaping);
                    TimelineAnswer all = report.timelines();
                    String data = PageData.of(all.history(), opening, shaping.comments(), all.origin());
                    file.write(out -> Page.write(data, out));
                } else {
                    file.write(out -> write(answer, suspects, holders, format, out));
                }
            }
            int code = recordings.warn(streams, answer.losses());
            return failAbove != null && suspects.size() > failAbove ? ExitCode.EXCEEDED : code;
        }
    }

    private Format format() {
        Format named = Arrays.stream(Format.values())
                .filter(format -> output.toString().endsWith(format.extension))
                .findFirst()
                .orElseThrow(() -> recordings.misuse("cannot tell a format from the name " + output + " (known: "
                        + Arrays.stream(Format.values())
                                .map(format -> format.extension)
                                .collect(Collectors.joining(", "))
                        + ")"));
        if (json && named == Format.PAGE) {
            throw recordings.misuse("--json writes no page: " + output);
        }
        return json ? Format.JSON : named;
    }

    private void write(LeaksAnswer answer, List<Suspect> suspects, Holders holders, Format format, OutputStream out)
            throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        if (format == Format.JSON) {
            LeaksJson.write(suspects, answer.healthy(), answer.notes(), answer.losses(), holders, text);
        } else {
            int most = frames == 0 ? Integer.MAX_VALUE : frames;
            LeaksText.write(suspects, answer.healthy(), frameworks, most, holders, text);
        }
        text.flush();
    }

    /** {@code 2 suspects in 3 profiles, recorded for 8s (1 known one left out)}. */
    private static String summary(LeaksAnswer answer, int shown) {
        long profiles = answer.healthy().size()
                + answer.suspects().stream().map(Suspect::profile).distinct().count();
        int left = answer.suspects().size() - shown;
        return Quantity.of(shown, "suspect") + " in " + Quantity.of(profiles, "profile") + ", recorded for "
                + DurationText.about(answer.span().endNanos() - answer.span().startNanos())
                + (left == 0 ? "" : " (" + left + " known left out)");
    }
}
