package dev.customprofiles.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.builtin.ThreadDumpText.Entry;
import dev.customprofiles.live.Frame;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadDumpTextTest {

    @Test
    void javaThreadsAreReadWithTheirStacks() {
        assertEquals(
                Map.of(
                        1L,
                        new Entry(
                                "main",
                                "996.51ms",
                                "java.lang.ProcessImpl",
                                false,
                                List.of(
                                        Frame.of("java.lang.Object", "wait", -1),
                                        Frame.of("java.lang.Object", "wait", 338),
                                        Frame.of("app.Main$$Lambda$14", "run", -1),
                                        Frame.of("app.Main", "<init>", 8))),
                        4L,
                        new Entry("Signal Dispatcher", null, null, false, List.of())),
                ThreadDumpText.parse("""
                        2026-11-23 16:46:42
                        Full thread dump OpenJDK 64-Bit Server VM (17.0.15 mixed mode, sharing):

                        "main" #1 prio=5 os_prio=0 cpu=996.51ms elapsed=6.73s tid=0x00007f nid=0x842 in Object.wait()  [0x00007f]
                           java.lang.Thread.State: WAITING (on object monitor)
                        	at java.lang.Object.wait(java.base@17.0.15/Native Method)
                        	- waiting on <0x000000069e50e020> (a java.lang.ProcessImpl)
                        	at java.lang.Object.wait(java.base@17.0.15/Object.java:338)
                        	at app.Main$$Lambda$14/0x0000000800c03000.run(Unknown ProfiledEvent)
                        	at app.Main.<init>(Main.java:8)

                        "Signal Dispatcher" #4 daemon prio=9 os_prio=0 tid=0x00007f nid=0x84f waiting on condition  [0x0000000000000000]
                           java.lang.Thread.State: RUNNABLE

                        "VM Thread" os_prio=0 cpu=1.00ms elapsed=6.60s tid=0x00007f nid=0x84a runnable

                        JNI global refs: 19, weak refs: 0
                        """).threads());
    }

    @Test
    void aNameMayHaveAnythingInIt() {
        Map<Long, Entry> threads = ThreadDumpText.parse("\"we\"ird\" #3 name\" #22 [6067] daemon prio=5 os_prio=0\n")
                .threads();
        assertEquals(Map.of(22L, new Entry("we\"ird\" #3 name", null, null, false, List.of())), threads);
    }

    @Test
    void aMountedVirtualThreadIsNotItsCarrier() {
        assertEquals(
                Map.of(
                        25L,
                        new Entry(
                                "ForkJoinPool-1-worker-1",
                                "571.05ms",
                                null,
                                false,
                                List.of(Frame.of("jdk.internal.vm.Continuation", "run", 251))),
                        24L,
                        new Entry("", null, null, false, List.of(Frame.of("D", "lambda$main$1", 5)))),
                ThreadDumpText.parse("""
                        "ForkJoinPool-1-worker-1" #25 [6069] daemon prio=5 os_prio=0 cpu=571.05ms tid=0x00007f  [0x00007f]
                           Carrying virtual thread #24
                        	at jdk.internal.vm.Continuation.run(java.base@25.0.3/Continuation.java:251)
                           Mounted virtual thread #24
                        	at D.lambda$main$1(D.java:5)
                        """).threads());
    }

    @Test
    void deadlocksAreCyclesOfNames() {
        ThreadDumpText dump = ThreadDumpText.parse("""
                "dead-1" #18 prio=5 os_prio=0 cpu=0.36ms elapsed=3.94s tid=0x00007f nid=0x6928 waiting for monitor entry  [0x00007f]
                   java.lang.Thread.State: BLOCKED (on object monitor)
                	at Dl.lambda$main$1(Dl.java:6)
                	- waiting to lock <0x000000069ed75fd0> (a java.lang.Object)
                	- locked <0x000000069ed75fc0> (a app.Account)

                Found one Java-level deadlock:
                =============================
                "dead-1":
                  waiting to lock monitor 0x00007f (object 0x000000069ed75fd0, a java.lang.Object),
                  which is held by "dead-2"

                "dead-2":
                  waiting for ownable synchronizer 0x000000069ed763c0, (a java.util.concurrent.locks.ReentrantLock$NonfairSync),
                  which is held by "dead-1"

                Java stack information for the threads listed above:
                ===================================================
                "dead-1":
                	at Dl.lambda$main$1(Dl.java:6)
                "dead-2":
                	at Dl.lambda$main$2(Dl.java:7)

                Found one Java-level deadlock:
                =============================
                "dead-3":
                  which is held by "dead-3"

                Found 2 deadlocks.
                """);
        assertEquals(List.of(List.of("dead-1", "dead-2"), List.of("dead-3")), dump.deadlocks());
        assertEquals(
                Map.of(
                        18L,
                        new Entry(
                                "dead-1",
                                "0.36ms",
                                "java.lang.Object",
                                true,
                                List.of(Frame.of("Dl", "lambda$main$1", 6)))),
                dump.threads());
    }

    @Test
    void garbageHasNoThreads() {
        assertEquals(Map.of(), ThreadDumpText.parse("").threads());
        assertEquals(
                Map.of(),
                ThreadDumpText.parse("\tat a.b(c.java:1)\n\"\n\"x\" #99999999999999999999 \n")
                        .threads());
    }
}
