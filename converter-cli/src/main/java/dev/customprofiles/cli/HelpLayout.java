package dev.customprofiles.cli;

import dev.customprofiles.text.LineWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Orders the sections of a help text and wraps its lines. Picocli breaks words such as {@code app.jfr} at the dot, so
 * it gets unlimited lines, which are wrapped at spaces afterwards.
 */
final class HelpLayout {

    /** Least width, at which examples and tables fit. */
    private static final int LEAST = 80;

    /** Longer than any text. */
    private static final int ENDLESS = 10_000;

    /** Indentation, a term, and the gap before its description. */
    private static final Pattern TERM = Pattern.compile(" *\\S.*?\\S? {2,}(?=\\S)");

    private static final Pattern INDENTATION = Pattern.compile(" *");
    private static final Pattern STYLE = Pattern.compile(LineWidth.STYLE);

    /** Width of the text before the first line of a synopsis. */
    private static final int USAGE = "Usage: ".length();

    private final LineWidth width;

    private HelpLayout(LineWidth width) {
        this.width = width;
    }

    /** Installs this layout for a command and its subcommands, as wide as the terminal, if stdout is one. */
    static void install(CommandLine commandLine, Stdout out) {
        int columns = out.isTerminal() ? Math.max(LEAST, out.width().columns()) : LEAST;
        HelpLayout layout = new HelpLayout(new LineWidth(columns));
        commandLine.setUsageHelpWidth(ENDLESS);
        layout.install(commandLine);
        commandLine.getSubcommands().values().forEach(layout::install);
    }

    private void install(CommandLine commandLine) {
        commandLine.setHelpSectionKeys(commandsFirst(commandLine.getHelpSectionKeys()));
        commandLine
                .getHelpSectionMap()
                .replaceAll((key, section) ->
                        help -> wrapped(section.render(help), key.equals(UsageMessageSpec.SECTION_KEY_SYNOPSIS)));
    }

    /** Moves commands to the top: help without a command is mostly used to find one. */
    private static List<String> commandsFirst(List<String> sections) {
        List<String> ordered = new ArrayList<>(sections);
        List<String> commands =
                List.of(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, UsageMessageSpec.SECTION_KEY_COMMAND_LIST);
        ordered.removeAll(commands);
        ordered.addAll(ordered.indexOf(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING), commands);
        return ordered;
    }

    private String wrapped(String section, boolean synopsis) {
        return section.lines().map(synopsis ? this::usage : this::described).collect(Collectors.joining("\n"))
                + (section.endsWith("\n") ? "\n" : "");
    }

    private String usage(String line) {
        // The first line follows a heading.
        int taken = line.startsWith(" ") ? 0 : USAGE;
        return new LineWidth(width.columns() - taken).wrapped(line, USAGE + 2);
    }

    private String described(String line) {
        return width.wrapped(line, indent(line));
    }

    /** Returns the indentation of continuation lines: below the start of the description. */
    private static int indent(String line) {
        String plain = STYLE.matcher(line).replaceAll("");
        Matcher term = TERM.matcher(plain);
        if (term.lookingAt()) {
            return term.end();
        }
        Matcher indentation = INDENTATION.matcher(plain);
        return indentation.lookingAt() ? indentation.end() : 0;
    }
}
