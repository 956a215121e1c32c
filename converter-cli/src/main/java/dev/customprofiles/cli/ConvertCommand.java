package dev.customprofiles.cli;

import dev.customprofiles.page.Opening;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.Answer;
import dev.customprofiles.query.Input;
import dev.customprofiles.query.Query;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.text.InstantText;
import dev.customprofiles.writer.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main command: writes a live set to a file. */
@Command(
        name = "jfr2pprof",
        header = "Shows which objects of a custom profile were live at any instant of a JFR recording.",
        customSynopsis = {
            "jfr2pprof [--profile NAME] [--at TIME] [-o FILE] RECORDING...",
            "       jfr2pprof --profile BUILTIN [--from TIME] [--to TIME] [-o FILE] RECORDING...",
            "       jfr2pprof leaks [--profile NAME] RECORDING... [DUMP]",
            "       jfr2pprof holders [--profile NAME] DUMP [RECORDING...]",
            "       jfr2pprof list RECORDING...",
            "       jfr2pprof top [--profile NAME] [--at TIME] [--limit N] RECORDING...",
            "       jfr2pprof report [--profile NAME] [-o FILE] RECORDING...",
            "       jfr2pprof diff --base TIME [--at TIME] RECORDING...",
            "       jfr2pprof series --every DURATION -o FOLDER RECORDING...",
            "       jfr2pprof timeline [--every DURATION] RECORDING...",
            "       jfr2pprof serve [--port PORT] RECORDING... | --pid PID",
            "       jfr2pprof [list | top] --open EVENT --close EVENT --key FIELD",
            "                 [--weight FIELD] RECORDING...",
            ""
        },
        commandListHeading = "%nCommands (without one, the live set is written to a file):%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:bad data, or it could not be read or written",
            "2:the command line was not understood",
            "3:done, but the recording is incomplete; what was lost is on stderr"
        },
        footer = {
            "  java -XX:StartFlightRecording:filename=app.jfr -jar app.jar",
            "  jfr2pprof list app.jfr",
            "  jfr2pprof top --at -30s app.jfr",
            "  jfr2pprof --profile blobstore.Open --at 13:20:15 -o open.pb.gz app.jfr",
            "  jfr2pprof report -o leak.html app.jfr",
            "  jfr2pprof --profile block --from 13:20 --to 13:25 -o block.pb.gz app.jfr",
            "  go tool pprof -http=: open.pb.gz",
            "  jfr2pprof serve --pid 4242",
            "  jfr2pprof --open jdk.ThreadStart --close jdk.ThreadEnd --key thread app.jfr"
        })
final class ConvertCommand implements Callable<Integer> {

    private static final Path STDOUT = Path.of("-");

    private final Streams streams;

    @Mixin
    private RecordingOptions recordings;

    @Mixin
    private LiveSetOptions liveSet;

    @Mixin
    private ShapeOptions shape;

    @Option(
            names = {"-o", "--output"},
            order = 4,
            paramLabel = "FILE",
            description = "Output file: *.pb.gz (pprof), *.pb (not zipped), *.collapsed (stacks for flame "
                    + "graphs), *.txt, *.html (a page with a flame graph), *.json (for speedscope), or - "
                    + "for pprof on stdout. Default: a file in the current folder, named by application, "
                    + "profile and instant.")
    private Path output;

    ConvertCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (STDOUT.equals(output)) {
            return toStdout();
        }
        return output == null ? toDefault() : toOutput();
    }

    private int toStdout() throws IOException {
        if (streams.out().isTerminal()) {
            throw recordings.misuse("pprof is not for a terminal: send it into a file or a pipe");
        }
        Asked asked = ask(OutputFormat.PPROF_GZIP);
        asked.write(streams.out());
        streams.out().flush();
        return finish(asked.answer(), "standard output");
    }

    private int toDefault() throws IOException {
        Asked asked = ask(OutputFormat.PPROF_GZIP);
        Path name = defaultName(asked.answer());
        AtomicFile.of(name).deletedOnExit().write(asked::write);
        return finish(asked.answer(), name.toString());
    }

    private int toOutput() throws IOException {
        // Checked before the work, and again when folders and globs have been expanded to files.
        recordings.refuseOverwriting(output, recordings.paths());
        AtomicFile file = AtomicFile.of(output).deletedOnExit();
        Asked asked = ask(format(file));
        recordings.refuseOverwriting(output, asked.answer().files());
        file.write(asked::write);
        return finish(asked.answer(), output.toString());
    }

    /** An answer, and all that its format says. */
    private record Asked(OutputFormat format, Answer answer, Opening opening) {

        void write(OutputStream out) throws IOException {
            format.write(answer.profile(), answer.losses(), answer.origin(), opening, out);
        }
    }

    private Asked ask(OutputFormat format) throws IOException {
        Shaping shaping = shape.shaping(recordings);
        Query query = liveSet.query();
        query.check();
        try (Recording recording = recordings.open(streams)) {
            Input input = recordings.input(recording);
            return new Asked(format, ShapeOptions.apply(shaping, query.ask(input)), format.opening(input));
        }
    }

    private OutputFormat format(AtomicFile file) {
        Optional<OutputFormat> format = OutputFormat.of(output.toString());
        if (format.isEmpty() && file.isRegular()) {
            throw recordings.misuse(
                    "cannot tell a format from the name " + output + " (known: " + OutputFormat.extensions() + ")");
        }
        return format.orElse(OutputFormat.PPROF_GZIP);
    }

    private static Path defaultName(Answer answer) {
        String when = "@" + InstantText.compact(answer.profile().endNanos());
        return Path.of(OutputFormat.fileName(answer.origin(), answer.profile().name(), when, OutputFormat.PPROF_GZIP));
    }

    private int finish(Answer answer, String where) {
        if (!recordings.quiet()) {
            streams.say(answer.summary() + ", written to " + where);
        }
        return recordings.warn(streams, answer.losses());
    }
}
