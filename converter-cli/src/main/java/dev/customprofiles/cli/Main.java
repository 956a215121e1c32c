package dev.customprofiles.cli;

import dev.customprofiles.profile.Frameworks;
import dev.customprofiles.query.Label;
import dev.customprofiles.query.Nearest;
import dev.customprofiles.query.TimeExpression;
import dev.customprofiles.query.TimeSyntax;
import dev.customprofiles.reader.ProgressListener;
import dev.customprofiles.text.DurationText;
import dev.customprofiles.writer.Grouping;
import dev.customprofiles.writer.TopOrder;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;

/** The program {@code jfr2pprof}. */
public final class Main {

    private static final String COMPLETION = "generate-completion";
    private static final String MAN_PAGE = "generate-man-page";

    private static final List<String> COMMANDS = List.of(
            "leaks",
            "holders",
            "list",
            "top",
            "diff",
            "series",
            "timeline",
            "report",
            "serve",
            "help",
            COMPLETION,
            MAN_PAGE);

    /** Arguments that require all commands to be registered. */
    private static final Set<String> HELP = Set.of("help", "--help", "-h", COMPLETION, MAN_PAGE);

    /** Alone, these need no command line parser, which takes longer to start than the JVM. */
    private static final Set<String> VERSION = Set.of("--version", "-V");

    /**
     * Options that are hidden from the help of a command, because there they change nothing or are rejected. They exist
     * because commands share groups of options. Files and pages have lines, unless {@code --functions} is given.
     */
    private static final Map<String, List<String>> NOT_OFFERED = Map.of(
            "list", List.of("--lines", "--functions", "--max-depth", "--threads"),
            "timeline", List.of("--lines", "--functions", "--max-depth", "--threads"),
            "diff", List.of("--min-age", "--max-age"),
            "leaks", List.of("--min-age", "--max-age"),
            "holders", List.of("--hide", "--lines", "--functions", "--max-depth", "--watch", "--for", "--last"),
            "series", List.of("--lines"),
            "report", List.of("--lines"),
            "serve", List.of("--lines"),
            "jfr2pprof", List.of("--lines"));

    private Main() {}

    /** Runs the program and exits the JVM with its exit code. */
    public static void main(String[] args) {
        // Not a method reference, which would initialize the JDK's lambda machinery even for runs that do not need it.
        LongSupplier nanoTime = new LongSupplier() {
            @Override
            public long getAsLong() {
                return System.nanoTime();
            }
        };
        System.exit(run(Arguments.ofProcess(args), ofProcess(nanoTime)));
    }

    /**
     * Runs the program as if {@code out} were a pipe or a file, and returns its exit code: 0 done, 1 bad data or I/O, 2
     * usage, 3 done but incomplete, 4 done but a limit was exceeded. Every failure becomes a line on {@code err};
     * nothing is thrown.
     */
    public static int run(String[] args, OutputStream out, OutputStream err) {
        return run(args, new Stdout(out, false), err);
    }

    static int run(String[] args, Stdout out, OutputStream err) {
        return run(args, new Streams(out, words(err), ProgressListener.NONE));
    }

    /** Returns standard output and standard error. Progress is shown only on a terminal. */
    static Streams ofProcess(LongSupplier nanoTime) {
        PrintWriter err = words(new FileOutputStream(FileDescriptor.err));
        boolean watched = Terminal.isAt(Terminal.STDERR);
        return new Streams(Stdout.ofProcess(), err, watched ? new ProgressLine(err, nanoTime) : ProgressListener.NONE);
    }

    private static PrintWriter words(OutputStream err) {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    static int run(String[] args, Streams streams) {
        Failures failures = new Failures(streams, List.of(args).contains("--stacktrace"));
        try {
            if (args.length == 1 && VERSION.contains(args[0])) {
                Version.print(streams.out());
                return ExitCode.DONE;
            }
            CommandLine commandLine = commandLine(streams, List.of(args));
            failures.install(commandLine);
            if (args.length == 0) {
                commandLine.usage(streams.err(), Ansi.OFF);
                return ExitCode.USAGE;
            }
            return commandLine.execute(args);
        } catch (IOException | RuntimeException | Error e) {
            return failures.failed(e);
        }
    }

    private static CommandLine commandLine(Streams streams, List<String> args) {
        // Each command takes as long as starting the JVM, so those that are not mentioned are not registered. If a
        // command comes first, all options belong to it.
        boolean listed = args.isEmpty() || !Collections.disjoint(args, HELP);
        CommandLine commandLine = listed || !COMMANDS.contains(args.get(0))
                ? new CommandLine(new ConvertCommand(streams))
                : new CommandLine(CommandSpec.create().name("jfr2pprof"));
        for (String name : COMMANDS) {
            if (listed || args.contains(name)) {
                commandLine.addSubcommand(command(name, streams));
            }
        }
        if (listed) {
            HelpLayout.install(commandLine, streams.out());
            describeDump(commandLine.getSubcommands().get("holders").getCommandSpec());
            NOT_OFFERED.forEach(
                    (name, options) -> hide(commandLine.getSubcommands().getOrDefault(name, commandLine), options));
        }
        return commandLine
                .setOut(new PrintWriter(streams.out(), false, StandardCharsets.UTF_8))
                .setErr(streams.err())
                .setColorScheme(Help.defaultColorScheme(isColoured(streams) ? Ansi.ON : Ansi.OFF))
                // @1795440015123 is a TIME, not a file with arguments.
                .setExpandAtFiles(false)
                .registerConverter(TimeExpression.class, new Converter<>(TimeExpression.class))
                .registerConverter(Duration.class, new Converter<>(Duration.class))
                .registerConverter(Pattern.class, new Converter<>(Pattern.class))
                .registerConverter(Label.class, new Converter<>(Label.class))
                .registerConverter(Long.class, new Converter<>(Long.class))
                .registerConverter(Path.class, new Converter<>(Path.class))
                .registerConverter(Grouping.class, new Converter<>(Grouping.class))
                .registerConverter(Frameworks.class, new Converter<>(Frameworks.class))
                .registerConverter(TopOrder.class, new Converter<>(TopOrder.class))
                .setExecutionStrategy(parsed -> {
                    refuseMisplaced(parsed);
                    refuseMistyped(parsed);
                    refuseUnknownHelp(parsed);
                    return new RunLast().execute(parsed);
                });
    }

    /** What is shared by all commands means something else for the one that reads heap dumps. */
    private static void describeDump(CommandSpec holders) {
        PositionalParamSpec files = holders.positionalParameters().get(0);
        holders.remove(files);
        holders.addPositional(PositionalParamSpec.builder(files)
                .paramLabel("DUMP [RECORDING...]")
                .description(
                        "A heap dump (.hprof, also gzipped), and JFR recordings of the same process, in any order.")
                .build());
        OptionSpec pid = holders.findOption("--pid");
        holders.remove(pid);
        holders.addOption(OptionSpec.builder(pid)
                .description(
                        "Take a heap dump of a running JVM of this user, read it and delete it. The JVM stands still while"
                                + " it writes the dump; a note says for how long before.")
                .build());
    }

    private static void hide(CommandLine commandLine, List<String> options) {
        CommandSpec command = commandLine.getCommandSpec();
        for (String name : options) {
            OptionSpec option = command.findOption(name);
            command.remove(option);
            command.addOption(OptionSpec.builder(option).hidden(true).build());
        }
    }

    private static Object command(String name, Streams streams) {
        return switch (name) {
            case "leaks" -> new LeaksCommand(streams);
            case "holders" -> new HoldersCommand(streams);
            case "list" -> new ListCommand(streams);
            case "top" -> new TopCommand(streams);
            case "diff" -> new DiffCommand(streams);
            case "series" -> new SeriesCommand(streams);
            case "timeline" -> new TimelineCommand(streams);
            case "report" -> new ReportCommand(streams);
            case "serve" -> new ServeCommand(streams);
            case "help" -> new CommandLine.HelpCommand();
            case COMPLETION -> new CompletionCommand();
            case MAN_PAGE -> new ManPageCommand();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Only help has colours: neither data nor messages on standard error have. */
    private static boolean isColoured(Streams streams) {
        String noColor = System.getenv("NO_COLOR");
        return streams.out().isTerminal() && (noColor == null || noColor.isEmpty());
    }

    /**
     * Parses the types of our options. A single class, because a lambda for each would take longer to set up than most
     * command lines take to parse.
     */
    private record Converter<T>(Class<T> type) implements ITypeConverter<T> {

        @Override
        public T convert(String text) {
            return type.cast(parsed(text));
        }

        private Object parsed(String text) {
            if (type == Path.class) {
                return Path.of(text);
            }
            if (type == Long.class) {
                return processId(text);
            }
            if (type == Label.class) {
                return new Label(text);
            }
            if (type.isEnum()) {
                return word(text);
            }
            try {
                if (type == Frameworks.class) {
                    return text.equals("none") ? Frameworks.NONE : new Frameworks(List.of(text.split(",", -1)));
                }
                return type == TimeExpression.class
                        ? TimeSyntax.parse(text)
                        : type == Duration.class ? Duration.ofNanos(DurationText.parse(text)) : Label.pattern(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }

        private static long processId(String text) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("not the number of a process: '" + text + "' (jcmd lists them)");
            }
        }

        /** Parses the name of a constant. */
        private T word(String text) {
            T[] constants = type.getEnumConstants();
            List<String> words = words((Enum<?>[]) constants);
            if (!words.contains(text)) {
                throw new TypeConversionException(
                        "unknown word '" + text + "' (has: " + String.join(", ", words) + ")");
            }
            return constants[words.indexOf(text)];
        }
    }

    /** Returns the names of constants as typed by users. */
    static List<String> words(Enum<?>[] constants) {
        List<String> words = new ArrayList<>();
        for (Enum<?> constant : constants) {
            words.add(constant.name().toLowerCase(Locale.ROOT));
        }
        return words;
    }

    /** Rejects options before a command, which picocli would silently ignore. */
    private static void refuseMisplaced(ParseResult parsed) {
        if (!parsed.hasSubcommand() || parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested()) {
            return;
        }
        String command = parsed.subcommand().commandSpec().name();
        if (!parsed.originalArgs().get(0).equals(command)) {
            throw new ParameterException(
                    parsed.commandSpec().commandLine(), "'" + command + "' must be the first argument");
        }
    }

    /** Rejects help for an unknown command. */
    private static void refuseUnknownHelp(ParseResult parsed) {
        if (!parsed.hasSubcommand() || !parsed.subcommand().commandSpec().name().equals("help")) {
            return;
        }
        for (String word : parsed.subcommand().expandedArgs()) {
            if (!word.startsWith("-") && !COMMANDS.contains(word)) {
                List<String> known = COMMANDS.stream()
                        .filter(command -> !command.startsWith("generate-"))
                        .toList();
                throw new ParameterException(
                        parsed.commandSpec().commandLine(),
                        "no such command: " + word
                                + Nearest.to(word, known)
                                        .map(meant -> ", did you mean '" + meant + "'?")
                                        .orElse(" (has: " + String.join(", ", known) + ")"));
            }
        }
    }

    /** Rejects a mistyped command, which picocli takes for a recording. */
    private static void refuseMistyped(ParseResult parsed) {
        String word = parsed.originalArgs().get(0);
        if (parsed.hasSubcommand() || word.startsWith("-") || new File(word).exists()) {
            return;
        }
        Optional<String> meant = Nearest.to(word, COMMANDS);
        if (meant.isPresent()) {
            throw new ParameterException(
                    parsed.commandSpec().commandLine(),
                    "no such command or file: " + word + ", did you mean '" + meant.get() + "'?");
        }
    }
}
