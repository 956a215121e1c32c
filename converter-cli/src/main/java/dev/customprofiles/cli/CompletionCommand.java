package dev.customprofiles.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Writes the completion script: picocli's, which completes commands, options and words, and ours, which looks up
 * values.
 */
@Command(
        name = "generate-completion",
        hidden = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Writes a completion script for bash and zsh to standard output.",
        synopsisHeading = "%nUsage: ",
        footerHeading = "%nExample usage:%n",
        footer = "  jfr2pprof generate-completion > jfr2pprof.bash")
final class CompletionCommand implements Callable<Integer> {

    private static final String VALUES = "completion.bash";

    @Spec
    private CommandSpec self;

    @Override
    public Integer call() throws IOException {
        CommandSpec root = self.root();
        String entry = "function _complete_" + root.name() + "() {\n";
        String script = AutoComplete.bash(root.name(), root.commandLine());
        if (!script.contains(entry)) {
            throw new IllegalStateException("picocli writes another script");
        }
        PrintWriter out = self.commandLine().getOut();
        out.print(script.replace(entry, entry + "  if _jfr2pprof_values; then return; fi\n"));
        out.print(values());
        out.flush();
        return ExitCode.DONE;
    }

    private static String values() throws IOException {
        try (InputStream in = CompletionCommand.class.getResourceAsStream(VALUES)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
