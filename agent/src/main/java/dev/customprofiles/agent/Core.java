package dev.customprofiles.agent;

import dev.customprofiles.Retirement;
import dev.customprofiles.agent.Rule.Clause;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts rules in place, and takes them out again. */
public final class Core implements AutoCloseable {

    /** What the agent says of itself to tools: what is watched, or why nothing is. */
    private static final String STATE = "customprofiles.agent";

    /** How long after the start a rule that matches nothing is reported. */
    private static final long STARTUP_SECONDS = Long.getLong("customprofiles.agent.startup", 30);

    private final Instrumentation instrumentation;
    private final List<Rule> rules;
    private final Openings openings;
    private final Rewriter rewriter;

    private Core(Instrumentation instrumentation, List<Rule> rules, Pattern exclude) {
        this.instrumentation = instrumentation;
        this.rules = rules;
        this.openings = new Openings(rules, exclude);
        List<Rewriter.Numbered> clauses = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            for (Clause clause : rules.get(i).clauses()) {
                clauses.add(new Rewriter.Numbered(clause, Openings.what(i, clause)));
            }
        }
        this.rewriter = new Rewriter(clauses, openings);
    }

    /**
     * Puts the rules of the options in place of those that are there. Options that cannot be understood change nothing.
     *
     * @param isRunning whether the application runs already, so that its classes are loaded
     * @param before what takes out the rules that are there; null where there are none
     * @return what takes them out again; null where nothing is watched
     */
    public static AutoCloseable install(
            String text, Instrumentation instrumentation, boolean isRunning, AutoCloseable before) throws Exception {
        try {
            Options options = Options.parse(text);
            List<Rule> rules = rules(options);
            if (before != null) {
                before.close();
            }
            if (rules.isEmpty()) {
                System.clearProperty(STATE);
                return null;
            }
            Core core = withCapture(options.capture(), () -> new Core(instrumentation, rules, options.exclude()));
            core.install();
            core.reportLater(isRunning ? 0 : STARTUP_SECONDS);
            return core;
        } catch (BadOption wrong) {
            if (before != null) {
                say("watches what it did before: " + wrong.getMessage());
                return before;
            }
            say("nothing is watched: " + wrong.getMessage());
            System.setProperty(STATE, "nothing is watched: " + wrong.getMessage());
            return null;
        }
    }

    private static List<Rule> rules(Options options) throws BadOption, IOException {
        List<Rule> rules = new ArrayList<>();
        for (String preset : options.presets()) {
            rules.addAll(new RuleParser(preset).parse(Presets.text(preset)));
        }
        for (String given : options.rules()) {
            rules.addAll(given.startsWith("profile ") ? new RuleParser("rules").parse(given) : ofFile(given));
        }
        return rules;
    }

    private static List<Rule> ofFile(String file) throws BadOption {
        try {
            return new RuleParser(file).parse(Files.readString(Path.of(file)));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new BadOption("cannot read the rules in " + file + ": " + unreadable);
        }
    }

    private interface Making {
        Core make();
    }

    /** The recorder reads the property once, when it is first used. An application's own recorder does not see the option. */
    private static Core withCapture(String capture, Making making) {
        if (capture == null) {
            return making.make();
        }
        String before = System.setProperty("customprofiles.capture", capture);
        try {
            return making.make();
        } finally {
            if (before == null) {
                System.clearProperty("customprofiles.capture");
            } else {
                System.setProperty("customprofiles.capture", before);
            }
        }
    }

    private void install() throws ReflectiveOperationException {
        HookClass.connect(instrumentation, openings);
        instrumentation.addTransformer(rewriter, true);
        retransform();
        System.setProperty(
                STATE, "watches " + rules.stream().map(Rule::profile).distinct().collect(Collectors.joining(", ")));
    }

    /** Says which rules match nothing, once the application has had the time to load its classes. */
    private void reportLater(long seconds) {
        if (seconds <= 0) {
            report();
            return;
        }
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        Thread.sleep(seconds * 1000);
                        report();
                    } catch (InterruptedException ended) {
                        return;
                    }
                },
                "customprofiles agent",
                0,
                false);
        thread.setDaemon(true);
        thread.start();
    }

    private void report() {
        rewriter.tell(Core::say);
        Set<Clause> used = rewriter.used();
        for (Rule rule : rules) {
            boolean isExplained = false;
            for (Clause clause : rule.clauses()) {
                if (!used.contains(clause) && PlatformTypes.lacks(clause) && !hasAlternative(rule, clause)) {
                    isExplained |= clause.opens();
                    say(rule.profile() + ": this JDK has no such method: '" + clause + "'");
                }
            }
            if (!isExplained && rule.clauses().stream().filter(Clause::opens).noneMatch(used::contains)) {
                say(rule.profile() + ": no class that is loaded has what the rule opens");
            }
        }
    }

    /** Whether the rule has for the same class another clause that the JDK has: presets name methods of older and newer JDKs. */
    private static boolean hasAlternative(Rule rule, Clause clause) {
        return rule.clauses().stream()
                .anyMatch(other -> !other.equals(clause)
                        && other.type().equals(clause.type())
                        && other.opens() == clause.opens()
                        && !PlatformTypes.lacks(other));
    }

    /** Has loaded classes rewritten anew, with the rules that are in place now. */
    private void retransform() {
        List<Class<?>> concerned = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (!type.isArray() && instrumentation.isModifiableClass(type) && rewriter.mayConcern(type)) {
                concerned.add(type);
            }
        }
        if (concerned.isEmpty()) {
            return;
        }
        try {
            instrumentation.retransformClasses(concerned.toArray(new Class<?>[0]));
        } catch (UnmodifiableClassException | LinkageError | InternalError one) { // one of them: which?
            concerned.forEach(this::retransform);
        }
    }

    private void retransform(Class<?> type) {
        try {
            instrumentation.retransformClasses(type);
        } catch (UnmodifiableClassException | LinkageError | InternalError failure) {
            say(type.getName() + " is left as it is: " + failure);
        }
    }

    /** Takes the rules out: classes become what they were, and the recorder writes no more. */
    @Override
    public void close() throws ReflectiveOperationException {
        HookClass.disconnect(instrumentation);
        instrumentation.removeTransformer(rewriter);
        retransform();
        Retirement.retire();
        System.clearProperty(STATE);
    }

    static void say(String line) {
        System.err.println("customprofiles agent: " + line);
    }
}
