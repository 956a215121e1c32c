package dev.customprofiles.cli;

import dev.customprofiles.writer.IoReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** Writes the manual page, from the descriptions of the commands. */
@Command(
        name = "generate-man-page",
        hidden = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Writes the manual page to standard output.",
        synopsisHeading = "%nUsage: ",
        footerHeading = "%nExample usage:%n",
        footer = "  jfr2pprof generate-man-page > jfr2pprof.1")
final class ManPageCommand implements Callable<Integer> {

    @Spec
    private CommandSpec self;

    private final StringBuilder page = new StringBuilder();

    @Override
    public Integer call() {
        CommandSpec root = self.root();
        line(".TH " + root.name().toUpperCase(Locale.ROOT) + " 1 \"\" \"" + text(Version.number()) + "\" \"\"");
        line(".SH NAME");
        line(text(root.name() + " - " + IoReason.lowerFirst(root.usageMessage().header()[0])));
        line(".SH SYNOPSIS");
        verbatim(List.of(root.usageMessage().customSynopsis()));
        line(".SH OPTIONS");
        options(root, List.of());
        line(".SH COMMANDS");
        root.subcommands().forEach((name, command) -> {
            CommandSpec spec = command.getCommandSpec();
            if (!spec.usageMessage().hidden()) {
                line(".SS " + text(name));
                line(text(spec.usageMessage().header()[0]));
                options(spec, root.options());
            }
        });
        line(".SH EXIT STATUS");
        root.usageMessage().exitCodeList().forEach((code, meaning) -> item(code, new String[] {meaning}));
        line(".SH EXAMPLES");
        verbatim(examples(root));
        self.commandLine().getOut().print(page);
        self.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    /** Returns the command lines in the examples of all commands. */
    static List<String> examples(CommandSpec root) {
        List<String> examples = new ArrayList<>(List.of(root.usageMessage().footer()));
        root.subcommands().values().stream()
                .map(command -> command.getCommandSpec().usageMessage())
                .filter(usage -> !usage.hidden())
                .forEach(usage -> examples.addAll(List.of(usage.footer())));
        return examples.stream().distinct().toList();
    }

    private void options(CommandSpec command, List<OptionSpec> known) {
        List<String> grouped = new ArrayList<>();
        List<ArgGroupSpec> headed = command.argGroups().stream()
                .filter(group -> group.heading() != null)
                .toList();
        for (ArgGroupSpec group : headed) {
            group.allOptionsNested().forEach(option -> grouped.add(option.longestName()));
        }
        List<String> said = known.stream().map(OptionSpec::longestName).toList();
        command.options().stream()
                .filter(option -> !option.hidden() && !said.contains(option.longestName()))
                .filter(option -> !grouped.contains(option.longestName()))
                .sorted(Comparator.comparingInt(OptionSpec::order))
                .forEach(this::option);
        for (ArgGroupSpec group : headed) {
            if (said.containsAll(grouped)) {
                continue;
            }
            line(".PP");
            line(text(formatted(group.heading()).strip()));
            group.allOptionsNested().forEach(this::option);
        }
    }

    private void option(OptionSpec option) {
        String names = String.join(", ", option.names());
        boolean valued = option.arity().max() > 0;
        item(valued ? names + "=" + option.paramLabel() : names, option.description());
    }

    private void item(String term, String[] description) {
        line(".TP");
        line("\\fB" + text(term) + "\\fR");
        List<String> table = new ArrayList<>();
        for (String part : description) {
            if (part.startsWith("  ")) {
                table.add(part);
            } else {
                line(text(formatted(part)));
            }
        }
        verbatim(table);
    }

    private void verbatim(List<String> lines) {
        if (!lines.isEmpty()) {
            line(".nf");
            lines.forEach(verbatim -> line(text(formatted(verbatim))));
            line(".fi");
        }
    }

    /** Formats text like picocli. */
    private static String formatted(String text) {
        return text.replace("%n", "\n").replace("%%", "%");
    }

    /** Escapes text for roff, in which a backslash is special, as is a dot or quote at the start of a line. */
    private static String text(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    private void line(String line) {
        page.append(line).append('\n');
    }
}
