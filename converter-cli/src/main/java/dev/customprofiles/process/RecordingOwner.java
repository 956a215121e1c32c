package dev.customprofiles.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that reads a temporary recording, as encoded in the recording's name:
 * {@code jfr2pprof-PID-START-NAMESPACE}. A process id identifies a process only within a PID namespace, such as a
 * container, and only until it is reused.
 *
 * @param pid the process id
 * @param start the start time of the process, in a unit of the operating system
 * @param namespace the PID namespace; 0 if there are none
 */
record RecordingOwner(long pid, long start, long namespace) {

    private static final String PREFIX = "jfr2pprof-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-(\\d{1,18})-(\\d{1,18})");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Path PROC = Path.of("/proc");

    /** Field of {@code /proc/PID/stat}, counted from the end of the program's name, which is the last parenthesis. */
    private static final int START_FIELD = 20;

    static RecordingOwner current() {
        ProcessHandle self = ProcessHandle.current();
        return new RecordingOwner(self.pid(), started(self).orElse(0L), ownNamespace());
    }

    /** Returns the owner of a recording of ours; empty for other recordings and those of earlier versions. */
    static Optional<RecordingOwner> of(String recording) {
        Matcher name = NAME.matcher(recording);
        return name.matches()
                ? Optional.of(new RecordingOwner(
                        Long.parseLong(name.group(1)), Long.parseLong(name.group(2)), Long.parseLong(name.group(3))))
                : Optional.empty();
    }

    /** Returns whether a recording is one of ours, of any version. */
    static boolean isTemporary(String recording) {
        return recording.startsWith(PREFIX);
    }

    String recording() {
        return PREFIX + pid + "-" + start + "-" + namespace;
    }

    /** Returns whether the process has certainly ended; false if that cannot be known, as in another namespace. */
    boolean isGone() {
        if (namespace != ownNamespace() || !seesAll()) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isEmpty()) {
            return !Files.exists(PROC.resolve(Long.toString(pid)));
        }
        Optional<Long> now = started(process.get());
        return start != 0 && now.isPresent() && now.get() != start && hasOurClock(pid);
    }

    /** Returns whether {@code /proc} belongs to our namespace and shows processes of other users. */
    private static boolean seesAll() {
        if (!Files.isDirectory(PROC)) {
            return true;
        }
        try {
            String self = Files.readSymbolicLink(PROC.resolve("self")).toString();
            return self.equals(Long.toString(ProcessHandle.current().pid())) && Files.exists(PROC.resolve("1/stat"));
        } catch (IOException e) {
            return !Files.exists(PROC.resolve("self"));
        }
    }

    /** Returns whether our clock applies: a time namespace shifts the start times of processes. */
    private static boolean hasOurClock(long pid) {
        return link(PROC.resolve(pid + "/ns/time")).equals(link(PROC.resolve("self/ns/time")));
    }

    private static long ownNamespace() {
        Matcher inode = NUMBER.matcher(link(PROC.resolve("self/ns/pid")));
        return inode.find() ? Long.parseLong(inode.group()) : 0;
    }

    /** Returns the target of a link; empty if there is none, or it may not be read. */
    private static String link(Path path) {
        try {
            return Files.readSymbolicLink(path).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static Optional<Long> started(ProcessHandle process) {
        Path stat = PROC.resolve(process.pid() + "/stat");
        if (!Files.isDirectory(PROC)) {
            return process.info().startInstant().map(start -> start.toEpochMilli());
        }
        try {
            String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
            String[] fields = text.substring(text.lastIndexOf(')') + 1).split(" ");
            return Optional.of(Long.parseLong(fields[START_FIELD]));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
