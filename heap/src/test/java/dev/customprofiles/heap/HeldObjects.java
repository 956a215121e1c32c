package dev.customprofiles.heap;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.customprofiles.CollectedGarbage;
import dev.customprofiles.Handle;
import dev.customprofiles.Profile;
import java.lang.management.ManagementFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program with known holders, each in a method of its own and in a profile of that name. The first argument says how the dump is taken:
 * {@code wait} by others, once a line is printed; {@code memory} by the JVM, when the memory is used up; or it is a file for all objects, and
 * the second argument one for those that are reachable.
 */
public final class HeldObjects {

    /** The number of objects in maps, queues and lists. */
    static final int MANY = 1_000;

    /** How deep a stack is that is not read; HotSpot keeps 32 frames together. */
    static final int DEPTH = 100;

    private static final Map<Object, Object> HASH_MAP = new HashMap<>();
    private static final Map<Object, Object> CONCURRENT_MAP = new ConcurrentHashMap<>();
    private static final Map<Integer, Object> TREE_MAP = new TreeMap<>();
    private static final Map<Integer, Object> LINKED_MAP = new LinkedHashMap<>();
    private static final Object[] ARRAY = new Object[5];
    private static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
    private static final LinkedBlockingQueue<Object> QUEUE = new LinkedBlockingQueue<>();
    private static final List<Listener> LISTENERS = new CopyOnWriteArrayList<>();
    private static final List<Object> INNERS = new ArrayList<>();
    private static final List<Runnable> LAMBDAS = new ArrayList<>();
    private static final List<Reference<Object>> SOFT = new ArrayList<>();
    private static final List<Reference<Object>> WEAK = new ArrayList<>();
    private static final List<Reference<Object>> PHANTOM = new ArrayList<>();
    private static final ReferenceQueue<Object> PHANTOMS = new ReferenceQueue<>();
    private static final ExecutorService POOL = Executors.newFixedThreadPool(1, run -> daemon("pool-1", run));
    private static final ScheduledExecutorService SCHEDULE =
            Executors.newScheduledThreadPool(1, run -> daemon("schedule", run));
    private static final List<Object> LABELED = new ArrayList<>();
    private static final List<Object> PRIMITIVES = new ArrayList<>();
    private static final List<Object> HANDLES = new ArrayList<>();
    private static final List<Object> CONNECTIONS = new ArrayList<>();
    private static final List<Object> TWICE = new ArrayList<>();
    private static final List<Object> OLD = new ArrayList<>();
    private static final List<Object> WITHOUT_LINES = new ArrayList<>();
    private static final List<Object> UNREAD = new ArrayList<>();
    private static final List<Object> KEPT = new ArrayList<>();
    private static final List<byte[]> HOG = new ArrayList<>();
    private static final Map<Object, Object> SESSIONS = new HashMap<>();
    private static Node nodes;
    private static Entry entries;

    private static final ClassValue<Object> CLASS_VALUE = new ClassValue<>() {
        @Override
        protected Object computeValue(Class<?> type) {
            return added("classValue");
        }
    };

    private HeldObjects() {}

    /** 16 bytes, or 24 with references of 8 bytes, and what it refers to. */
    static final class Thing {
        Object other;
    }

    /** Several of them are in the same bucket, some buckets are lists, others trees. */
    private record Key(int number) {
        @Override
        public int hashCode() {
            return number % 3 == 0 ? 7 : number / 2;
        }
    }

    private static final class Listener {
        private final Thing thing;

        Listener(Thing thing) {
            this.thing = thing;
        }
    }

    private static final class Node {
        private final Thing thing;
        private final Node next;

        Node(Thing thing, Node next) {
            this.thing = thing;
            this.next = next;
        }
    }

    /** With {@link Link}, a list of two classes. */
    private static final class Entry {
        private Thing thing;
        private Link link;
    }

    private static final class Link {
        private Entry next;
    }

    private static final class Session {
        private final Map<Object, Object> attributes = new HashMap<>();
    }

    private static final class Outer {
        private final byte[] content = new byte[100];

        private final class Inner {
            int length() {
                return content.length;
            }
        }
    }

    private static final class Finalized {
        private final Thing thing;

        Finalized(Thing thing) {
            this.thing = thing;
        }

        @Override
        @SuppressWarnings({"deprecation", "removal"})
        protected void finalize() {
            park(thing);
        }
    }

    /** Makes all holders, and lets the dump be taken. */
    public static void main(String[] arguments) throws Exception {
        collected();
        weakProfile();
        hashMap();
        concurrentMap();
        treeMap();
        linkedMap();
        array();
        threadLocal();
        queue();
        listeners();
        inner();
        lambda();
        nodes();
        entries();
        nestedMaps();
        localVariable();
        executorQueue();
        scheduledQueue();
        labels();
        primitives();
        handles();
        connections();
        twice();
        old();
        withoutLines();
        classValue();
        undeployed();
        // Only a dump without a collection before has what is garbage from here on.
        finalizer();
        soft();
        weak();
        phantom();
        cycle();
        readStacks();
        withoutLines();
        unread();
        deep(DEPTH);
        switch (arguments[0]) {
            case "wait" -> {
                System.out.println("ready");
                if (System.in.read() < 0) {
                    return;
                }
            }
            case "memory" -> useUpMemory();
            default -> {
                HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
                bean.dumpHeap(arguments[0], false);
                System.gc(); // ZGC does not collect for the sake of a dump
                bean.dumpHeap(arguments[1], true);
            }
        }
    }

    private static void useUpMemory() {
        try {
            while (true) {
                HOG.add(new byte[1 << 20]);
            }
        } catch (OutOfMemoryError e) {
            HOG.clear();
        }
    }

    private static Profile profile(String name) {
        return Profile.getOrCreate(name);
    }

    /** Adds a new thing to a profile; the stack begins with the caller. */
    private static Thing added(String profile) {
        Thing thing = new Thing();
        profile(profile).add(thing, 1);
        return thing;
    }

    private static Thread daemon(String name, Runnable run) {
        Thread thread = new Thread(run, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs something that ends by calling {@link #park} in another thread, and waits until it does. */
    private static void inThread(String name, Runnable run) throws InterruptedException {
        Thread thread = daemon(name, run);
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
    }

    private static void park(Object held) {
        while (true) {
            LockSupport.park(held == null ? PHANTOMS : PHANTOM);
        }
    }

    /** More objects than may wait for their stacks to be read: those added before have theirs. */
    private static void readStacks() {
        Profile displacing = profile("displacing");
        for (int i = 0; i < 10_000; i++) {
            Object value = new Object();
            displacing.add(value);
            displacing.remove(value);
        }
    }

    private static void collected() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            profile("collected").add(new Thing(), 0, 1, "soon");
        }
        CollectedGarbage.await();
        profile("collected").count();
        profile("displacing").remove(added("displacing"));
    }

    private static void weakProfile() throws InterruptedException {
        Profile weak = Profile.builder("weakProfile").weak().create();
        for (int i = 0; i < 3; i++) {
            Thing thing = new Thing();
            weak.add(thing);
            if (i == 0) {
                KEPT.add(thing);
            }
        }
        CollectedGarbage.await();
    }

    private static void hashMap() {
        for (int i = 0; i < MANY; i++) {
            HASH_MAP.put(new Key(i), added("hashMap"));
        }
    }

    private static void concurrentMap() {
        for (int i = 0; i < MANY; i++) {
            CONCURRENT_MAP.put(new Key(i), added("concurrentMap"));
        }
    }

    private static void treeMap() {
        for (int i = 0; i < MANY; i++) {
            TREE_MAP.put(i, added("treeMap"));
        }
    }

    /** Each object can be reached by the table, and by the list in which the nodes are too; many keys are in one bucket. */
    private static void linkedMap() {
        for (int i = 0; i < 100; i++) {
            LINKED_MAP.put(i << 16, added("linkedMap"));
        }
    }

    private static void array() {
        for (int i = 0; i < ARRAY.length; i++) {
            ARRAY[i] = added("array");
        }
    }

    private static void threadLocal() throws InterruptedException {
        for (int i = 1; i <= 3; i++) {
            inThread("local-" + i, () -> {
                LOCAL.set(added("threadLocal"));
                park(null);
            });
        }
    }

    private static void queue() {
        for (int i = 0; i < MANY; i++) {
            QUEUE.add(added("queue"));
        }
    }

    private static void listeners() {
        for (int i = 0; i < 4; i++) {
            LISTENERS.add(new Listener(added("listeners")));
        }
    }

    private static void inner() {
        for (int i = 0; i < 2; i++) {
            Outer outer = new Outer();
            profile("inner").add(outer);
            Outer.Inner inner = outer.new Inner();
            if (inner.length() > 0) {
                INNERS.add(inner);
            }
        }
    }

    private static void lambda() {
        for (int i = 0; i < 2; i++) {
            Thing thing = added("lambda");
            LAMBDAS.add(() -> park(thing));
        }
    }

    private static void nodes() {
        for (int i = 0; i < MANY; i++) {
            nodes = new Node(added("nodes"), nodes);
        }
    }

    /** So long that a recursive method would have no stack left. */
    private static void entries() {
        for (int i = 0; i < 20 * MANY; i++) {
            Entry entry = new Entry();
            entry.link = new Link();
            entry.link.next = entries;
            entries = entry;
            if (i % 20 == 0) {
                entry.thing = added("entries");
            }
        }
    }

    private static void nestedMaps() {
        for (int i = 0; i < 4; i++) {
            Session session = new Session();
            session.attributes.put("thing", added("nestedMaps"));
            SESSIONS.put(i, session);
        }
    }

    private static void localVariable() throws InterruptedException {
        inThread("worker", () -> {
            Thing thing = added("localVariable");
            park(null);
            Reference.reachabilityFence(thing);
        });
    }

    private static void executorQueue() {
        POOL.execute(() -> park(null));
        for (int i = 0; i < 6; i++) {
            Thing thing = added("executorQueue");
            POOL.execute(() -> park(thing));
        }
    }

    private static void scheduledQueue() {
        for (int i = 0; i < 7; i++) {
            Thing thing = added("scheduledQueue");
            SCHEDULE.schedule(() -> park(thing), 1 + i, TimeUnit.HOURS);
        }
    }

    private static void labels() {
        Profile profile = Profile.builder("labels").unit("bytes").create();
        for (int i = 0; i < 10; i++) {
            Thing thing = new Thing();
            thing.other = new byte[1_000];
            profile.add(thing, 0, 1L << i, i == 0 ? null : i % 3 == 0 ? "three" : "\u7dd1 other");
            LABELED.add(thing);
        }
    }

    private static void primitives() {
        for (Object value : new Object[] {new byte[10], new long[2][3], new boolean[1], Thing.class}) {
            profile("primitives").add(value);
            PRIMITIVES.add(value);
        }
    }

    private static void handles() {
        for (int i = 0; i < 2; i++) {
            Handle handle = profile("handles").track();
            HANDLES.add(handle);
        }
    }

    /** The statement is held by the connection only. */
    private static void connections() {
        for (int i = 0; i < 3; i++) {
            Thing connection = added("connections");
            connection.other = added("statements");
            CONNECTIONS.add(connection);
        }
    }

    private static void classValue() {
        for (Class<?> type : List.of(String.class, Thing.class)) {
            CLASS_VALUE.get(type);
        }
    }

    private static void twice() {
        for (int i = 0; i < 5; i++) {
            Thing thing = new Thing();
            for (String profile : List.of("twiceSecond", "twiceFirst")) {
                profile(profile).add(thing);
            }
            thing.other = new long[100];
            TWICE.add(thing);
        }
    }

    /** Prints two times between which the object was added. */
    private static void old() throws InterruptedException {
        long before = System.currentTimeMillis();
        OLD.add(added("old"));
        System.out.println("old " + before + " " + System.currentTimeMillis());
        Thread.sleep(100);
    }

    /** Called before and after stacks are read. */
    private static void withoutLines() {
        for (int i = 0; i < 2; i++) {
            WITHOUT_LINES.add(added("withoutLines"));
        }
    }

    private static void unread() {
        for (int i = 0; i < 3; i++) {
            UNREAD.add(added("unread"));
        }
    }

    private static void deep(int depth) {
        if (depth > 1) {
            deep(depth - 1);
        } else {
            UNREAD.add(added("deep"));
        }
    }

    /** An application with a copy of the recorder of its own. A thread still has its class loader. */
    private static void undeployed() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        URLClassLoader loader =
                new URLClassLoader("undeployed", urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        loader.loadClass(Undeployed.class.getName()).getMethod("start").invoke(null);
        Thread thread = daemon("forgotten", () -> park(null));
        thread.setContextClassLoader(loader);
        thread.start();
    }

    private static void soft() {
        for (int i = 0; i < 2; i++) {
            SOFT.add(new SoftReference<>(added("soft")));
        }
    }

    private static void weak() {
        for (int i = 0; i < 2; i++) {
            WEAK.add(new WeakReference<>(added("weak")));
        }
    }

    private static void phantom() {
        for (int i = 0; i < 2; i++) {
            PHANTOM.add(new PhantomReference<>(added("phantom"), PHANTOMS));
        }
    }

    private static void cycle() {
        Thing[] things = new Thing[2];
        for (int i = 0; i < 2; i++) {
            things[i] = added("cycle");
        }
        things[0].other = things[1];
        things[1].other = things[0];
    }

    private static void finalizer() {
        for (int i = 0; i < 3; i++) {
            Finalized finalized = new Finalized(added("finalizer"));
            if (finalized.thing == null) {
                throw new AssertionError();
            }
        }
    }
}
