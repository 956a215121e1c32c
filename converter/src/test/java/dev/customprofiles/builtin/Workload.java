package dev.customprofiles.builtin;

import dev.customprofiles.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jfr.Recording;

/** A program that does something for every builtin profile, and records itself in two chunks with different settings. */
public final class Workload {

    /** What it tells of itself: when which of its {@code worker-} threads were alive. */
    public record Told(Instant at, int workers) {}

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Object MONITOR = new Object();
    private static final List<Object> KEPT = new ArrayList<>();
    private static volatile double sink;

    private Workload() {}

    /** Records itself on the JDK that runs the tests. */
    public static List<Told> record(Path file, String... options) throws IOException, InterruptedException {
        return record(ChildJvm.home(), file, options);
    }

    /**
     * Records itself.
     *
     * @param options {@code tlab}: the older allocation events, too; {@code dump}: thread dumps; {@code network}: sockets;
     *     {@code newer}: what came after JDK 17, if the JDK has it: virtual threads, samples of processor time
     */
    public static List<Told> record(Path home, Path file, String... options) throws IOException, InterruptedException {
        List<Object> arguments = new ArrayList<>(List.of(file));
        arguments.addAll(List.of(options));
        return ChildJvm.run(home, Workload.class, List.of("-Xmx64m", "-XX:+UseSerialGC"), arguments.toArray()).stream()
                .map(line -> line.split(" "))
                .map(words -> new Told(Instant.parse(words[0]), Integer.parseInt(words[1])))
                .toList();
    }

    public static void main(String[] arguments) throws Exception {
        List<String> options = List.of(arguments);
        Thread early = worker(0, new CountDownLatch(1));
        try (Recording recording = new Recording();
                Recording quicker = new Recording()) {
            for (String event :
                    new String[] {"DataLoss", "ActiveSetting", "ThreadStart", "ThreadEnd", "ThreadAllocationStatistics"
                    }) {
                recording.enable("jdk." + event);
            }
            for (String event : new String[] {
                "JavaMonitorEnter", "JavaMonitorWait", "ThreadPark", "ThreadSleep", "FileRead", "FileWrite", "FileForce"
            }) {
                recording.enable("jdk." + event).withThreshold(Duration.ZERO).withStackTrace();
            }
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(20));
            recording.enable("jdk.ObjectAllocationSample").with("throttle", "500/s");
            recording.enable("jdk.OldObjectSample").with("cutoff", "0 ns").withStackTrace();
            if (options.contains("tlab")) {
                recording.enable("jdk.ObjectAllocationInNewTLAB").withStackTrace();
                recording.enable("jdk.ObjectAllocationOutsideTLAB").withStackTrace();
            }
            if (options.contains("dump")) {
                recording.enable("jdk.ThreadDump").with("period", "beginChunk");
            }
            if (options.contains("newer")) {
                recording.enable("jdk.VirtualThreadStart");
                recording.enable("jdk.VirtualThreadEnd");
                recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO);
                recording.enable("jdk.CPUTimeSample").with("throttle", "2ms");
                recording.enable("jdk.CPUTimeSamplesLost");
            }
            if (options.contains("network")) {
                recording.enable("jdk.SocketRead").withThreshold(Duration.ZERO).with("throttle", "off");
                recording.enable("jdk.SocketWrite").withThreshold(Duration.ZERO).with("throttle", "off");
            }
            recording.start();
            work(options);
            quicker.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            quicker.start();
            work(options);
            early.interrupt();
            early.join();
            pause();
            tell(0);
            recording.stop();
            recording.dump(Path.of(arguments[0]));
        }
    }

    private static void work(List<String> options) throws Exception {
        boolean virtual = options.contains("newer") && Runtime.version().feature() >= 21;
        pause();
        tell(1);
        burn();
        allocate();
        contend();
        waitForThings();
        if (options.contains("network")) {
            talk();
        }
        if (virtual) {
            pin();
        }
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> workers = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            workers.add(worker(i, end));
        }
        if (virtual) {
            for (String name : new String[] {"worker-4", "worker-5"}) {
                workers.add(virtualThread(name, () -> await(end)));
            }
        }
        pause();
        tell(1 + workers.size());
        pause();
        end.countDown();
        for (Thread worker : workers) {
            worker.join();
        }
        pause();
        tell(1);
        pause();
    }

    private static void tell(int workers) {
        System.out.println(Instant.now() + " " + workers);
    }

    private static void pause() {
        LockSupport.parkNanos(15_000_000);
    }

    private static Thread worker(int number, CountDownLatch end) {
        Thread thread = new Thread(() -> await(end), "worker-" + number);
        thread.start();
        return thread;
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Thread.ofVirtual().name(name).start(task), which JDK 17 has not. */
    private static Thread virtualThread(String name, Runnable task) throws ReflectiveOperationException {
        Class<?> builder = Class.forName("java.lang.Thread$Builder");
        Object virtual = Thread.class.getMethod("ofVirtual").invoke(null);
        virtual = builder.getMethod("name", String.class).invoke(virtual, name);
        return (Thread) builder.getMethod("start", Runnable.class).invoke(virtual, task);
    }

    /** Frames of the JVM on the stack keep a virtual thread from leaving its carrier, in JDK 25 too. */
    private static void pin() throws Exception {
        virtualThread("pinned", Pinned::touch).join();
        virtualThread("sleeping", Workload::sleep).join();
        virtualThread("burning", Workload::burn).join();
    }

    /** Parks while its class is being initialized. */
    private static final class Pinned {
        static {
            pause();
        }

        static void touch() {}
    }

    /** Some bytes to and fro, through a socket's streams and through a channel. */
    private static void talk() throws Exception {
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            Thread echo = new Thread(() -> echo(server), "echo");
            echo.start();
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                for (int i = 0; i < 3; i++) {
                    socket.getOutputStream().write(new byte[10]);
                    socket.getInputStream().readNBytes(10);
                }
            }
            echo.join();
        }
    }

    private static void echo(ServerSocketChannel server) {
        try (SocketChannel channel = server.accept()) {
            ByteBuffer buffer = ByteBuffer.allocate(10);
            while (channel.read(buffer) > 0) {
                sleep();
                buffer.flip();
                channel.write(buffer);
                buffer.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void burn() {
        long end = System.nanoTime() + 400_000_000;
        while (System.nanoTime() < end) {
            sink += Math.sin(hard(sink)) + easy(sink);
        }
    }

    private static double hard(double seed) {
        double sum = seed;
        for (int i = 1; i < 30_000; i++) {
            sum += Math.sqrt(i + sum) / i;
        }
        return sum;
    }

    private static double easy(double seed) {
        double sum = seed;
        for (int i = 1; i < 5_000; i++) {
            sum += Math.cbrt(i + sum) / i;
        }
        return sum;
    }

    private static void allocate() {
        for (int i = 0; i < 20_000; i++) {
            byte[] small = new byte[2000 + i % 100];
            KEPT.add(i % 100 == 0 ? small : "");
            if (i % 4000 == 0) {
                KEPT.add(new int[200_000]);
            }
        }
    }

    /** All come to the locks at once, each time, so that they do get into each other's way. */
    private static void contend() throws InterruptedException {
        CyclicBarrier together = new CyclicBarrier(3);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < together.getParties(); i++) {
            threads.add(new Thread(() -> lockAndSleep(together), "contender-" + i));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void lockAndSleep(CyclicBarrier together) {
        for (int i = 0; i < 3; i++) {
            await(together);
            LOCK.lock();
            try {
                sleep();
            } finally {
                LOCK.unlock();
            }
            await(together);
            synchronized (MONITOR) {
                sleep();
            }
        }
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void waitForThings() throws Exception {
        synchronized (MONITOR) {
            MONITOR.wait(3);
        }
        Path file = Files.createTempFile("workload", null);
        try {
            Files.write(file, new byte[10_000]);
            Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }
}
