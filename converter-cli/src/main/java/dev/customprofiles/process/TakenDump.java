package dev.customprofiles.process;

import dev.customprofiles.heap.HeapDump;
import dev.customprofiles.holders.AddedSites;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.profile.SampleType;
import dev.customprofiles.reader.ProgressListener;
import dev.customprofiles.writer.IoReason;
import dev.customprofiles.writer.ValueText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A heap dump of a running process, taken when this is made, and deleted when this is closed or the tool is interrupted. */
public final class TakenDump implements AutoCloseable {

    private static final SampleType BYTES = SampleType.bytes("dump");

    /** What the collectors call the used part of the heap: {@code used 1234K}; in Shenandoah {@code 1234K used}. */
    private static final Pattern USED = Pattern.compile(
            "(?im)^ *(?!metaspace|class space)\\S.*?(?:\\bused (?=\\d+[KMG])|\\b(?=\\d+[KMG] used))(\\d+)([KMG])");

    /** A dump has 8 bytes for each reference where the JVM has 4, and a header for each object: at most so many times as large. */
    private static final int GROWTH = 2;

    /** How fast HotSpot writes a dump, from measurements with small objects. The process stands still meanwhile. */
    private static final long BYTES_PER_SECOND = 250_000_000;

    /** Collectors that do not collect for a dump, as others do. */
    private static final Pattern CONCURRENT = Pattern.compile("ZHeap|Shenandoah");

    private static final String DONE = "Heap dump file created";

    private final Path written;
    private final String name;
    private final Consumer<String> notes;
    private final Thread deleting = new Thread(this::delete);

    private TakenDump(Path written, String name, Consumer<String> notes) {
        this.written = written;
        this.name = name;
        this.notes = notes;
    }

    /**
     * Takes a dump of the live objects, which collects garbage before.
     *
     * @param notes receives a line about its size and duration before anything is done
     * @throws IOException with one line if it cannot be taken; nothing is left behind
     */
    public static TakenDump of(long pid, Consumer<String> notes) throws IOException {
        JavaProcess process = JavaProcess.of(pid, notes);
        Path named = Path.of("/tmp", "jfr2pprof-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".hprof");
        Path there = Path.of("/proc", Long.toString(pid), "root").resolve("tmp");
        Path written = Files.isDirectory(there) ? there.resolve(named.getFileName()) : named;
        String heap = process.command("GC.heap_info");
        long most = GROWTH * usedBytes(heap);
        long free = Files.getFileStore(written.getParent()).getUsableSpace();
        notes.accept("taking a heap dump of " + process.name() + ": up to " + ValueText.scaled(most, BYTES) + " in "
                + named.getParent() + ", and the process stands still for some "
                + Math.max(1, most / BYTES_PER_SECOND) + " s");
        if (free < most) {
            throw new IOException("a heap dump of " + process.name() + " may need " + ValueText.scaled(most, BYTES)
                    + ", and " + named.getParent() + " has only " + ValueText.scaled(free, BYTES));
        }
        TakenDump dump = new TakenDump(written, process.name(), notes);
        Runtime.getRuntime().addShutdownHook(dump.deleting);
        try {
            if (CONCURRENT.matcher(heap).find()) {
                process.commandThatTakesLong("GC.run");
            }
            String answer = process.commandThatTakesLong("GC.heap_dump " + named);
            if (answer.contains(DONE) && !Files.isReadable(written)) {
                throw new IOException("cannot read the heap dump that " + process.name() + " wrote to " + named);
            }
            if (!answer.contains(DONE)) {
                throw new IOException(process.name() + " wrote no heap dump: "
                        + answer.lines()
                                .map(String::strip)
                                .filter(line ->
                                        !line.isEmpty() && !line.matches("\\d+:") && !line.startsWith("Dumping"))
                                .findFirst()
                                .orElse("it says nothing"));
            }
            return dump;
        } catch (IOException | RuntimeException | Error e) {
            dump.close();
            throw e;
        }
    }

    private static long usedBytes(String heap) {
        Matcher used = USED.matcher(heap);
        long bytes = 0;
        while (used.find()) {
            int shift = switch (used.group(2)) {
                case "K", "k" -> 10;
                case "M", "m" -> 20;
                default -> 30;
            };
            bytes += Long.parseLong(used.group(1)) << shift;
        }
        return bytes;
    }

    /** Reads the dump. Failures name the process and not the file, which is soon gone. */
    public Holders read(ProgressListener progress) throws IOException {
        try {
            return HeapDump.read(written, progress, AddedSites.NONE);
        } catch (IOException e) {
            throw new IOException(e.getMessage().replace(written.toString(), name), e);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(deleting);
        } catch (IllegalStateException ending) {
            return; // the hook does it
        }
        delete();
    }

    private void delete() {
        try {
            Files.deleteIfExists(written);
        } catch (IOException e) {
            notes.accept("cannot delete " + written + ": " + IoReason.of(e));
        }
    }
}
