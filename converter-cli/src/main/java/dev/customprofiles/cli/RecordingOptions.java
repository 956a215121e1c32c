package dev.customprofiles.cli;

import dev.customprofiles.query.Input;
import dev.customprofiles.reader.ReadListener;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.writer.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The recordings that a command reads, and what every command has besides. */
final class RecordingOptions {

    private static final int NAMED = 3;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(
            paramLabel = "RECORDING...",
            hideParamSyntax = true,
            arity = "0..*",
            description = "JFR recordings of one application: files (.jfr, .jfr.gz), folders, or quoted globs.")
    private List<Path> recordings = new ArrayList<>();

    @Option(
            names = {"-q", "--quiet"},
            order = 9,
            description = "Say nothing on stderr but warnings and errors.")
    private boolean quiet;

    @Option(names = "--stacktrace", hidden = true, description = "Show where an error comes from.")
    private boolean stackTrace;

    boolean quiet() {
        return quiet;
    }

    List<Path> paths() {
        return recordings;
    }

    /** Opens them as one; the caller closes it. None at all is a usage error. */
    Recording open(Streams streams) throws IOException {
        if (recordings.isEmpty()) {
            throw misuse("no recording given, see '" + command.qualifiedName() + " --help'");
        }
        if (recordings.stream().anyMatch(path -> path.toString().isEmpty())) {
            throw misuse("the name of a recording is empty");
        }
        Recording recording = Recording.open(recordings, quiet ? ReadListener.NONE : streams.progress());
        if (!quiet) {
            recording.notices().forEach(notice -> streams.say("jfr2pprof: note: " + notice));
        }
        return recording;
    }

    /** An error of the user's at the command these options belong to. */
    ParameterException misuse(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** Before the work, and once more when folders and globs have become files. */
    void refuseOverwriting(Path output, List<Path> inputs) throws IOException {
        for (Path input : inputs) {
            if (Files.exists(output) && Files.exists(input) && Files.isSameFile(input, output)) {
                throw misuse("the output " + output + " is the recording itself");
            }
        }
    }

    /** The inputs as the user named them, in short. */
    String asGiven() {
        return inShort(recordings.stream().map(Path::toString).toList());
    }

    /** An open recording of these, for asking. */
    Input input(Recording recording) {
        return new Input(recording, asGiven(), origin());
    }

    Origin origin() {
        List<String> names = recordings.stream().map(RecordingOptions::name).toList();
        return new Origin(Version.tool(), application(names.get(0)), inShort(names));
    }

    private static String inShort(List<String> names) {
        String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
    }

    /** The last part of the path; of a folder such as {@code .} or {@code /}, what it really is. */
    private static String name(Path recording) {
        Path name = recording.toAbsolutePath().normalize().getFileName();
        return name == null ? "recording" : name.toString();
    }

    private static String application(String name) {
        String unzipped = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        String bare = unzipped.endsWith(".jfr") ? unzipped.substring(0, unzipped.length() - 4) : unzipped;
        return bare.isEmpty() ? "recording" : bare;
    }
}
