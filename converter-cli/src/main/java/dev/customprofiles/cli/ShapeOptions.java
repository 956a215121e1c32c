package dev.customprofiles.cli;

import dev.customprofiles.profile.Shaping;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.query.Answer;
import dev.customprofiles.writer.Grouping;
import dev.customprofiles.writer.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options of every command that shows a profile: which stacks to show, and in what detail. */
final class ShapeOptions {

    @Option(
            names = "--include",
            order = 7,
            paramLabel = "REGEX",
            description = "Only stacks with a function that has a match. Given more than once, one of them is enough.")
    private List<Pattern> include = new ArrayList<>();

    @Option(
            names = "--exclude",
            order = 7,
            paramLabel = "REGEX",
            description = "No stacks with a function that has a match. Given more than once, of any of them.")
    private List<Pattern> exclude = new ArrayList<>();

    @Option(
            names = "--hide",
            order = 7,
            paramLabel = "REGEX",
            description =
                    "Drop frames of functions that have a match, after stacks are chosen. Given more than once, of any"
                            + " of them.")
    private List<Pattern> hide = new ArrayList<>();

    @Option(names = "--lines", order = 7, description = "Tell frames of one function apart by line.")
    private boolean lines;

    @Option(names = "--functions", order = 7, description = "Do not tell frames of one function apart.")
    private boolean functions;

    @Option(
            names = "--max-depth",
            order = 7,
            paramLabel = "N",
            description = "Cut stacks to the N frames nearest to the leaf; the others become [truncated].")
    private Integer maxDepth;

    /** Returns a shape that only chooses stacks. Options that change them are a usage error. */
    Shaping choice(RecordingOptions recordings) {
        if (lines || functions || maxDepth != null || !hide.isEmpty()) {
            throw recordings.misuse("stacks are shown as they are here: --hide, --lines, --functions and --max-depth"
                    + " are for other commands");
        }
        return shaping(recordings);
    }

    /**
     * Returns the requested shape, with lines unless functions are requested. Contradictory options are a usage error.
     */
    Shaping shaping(RecordingOptions recordings) {
        if (lines && functions) {
            throw recordings.misuse("--lines and --functions contradict each other");
        }
        if (maxDepth != null && maxDepth < 1) {
            throw recordings.misuse("--max-depth is 1 or more, but was " + maxDepth);
        }
        return new Shaping(include, exclude, hide, !functions, maxDepth == null ? Shaping.WHOLE : maxDepth);
    }

    /**
     * Returns the meaning of the rows of a table: the chosen one, otherwise lines if {@code --lines} is given,
     * otherwise functions. Contradictory options are a usage error.
     *
     * @param chosen null if nothing is chosen
     */
    Grouping rows(Grouping chosen, RecordingOptions recordings) {
        Grouping rows = chosen != null ? chosen : lines ? Grouping.LINE : Grouping.FUNCTION;
        if (rows == Grouping.LINE && functions) {
            throw recordings.misuse("--by line and --functions contradict each other");
        }
        if (rows == Grouping.FUNCTION && lines) {
            throw recordings.misuse("--by function and --lines contradict each other");
        }
        return rows;
    }

    /** Returns the answer in a shape. If stacks were chosen, its summary has the rest. */
    static Answer apply(Shaping shaping, Answer answer) {
        StackProfile shaped = shaping.apply(answer.profile());
        return new Answer(
                shaped, answer.summary() + left(shaping, shaped), answer.losses(), answer.origin(), answer.files());
    }

    /** {@code , 4 left by --include}. */
    private static String left(Shaping shaping, StackProfile shaped) {
        if (!shaping.chooses()) {
            return "";
        }
        String options = Stream.of(
                        shaping.include().isEmpty() ? null : "--include",
                        shaping.exclude().isEmpty() ? null : "--exclude")
                .filter(option -> option != null)
                .collect(Collectors.joining(" and "));
        return ", " + ValueText.scaled(shaped.total(), shaped.shownType()) + " left by " + options;
    }
}
