package dev.customprofiles.cli;

import dev.customprofiles.query.Label;
import dev.customprofiles.query.Nearest;
import dev.customprofiles.query.TimeExpression;
import dev.customprofiles.query.TimeSyntax;
import dev.customprofiles.reader.ReadListener;
import dev.customprofiles.writer.DurationText;
import dev.customprofiles.writer.Grouping;
import dev.customprofiles.writer.TopOrder;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;

/** The program {@code jfr2pprof}. */
public final class Main {

    private static final String COMPLETION = "generate-completion";
    private static final String MAN_PAGE = "generate-man-page";

    /** The arguments for which all commands have to be there. */
    private static final Set<String> HELP = Set.of("help", "--help", "-h", COMPLETION, MAN_PAGE);

    private Main() {}

    /** Runs the program and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(run(Arguments.ofProcess(args), ofProcess(System::nanoTime)));
    }

    /**
     * Runs the program as if {@code out} were a pipe or a file, and returns its exit code: 0 done, 1 bad data or I/O, 2
     * usage, 3 done but incomplete. Whatever goes wrong becomes a line on {@code err}; nothing is thrown.
     */
    public static int run(String[] args, OutputStream out, OutputStream err) {
        return run(args, new Stdout(out, false), err);
    }

    static int run(String[] args, Stdout out, OutputStream err) {
        return run(args, new Streams(out, words(err), ReadListener.NONE));
    }

    /** Standard output and standard error; how far the reading has come is said to a terminal only. */
    static Streams ofProcess(LongSupplier nanoTime) {
        PrintWriter err = words(new FileOutputStream(FileDescriptor.err));
        boolean watched = Terminal.isAt(Terminal.STDERR);
        return new Streams(Stdout.ofProcess(), err, watched ? new ProgressLine(err, nanoTime) : ReadListener.NONE);
    }

    private static PrintWriter words(OutputStream err) {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    static int run(String[] args, Streams streams) {
        Failures failures = new Failures(streams, List.of(args).contains("--stacktrace"));
        try {
            CommandLine commandLine = commandLine(streams, List.of(args));
            failures.install(commandLine);
            if (args.length == 0) {
                commandLine.usage(streams.err(), Ansi.OFF);
                return ExitCode.USAGE;
            }
            return commandLine.execute(args);
        } catch (RuntimeException | Error e) {
            return failures.failed(e);
        }
    }

    private static CommandLine commandLine(Streams streams, List<String> args) {
        CommandLine commandLine = new CommandLine(new ConvertCommand(streams));
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("list", () -> new ListCommand(streams));
        commands.put("top", () -> new TopCommand(streams));
        commands.put("diff", () -> new DiffCommand(streams));
        commands.put("series", () -> new SeriesCommand(streams));
        commands.put("timeline", () -> new TimelineCommand(streams));
        commands.put("report", () -> new ReportCommand(streams));
        commands.put("serve", () -> new ServeCommand(streams));
        commands.put("help", CommandLine.HelpCommand::new);
        commands.put(COMPLETION, AutoComplete.GenerateCompletion::new);
        commands.put(MAN_PAGE, ManPageCommand::new);
        // Each costs as much time as starting the JVM, so those that nobody mentions are left out.
        boolean listed = args.isEmpty() || args.stream().anyMatch(HELP::contains);
        commands.forEach((name, command) -> {
            if (listed || args.contains(name)) {
                commandLine.addSubcommand(command.get());
            }
        });
        CommandLine completion = commandLine.getSubcommands().get(COMPLETION);
        if (completion != null) {
            completion.getCommandSpec().usageMessage().hidden(true);
        }
        return commandLine
                .setOut(new PrintWriter(streams.out(), false, StandardCharsets.UTF_8))
                .setErr(streams.err())
                .setColorScheme(Help.defaultColorScheme(isColoured(streams) ? Ansi.ON : Ansi.OFF))
                // @1795440015123 is a TIME, not a file of arguments.
                .setExpandAtFiles(false)
                .registerConverter(TimeExpression.class, typed(TimeSyntax::parse))
                .registerConverter(Duration.class, typed(text -> Duration.ofNanos(DurationText.parse(text))))
                .registerConverter(Pattern.class, typed(Label::pattern))
                .registerConverter(Label.class, Label::new)
                .registerConverter(Path.class, Path::of)
                .registerConverter(Grouping.class, word(Grouping.values()))
                .registerConverter(TopOrder.class, word(TopOrder.values()))
                .setExecutionStrategy(parsed -> {
                    refuseMisplaced(parsed);
                    refuseMistyped(parsed, commands.keySet());
                    return new RunLast().execute(parsed);
                });
    }

    /** Help only: data has no colours, and nor have words on standard error. */
    private static boolean isColoured(Streams streams) {
        String noColor = System.getenv("NO_COLOR");
        return streams.out().isTerminal() && (noColor == null || noColor.isEmpty());
    }

    /** A parser whose complaint is meant for the user. */
    private static <T> ITypeConverter<T> typed(Function<String, T> parser) {
        return text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    /** One of the words that constants are named with. */
    private static <E extends Enum<E>> ITypeConverter<E> word(E[] constants) {
        return text -> {
            List<String> words = words(constants);
            if (!words.contains(text)) {
                throw new TypeConversionException(
                        "unknown word '" + text + "' (has: " + String.join(", ", words) + ")");
            }
            return constants[words.indexOf(text)];
        };
    }

    /** The names of constants as a user types them. */
    static List<String> words(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** What stands before a command is not meant for it, and picocli would pass over it in silence. */
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

    /** What is no command is taken for a recording. */
    private static void refuseMistyped(ParseResult parsed, Set<String> commands) {
        String word = parsed.originalArgs().get(0);
        if (parsed.hasSubcommand() || word.startsWith("-") || new File(word).exists()) {
            return;
        }
        Optional<String> meant = Nearest.to(word, commands);
        if (meant.isPresent()) {
            throw new ParameterException(
                    parsed.commandSpec().commandLine(),
                    "no such command or file: " + word + ", did you mean '" + meant.get() + "'?");
        }
    }
}
