package dev.customprofiles.builtin;

import dev.customprofiles.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/** A program that records itself with thread dumps, between which threads start and end in batches. */
public final class ThreadsProgram {

    static final int BATCH = 20;

    private ThreadsProgram() {}

    /**
     * Records itself.
     *
     * @param period of {@code jdk.ThreadDump}
     */
    static void record(Path home, Path file, String period) throws IOException, InterruptedException {
        ChildJvm.run(home, ThreadsProgram.class, List.of("-Xmx64m", "-XX:+UseSerialGC"), file, period);
    }

    public static void main(String[] arguments) throws Exception {
        CountDownLatch old = new CountDownLatch(1);
        List<Thread> older = batch("old", old);
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ThreadStart").withStackTrace();
            recording.enable("jdk.ThreadEnd");
            recording.enable("jdk.ThreadDump").with("period", arguments[1]);
            recording.start();
            List<CountDownLatch> ends = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (String name : new String[] {"first", "second", "third"}) {
                CountDownLatch end = new CountDownLatch(1);
                ends.add(end);
                threads.addAll(batch(name, end));
                dump();
            }
            // A dump of the period may come late on a busy machine, and what ended before it is not seen.
            while (!hasDump(recording)) {
                Thread.sleep(10);
            }
            ends.get(0).countDown();
            join(threads.subList(0, BATCH));
            dump();
            ends.get(1).countDown();
            old.countDown();
            join(threads.subList(BATCH, 2 * BATCH));
            join(older);
            recording.stop();
            recording.dump(Path.of(arguments[0]));
            ends.get(2).countDown();
            join(threads);
        }
    }

    private static boolean hasDump(Recording recording) throws IOException {
        Path file = Files.createTempFile("threads", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .anyMatch(event -> event.getEventType().getName().equals("jdk.ThreadDump"));
        } finally {
            Files.delete(file);
        }
    }

    /** A second recording begins a chunk, and each chunk begins and ends with a dump if those are so. */
    private static void dump() {
        try (Recording rotation = new Recording()) {
            rotation.start();
        }
    }

    private static List<Thread> batch(String name, CountDownLatch end) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            Thread thread = new Thread(() -> await(end), name + "-" + i);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
