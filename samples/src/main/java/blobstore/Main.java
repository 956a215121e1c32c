package blobstore;

import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A thousand tasks open a blob each, and four out of five forget to close it. The program prints how many are open half
 * way and at the end. The recording has the same numbers, and where the blobs were opened. With an argument, the
 * program then keeps running like a service, until the end of its input.
 */
public final class Main {

    private static final int TASKS = 1000;

    /** Keeps them reachable, like a real leak in a cache or a map. */
    private static final List<Blob> FORGOTTEN = new ArrayList<>();

    private Main() {}

    public static void main(String[] args) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(50);
        List<Callable<Blob>> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            String name = "task-blob-" + i;
            boolean closes = i % 5 == 0;
            tasks.add(() -> {
                Blob blob = Blob.open(name);
                TimeUnit.MILLISECONDS.sleep(5); // the work
                if (closes) {
                    blob.close();
                }
                return blob;
            });
        }
        for (List<Callable<Blob>> half : List.of(tasks.subList(0, TASKS / 2), tasks.subList(TASKS / 2, TASKS))) {
            for (Future<Blob> done : workers.invokeAll(half)) {
                FORGOTTEN.add(done.get());
            }
            System.out.println(Blob.openBlobs() + " blobs open at " + Instant.now());
            TimeUnit.MILLISECONDS.sleep(500);
        }
        workers.shutdown();
        if (args.length > 0) {
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        System.out.println("last task was " + FORGOTTEN.get(TASKS - 1));
    }
}
