package dev.customprofiles.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Decodes the command line of this process, which the JVM decodes in the charset of the locale. */
final class Arguments {

    private static final String UNDECODED = "\ufffd";
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private Arguments() {}

    /**
     * Returns the arguments of {@code main}. If the JVM could not decode one, as in an ASCII locale, they are read
     * again as UTF-8. If that fails, or outside of Linux, they are returned as given.
     */
    static String[] ofProcess(String[] args) {
        if (!String.join("", args).contains(UNDECODED)) {
            return args;
        }
        try {
            return last(Files.readAllBytes(COMMAND_LINE), args);
        } catch (IOException e) {
            return args;
        }
    }

    /**
     * Returns the last arguments of a command line, as many as {@code args} has. Those before are the JVM's.
     *
     * @param commandLine the words in UTF-8, each terminated by a zero
     * @throws CharacterCodingException if it is not UTF-8
     */
    static String[] last(byte[] commandLine, String[] args) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(commandLine))
                .toString();
        List<String> words = List.of(text.split("\0", -1));
        // The last zero is followed by an empty word.
        int end = words.size() - 1;
        return end < args.length ? args : words.subList(end - args.length, end).toArray(String[]::new);
    }
}
