package dev.customprofiles.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The agent's options: {@code presets=jdbc,files;rules=FILE;exclude=REGEX;capture=always}. They are separated by semicolons or,
 * where a shell would need quotes for those, by commas: a comma also separates the values of {@code presets}.
 *
 * @param presets the names of presets, in the order given; empty where {@code none} was
 * @param rules files with rules of the user's own, or a rule itself, which begins with {@code profile}
 * @param exclude what is opened under a frame {@code class.method} in which this is found is left out; null for the default
 * @param capture as {@code -Dcustomprofiles.capture}; null if not given
 */
record Options(List<String> presets, List<String> rules, Pattern exclude, String capture) {

    private static final List<String> NAMES = List.of("presets", "rules", "exclude", "capture");
    private static final List<String> CAPTURES = List.of("always", "recording", "never");

    /** @throws BadOption with one line that says what is wrong */
    static Options parse(String text) throws BadOption {
        List<String> presets = new ArrayList<>();
        List<String> rules = new ArrayList<>();
        Pattern exclude = null;
        String capture = null;
        for (String option : split(text)) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            if (equals < 0 || !NAMES.contains(name)) {
                throw new BadOption("unknown option '" + name + "': there are " + String.join(", ", NAMES));
            }
            String value = option.substring(equals + 1).strip();
            switch (name) {
                case "presets" -> presets.addAll(presets(value));
                case "rules" -> rules.add(value);
                case "exclude" -> exclude = pattern(value);
                default -> {
                    if (!CAPTURES.contains(value)) {
                        throw new BadOption("capture is always, recording or never, but was '" + value + "'");
                    }
                    capture = value;
                }
            }
        }
        return new Options(List.copyOf(presets), List.copyOf(rules), exclude, capture);
    }

    /** What does not begin as an option goes on with the value of the one before. */
    private static List<String> split(String text) {
        List<String> options = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= text.length(); at++) {
            boolean ends = at == text.length() || ";,".indexOf(text.charAt(at)) >= 0 && beginsOption(text, at + 1);
            if (ends) {
                String option = text.substring(from, at).strip();
                if (!option.isEmpty()) {
                    options.add(option);
                }
                from = at + 1;
            }
        }
        return options;
    }

    private static boolean beginsOption(String text, int at) {
        String rest = text.substring(at).stripLeading();
        return rest.isEmpty() || NAMES.stream().anyMatch(name -> rest.startsWith(name + "="));
    }

    private static List<String> presets(String value) throws BadOption {
        List<String> presets = new ArrayList<>();
        for (String preset : value.split("[,;]")) {
            String name = preset.strip();
            if (!name.isEmpty() && !name.equals("none") && !Presets.NAMES.contains(name)) {
                throw new BadOption("no preset '" + name + "': there are " + String.join(", ", Presets.NAMES));
            }
            if (!name.isEmpty() && !name.equals("none")) {
                presets.add(name);
            }
        }
        return presets;
    }

    private static Pattern pattern(String value) throws BadOption {
        try {
            return Pattern.compile(value);
        } catch (PatternSyntaxException e) {
            throw new BadOption("exclude is not a regular expression: " + e.getDescription());
        }
    }
}
