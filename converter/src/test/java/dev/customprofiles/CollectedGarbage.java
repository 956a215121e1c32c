package dev.customprofiles;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/** Waits for the garbage collector. */
public final class CollectedGarbage {

    private CollectedGarbage() {}

    /**
     * Until every value that is unreachable by now is in the recorder's queue. The JVM takes cleared references over in batches
     * and enqueues each batch whole, so what was cleared before the first of two references is in its queue when the second is.
     */
    public static void await() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            ReferenceQueue<Object> queue = new ReferenceQueue<>();
            WeakReference<Object> reference = new WeakReference<>(new Object(), queue);
            while (queue.remove(10) != reference) {
                System.gc();
            }
        }
    }
}
