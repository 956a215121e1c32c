package dev.customprofiles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads came with JDK 21")
class VirtualThreadTest {

    @Test
    void virtualThreadsAddAndRemoveLikeAnyOther() throws Exception {
        Profile profile = Profile.create("test.Virtual");
        int tasks = 1000;
        Queue<Object> values = new ConcurrentLinkedQueue<>();
        List<RecordedEvent> events = Recorded.events(profile, () -> {
            inVirtualThreads(tasks, () -> {
                Object value = new Object();
                values.add(value);
                profile.add(value);
            });
            assertEquals(tasks, profile.count());
            inVirtualThreads(tasks / 2, () -> profile.remove(values.poll()));
            assertEquals(tasks / 2, profile.count());
        });

        List<RecordedEvent> adds = Recorded.named("customprofiles.Add", events);
        assertEquals(tasks, adds.size());
        assertEquals(tasks / 2, Recorded.named("customprofiles.Remove", events).size());
        assertEquals("run", Recorded.methods(adds.get(0)).get(1));
    }

    /** By reflection, for the tests compile on JDK 17. */
    private static void inVirtualThreads(int tasks, Runnable task) throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            threads.add((Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
