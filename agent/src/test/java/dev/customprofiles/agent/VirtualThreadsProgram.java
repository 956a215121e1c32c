package dev.customprofiles.agent;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** A thousand virtual threads: each takes a room, and two of five leave it, on another carrier thread as it may be. */
final class VirtualThreadsProgram {

    private static final List<Object> HELD = new CopyOnWriteArrayList<>();

    private VirtualThreadsProgram() {}

    public static void main(String[] arguments) throws IOException {
        Rounds.run(VirtualThreadsProgram::round);
    }

    private static void round() throws Exception {
        ExecutorService executor = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        List<? extends Future<?>> tasks = IntStream.range(0, 1000)
                .mapToObj(i -> executor.submit(() -> task(i)))
                .toList();
        for (Future<?> task : tasks) {
            task.get();
        }
    }

    private static Void task(int i) throws InterruptedException {
        Library.Lease lease = new Library.Lessor("north").lease(1, "room"); // room
        Thread.sleep(1);
        if (i % 5 < 2) {
            lease.end();
        } else {
            HELD.add(lease);
        }
        return null;
    }
}
