package dev.customprofiles.cli;

import dev.customprofiles.heap.HeapDump;
import dev.customprofiles.holders.AddedSites;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.live.Losses;
import dev.customprofiles.page.Opening;
import dev.customprofiles.process.TakenDump;
import dev.customprofiles.profile.Frameworks;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.query.Nearest;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.replay.RecordedAdds;
import dev.customprofiles.text.Quantity;
import dev.customprofiles.writer.AtomicFile;
import dev.customprofiles.writer.HoldersJson;
import dev.customprofiles.writer.HoldersProfile;
import dev.customprofiles.writer.HoldersText;
import dev.customprofiles.writer.Origin;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code holders}: which references hold the live objects, from a heap dump. */
@Command(
        name = "holders",
        header = "Says who still holds the live objects of each site, from a heap dump.",
        descriptionHeading = "%n",
        description =
                "Reads a heap dump (.hprof, also gzipped), and recordings of the same process for stacks and lines that "
                        + "the dump lacks. --pid takes a dump of a running JVM, reads it and deletes it.",
        footer = {
            "  jfr2pprof holders app.hprof",
            "  jfr2pprof holders --profile blobstore.Open app.hprof app.jfr",
            "  jfr2pprof holders --profile blobstore.Open -o holders.pb.gz app.hprof",
            "  jfr2pprof holders --json app.hprof.gz",
            "  jfr2pprof holders --pid 4242"
        })
final class HoldersCommand implements Callable<Integer> {

    private static final Path STDOUT = Path.of("-");
    private static final String TEXT = ".txt";
    private static final String JSON = ".json";

    private final Streams streams;

    @Mixin
    private RecordingOptions files;

    @Option(names = "--profile", order = 3, paramLabel = "NAME", description = "Only this profile.")
    private String profile;

    @Mixin
    private ShapeOptions shape;

    @Option(
            names = {"-o", "--output"},
            order = 8,
            paramLabel = "FILE",
            description =
                    "Output file: *.txt, *.json, or of one profile, with the holders below the stacks, *.pb.gz, *.pb, "
                            + "*.collapsed or *.html; - for stdout (default).")
    private Path output;

    @Option(names = "--json", order = 8, description = "Write one JSON object.")
    private boolean json;

    @Option(
            names = {"-n", "--limit"},
            order = 8,
            paramLabel = "N",
            defaultValue = "10",
            description = "Maximum number of sites per profile as text (default: 10); 0 for all.")
    private int limit;

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
            description =
                    "Prefixes of classes that are not the application's, whose first frame begins a stack; as for top.")
    private Frameworks frameworks = Frameworks.DEFAULT;

    HoldersCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (limit < 0) {
            throw files.misuse("--limit is 0 or more, but was " + limit);
        }
        if (frames < 0) {
            throw files.misuse("--frames is 0 or more, but was " + frames);
        }
        files.refuseForDump();
        OutputFormat format = format();
        Shaping shaping = shape.choice(files);
        List<Path> given = List.copyOf(files.paths());
        if (output != null && !output.equals(STDOUT)) {
            files.refuseOverwriting(output, given);
        }
        Path dump = files.takeHeapDump();
        if (files.pid() != null) {
            if (!given.isEmpty()) {
                throw files.misuse("either --pid or files, not both");
            }
            try (TakenDump taken = TakenDump.of(files.pid(), note -> files.note(streams, note))) {
                return write(taken.read(files.progress(streams)), shaping, format, "process-" + files.pid());
            }
        }
        if (dump == null) {
            throw noDump(given);
        }
        if (files.paths().isEmpty()) {
            return write(
                    HeapDump.read(dump, files.progress(streams), AddedSites.NONE),
                    shaping,
                    format,
                    dump.getFileName().toString());
        }
        try (Recording recording = files.open(streams)) {
            return write(
                    HeapDump.read(dump, files.progress(streams), new RecordedAdds(recording)),
                    shaping,
                    format,
                    dump.getFileName().toString());
        }
    }

    private IOException noDump(List<Path> given) {
        if (given.isEmpty()) {
            throw files.misuse("no heap dump given, see 'jfr2pprof holders --help'");
        }
        Path first = given.get(0);
        return Files.exists(first)
                ? new IOException(first + ": not a heap dump")
                : new NoSuchFileException(first.toString());
    }

    /** Returns the format for a profile; null for text and JSON. */
    private OutputFormat format() {
        if (json
                && output != null
                && OutputFormat.of(output.toString()).isPresent()
                && !output.toString().endsWith(JSON)) {
            throw files.misuse("--json writes no such file: " + output);
        }
        if (output == null
                || output.equals(STDOUT)
                || json
                || output.toString().endsWith(TEXT)
                || output.toString().endsWith(JSON)) {
            return null;
        }
        return OutputFormat.of(output.toString())
                .orElseThrow(() -> files.misuse("cannot tell a format from the name " + output + " (known: "
                        + OutputFormat.extensions() + ")"));
    }

    private int write(Holders all, Shaping shaping, OutputFormat format, String source) throws IOException {
        if (profile != null && !all.profiles().contains(profile)) {
            throw new IOException("no live object of profile " + profile + " in the heap dump"
                    + Nearest.to(profile, all.profiles())
                            .map(meant -> ", did you mean '" + meant + "'?")
                            .orElse(
                                    all.profiles().isEmpty()
                                            ? ""
                                            : " (has: " + String.join(", ", all.profiles()) + ")"));
        }
        Holders holders =
                all.where(site -> (profile == null || site.profile().equals(profile)) && shaping.passes(site.site()));
        if (format != null && holders.profiles().size() > 1) {
            throw files.misuse("a file of this format has one profile: --profile says which of "
                    + String.join(", ", holders.profiles()));
        }
        if (!files.quiet()) {
            streams.say(summary(holders));
            if (holders.withoutStack() > 0) {
                files.note(
                        streams,
                        "the stacks of " + Quantity.of(holders.withoutStack(), "object")
                                + " were not read before the dump"
                                + (files.paths().isEmpty()
                                        ? "; a recording of the process has them"
                                        : " and are not in the recording"));
            }
        }
        if (output == null || output.equals(STDOUT)) {
            write(holders, format, source, streams.out());
            streams.out().flush();
        } else {
            AtomicFile.of(output).deletedOnExit().write(out -> write(holders, format, source, out));
        }
        return ExitCode.DONE;
    }

    private void write(Holders holders, OutputFormat format, String source, OutputStream out) throws IOException {
        if (format != null) {
            String name =
                    holders.profiles().isEmpty() ? profile : holders.profiles().get(0);
            StackProfile converted = HoldersProfile.of(name == null ? "none" : name, holders);
            format.write(
                    converted,
                    Losses.ofReading(List.of(), 0, true),
                    new Origin(Version.tool(), application(source), source),
                    Opening.NONE.withHolders(holders),
                    out);
            return;
        }
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        if (json || output != null && output.toString().endsWith(JSON)) {
            HoldersJson.write(holders, text);
        } else {
            HoldersText.write(
                    holders,
                    frameworks,
                    frames == 0 ? Integer.MAX_VALUE : frames,
                    limit == 0 ? Integer.MAX_VALUE : limit,
                    text);
        }
        text.flush();
    }

    /** {@code app} of {@code app.hprof.gz}, as for recordings. */
    private static String application(String source) {
        return source.replaceFirst("\\.hprof(\\.gz)?$", "");
    }

    /** {@code 55 live objects of 2 sites in 1 profile}. */
    private static String summary(Holders holders) {
        long objects =
                holders.sites().stream().mapToLong(site -> site.objects()).sum();
        return Quantity.of(objects, "live object") + " of "
                + Quantity.of(holders.sites().size(), "site") + " in "
                + Quantity.of(holders.profiles().size(), "profile");
    }
}
