package dev.customprofiles.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.LivingJvm;
import dev.customprofiles.holders.AddedSites;
import dev.customprofiles.holders.HeldSite;
import dev.customprofiles.holders.HolderGroup;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.live.Frame;
import dev.customprofiles.reader.ProgressListener;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each holder of {@link HeldObjects} is found, with every object that it holds, in dumps of each kind. */
class HeldObjectsTest {

    /**
     * A dump of all objects. By line: profile, objects, hold, retained bytes with references of 4 and of 8 bytes; where they were added;
     * class; path; and what else there is.
     */
    private static final String HELD = """
            array: 1 strong 16|16; Undeployed.start; java.lang.Object; static Undeployed.OPEN > \
            java.util.ArrayList.elementData[]; loader thread "forgotten" > java.lang.Thread.contextClassLoader > \
            java.net.URLClassLoader.classes
            array: 5 strong 80|120; HeldObjects.array; HeldObjects$Thing; static HeldObjects.ARRAY[]
            classValue: 2 strong 32|48; HeldObjects$1.computeValue; HeldObjects$Thing; class value > \
            java.lang.ClassValue$ClassValueMap.value
            collected: 3 collected 0|0; HeldObjects.collected; HeldObjects$Thing; ; labels {soon=3}
            concurrentMap: 1000 strong 16000|24000; HeldObjects.concurrentMap; HeldObjects$Thing; static \
            HeldObjects.CONCURRENT_MAP > java.util.concurrent.ConcurrentHashMap.val
            connections: 3 strong 48|72; HeldObjects.connections; HeldObjects$Thing; static HeldObjects.CONNECTIONS > \
            java.util.ArrayList.elementData[]
            cycle: 2 nobody 32|48; HeldObjects.cycle; HeldObjects$Thing;
            deep: 1 strong 16|24; HeldObjects.deep; HeldObjects$Thing; static HeldObjects.UNREAD > \
            java.util.ArrayList.elementData[]
            entries: 1000 strong 16000|24000; HeldObjects.entries; HeldObjects$Thing; static HeldObjects.entries > \
            HeldObjects$Entry.link > HeldObjects$Link.next > HeldObjects$Entry.thing
            executorQueue: 6 strong 96|144; HeldObjects.executorQueue; HeldObjects$Thing; static HeldObjects.POOL > \
            java.util.concurrent.ThreadPoolExecutor.workQueue > java.util.concurrent.LinkedBlockingQueue.item > \
            HeldObjects$$Lambda.arg$1
            finalizer: 3 finalizer 48|72; HeldObjects.finalizer; HeldObjects$Thing; finalizer > HeldObjects$Finalized.thing
            handles: 2 strong 32|48; HeldObjects.handles; dev.customprofiles.Handle; static HeldObjects.HANDLES > \
            java.util.ArrayList.elementData[]
            hashMap: 1000 strong 16000|24000; HeldObjects.hashMap; HeldObjects$Thing; static HeldObjects.HASH_MAP > \
            java.util.HashMap.value
            inner: 2 strong 272|288; HeldObjects.inner; HeldObjects$Outer; static HeldObjects.INNERS > \
            java.util.ArrayList.elementData[] > HeldObjects$Outer$Inner.this$0
            labels: 10 strong 10320|10400; HeldObjects.labels; HeldObjects$Thing; static HeldObjects.LABELED > \
            java.util.ArrayList.elementData[]; labels {three=3, \u7dd1 other=6}; 1023 bytes
            lambda: 2 strong 32|48; HeldObjects.lambda; HeldObjects$Thing; static HeldObjects.LAMBDAS > \
            java.util.ArrayList.elementData[] > HeldObjects$$Lambda.arg$1
            linkedMap: 100 strong 1600|2400; HeldObjects.linkedMap; HeldObjects$Thing; static HeldObjects.LINKED_MAP > \
            java.util.LinkedHashMap.value
            listeners: 4 strong 64|96; HeldObjects.listeners; HeldObjects$Thing; static HeldObjects.LISTENERS > \
            java.util.concurrent.CopyOnWriteArrayList.array[] > HeldObjects$Listener.thing
            localVariable: 1 stack 16|24; HeldObjects.localVariable; HeldObjects$Thing; local variable of \
            HeldObjects.localVariable (line) in thread "worker"
            nestedMaps: 4 strong 64|96; HeldObjects.nestedMaps; HeldObjects$Thing; static HeldObjects.SESSIONS > \
            java.util.HashMap.value > HeldObjects$Session.attributes > java.util.HashMap.value
            nodes: 1000 strong 16000|24000; HeldObjects.nodes; HeldObjects$Thing; static HeldObjects.nodes > \
            HeldObjects$Node.thing
            old: 1 strong 16|24; HeldObjects.old; HeldObjects$Thing; static HeldObjects.OLD > java.util.ArrayList.elementData[]
            phantom: 2 nobody 32|48; HeldObjects.phantom; HeldObjects$Thing;
            primitives: 1 strong 0|0; HeldObjects.primitives; java.lang.Class; class
            primitives: 1 strong 104|112; HeldObjects.primitives; long[][]; static HeldObjects.PRIMITIVES > \
            java.util.ArrayList.elementData[]
            primitives: 1 strong 24|24; HeldObjects.primitives; boolean[]; static HeldObjects.PRIMITIVES > \
            java.util.ArrayList.elementData[]
            primitives: 1 strong 32|32; HeldObjects.primitives; byte[]; static HeldObjects.PRIMITIVES > \
            java.util.ArrayList.elementData[]
            queue: 1000 strong 16000|24000; HeldObjects.queue; HeldObjects$Thing; static HeldObjects.QUEUE > \
            java.util.concurrent.LinkedBlockingQueue.item
            scheduledQueue: 7 strong 112|168; HeldObjects.scheduledQueue; HeldObjects$Thing; static HeldObjects.SCHEDULE > \
            java.util.concurrent.ScheduledThreadPoolExecutor.callable > \
            java.util.concurrent.Executors$RunnableAdapter.task > \
            HeldObjects$$Lambda.arg$1
            soft: 2 soft 32|48; HeldObjects.soft; HeldObjects$Thing; static HeldObjects.SOFT > \
            java.util.ArrayList.elementData[] > java.lang.ref.SoftReference.referent
            statements: 3 strong 48|72; HeldObjects.connections; HeldObjects$Thing; static HeldObjects.CONNECTIONS > \
            java.util.ArrayList.elementData[] > HeldObjects$Thing.other
            threadLocal: 3 strong 48|72; HeldObjects.threadLocal; HeldObjects$Thing; thread "local-*" > \
            java.lang.Thread.threadLocals > java.lang.ThreadLocal$ThreadLocalMap.value
            treeMap: 1000 strong 16000|24000; HeldObjects.treeMap; HeldObjects$Thing; static HeldObjects.TREE_MAP > \
            java.util.TreeMap.value
            twiceFirst: 5 strong 4160|4200; HeldObjects.twice; HeldObjects$Thing; static HeldObjects.TWICE > \
            java.util.ArrayList.elementData[]
            twiceSecond: 5 strong 4160|4200; HeldObjects.twice; HeldObjects$Thing; static HeldObjects.TWICE > \
            java.util.ArrayList.elementData[]
            undeployed: 2 strong 240|240; Undeployed.start; byte[]; static Undeployed.OPEN > java.util.ArrayList.elementData[]; \
            loader thread "forgotten" > java.lang.Thread.contextClassLoader > java.net.URLClassLoader.classes
            unread: 3 strong 48|72; HeldObjects.unread; HeldObjects$Thing; static HeldObjects.UNREAD > \
            java.util.ArrayList.elementData[]
            weak: 2 nobody 32|48; HeldObjects.weak; HeldObjects$Thing;
            weakProfile: 1 strong 16|24; HeldObjects.weakProfile; HeldObjects$Thing; static HeldObjects.KEPT > \
            java.util.ArrayList.elementData[]
            withoutLines: 2 strong 32|48; HeldObjects.withoutLines; HeldObjects$Thing; static HeldObjects.WITHOUT_LINES > \
            java.util.ArrayList.elementData[]
            withoutLines: 2 strong 32|48; HeldObjects.withoutLines; HeldObjects$Thing; static HeldObjects.WITHOUT_LINES > \
            java.util.ArrayList.elementData[]
            """;

    /** What a collection before the dump finds. */
    private static final String GARBAGE = "cycle|finalizer|phantom|weak";

    /** In a heap of this size, nothing is collected unless the program asks for it. */
    private static final List<String> ROOMY = List.of("-Xms256m", "-Xmn200m", "-Xmx256m");

    @TempDir
    private Path folder;

    private static String all(int referenceBytes) {
        return HELD.replaceAll("(?m)^(\\w+: \\d+ \\w+ )(\\d+)\\|(\\d+)", "$1" + (referenceBytes == 4 ? "$2" : "$3"));
    }

    private static String collected(String text, String profiles) {
        return text.replaceAll(
                "(?m)^(" + profiles + "): (\\d+) \\w+ \\d+; (.*?); (.*?);.*$", "$1: $2 collected 0; $3; $4;");
    }

    private static String live(int referenceBytes) {
        return collected(all(referenceBytes), GARBAGE);
    }

    private static Holders read(Path dump) throws Exception {
        return HeapDump.read(dump, ProgressListener.NONE, AddedSites.NONE);
    }

    private static String text(Holders holders) {
        return holders.sites().stream()
                        .flatMap(site -> site.groups().stream().map(group -> text(site, group)))
                        .sorted()
                        .collect(Collectors.joining("\n"))
                        .replace("dev.customprofiles.heap.", "")
                        .replaceAll("lambda\\$(\\w+)\\$\\d+", "$1")
                + "\n";
    }

    private static String text(HeldSite site, HolderGroup group) {
        String text = site.profile() + ": " + group.objects() + " "
                + group.path().hold() + " "
                + group.retainedBytes() + "; " + site.site().frames().get(0).function() + "; "
                + group.path().objectClass() + "; "
                + String.join(" > ", group.path().steps()).replaceAll("\\(\\w+.java:\\d+\\)", "(line)")
                + (group.path().loader().isEmpty()
                        ? ""
                        : "; loader " + String.join(" > ", group.path().loader()))
                + (group.labels().isEmpty() ? "" : "; labels " + group.labels())
                + (site.unit() == null ? "" : "; " + group.weight() + " " + site.unit());
        return text.strip();
    }

    @ParameterizedTest
    @CsvSource({
        "-XX:+UseSerialGC, 4",
        "-XX:+UseG1GC, 4",
        "-XX:+UseParallelGC, 4",
        "-XX:+UseZGC, 8",
        "-XX:-UseCompressedOops, 8"
    })
    void everyHolderIsFoundWithItsObjects(String option, int referenceBytes) throws Exception {
        Path all = folder.resolve("all.hprof");
        Path live = folder.resolve("live.hprof");
        ChildJvm.run(HeldObjects.class, withRoom(option), all, live);
        if (option.contains("ZGC")) { // collects when it likes to
            assertEquals(live(referenceBytes), collected(text(read(all)), GARBAGE));
        } else {
            assertEquals(all(referenceBytes), text(read(all)));
        }
        assertEquals(live(referenceBytes), text(read(live)));
    }

    private static List<String> withRoom(String... options) {
        return Stream.concat(ROOMY.stream(), Stream.of(options)).toList();
    }

    @Test
    void soItIsInDumpsByJcmd() throws Exception {
        Process process = ChildJvm.start(HeldObjects.class, withRoom(), "wait");
        try {
            BufferedReader printed = process.inputReader();
            while (!printed.readLine().equals("ready")) {}
            Path all = dump(process, "-all");
            Path zipped = dump(process, "-gz=1");
            assertEquals(all(4), text(read(all)));
            assertEquals(live(4), text(read(zipped)));
        } finally {
            process.destroyForcibly();
        }
    }

    private Path dump(Process process, String option) throws Exception {
        Path file = folder.resolve(option.replaceAll("\\W", "") + ".hprof");
        String answer = LivingJvm.jcmd(process.pid(), "GC.heap_dump", option, file.toString());
        assertTrue(answer.contains("Heap dump file created"), answer);
        return file;
    }

    @Test
    void soItIsInTheDumpOfAJvmThatHasNoMemoryLeft() throws Exception {
        Path file = folder.resolve("memory.hprof");
        ChildJvm.run(
                HeldObjects.class,
                List.of("-Xmx32m", "-XX:+HeapDumpOnOutOfMemoryError", "-XX:HeapDumpPath=" + file),
                "memory");
        assertEquals(collected(live(4), "soft"), text(read(file)));
    }

    @Test
    void whereNoStacksAreTakenProfilesAndClassesRemain() throws Exception {
        Path live = folder.resolve("live.hprof");
        ChildJvm.run(HeldObjects.class, withRoom("-Dcustomprofiles.capture=never"), folder.resolve("all.hprof"), live);
        Holders holders = read(live);
        assertEquals(
                // One site where there are two elsewhere, with and without lines.
                live(4).replaceAll("(?m)^(\\w+: \\d+ \\w+ \\d+); .*?;", "$1; " + Frame.NO_STACK.function() + ";")
                        .replace("withoutLines: 2 strong 32", "withoutLines: 4 strong 64")
                        .lines()
                        .distinct()
                        .sorted()
                        .toList(),
                text(holders).lines().toList());
        assertEquals(0, holders.withoutStack());
    }

    @Test
    void stacksAndAgesAreThoseOfTheProgram() throws Exception {
        Path live = folder.resolve("live.hprof");
        List<String> printed = ChildJvm.run(HeldObjects.class, withRoom(), folder.resolve("all.hprof"), live);
        Holders holders = read(live);
        String[] old = printed.get(0).split(" ");
        HolderGroup group = site(holders, "old").groups().get(0);
        double ageMillis = group.oldestNanos() / 1e6;
        assertTrue(ageMillis <= holders.takenMillis() - Long.parseLong(old[1]) + 2, ageMillis + " " + printed);
        assertTrue(ageMillis >= holders.takenMillis() - Long.parseLong(old[2]) - 2, ageMillis + " " + printed);
        assertEquals(group.oldestNanos(), group.ageSumNanos());
        HolderGroup many = site(holders, "queue").groups().get(0);
        assertTrue(many.oldestNanos() > group.oldestNanos());
        assertTrue(many.ageSumNanos() > group.oldestNanos() * HeldObjects.MANY);
        assertTrue(many.ageSumNanos() < many.oldestNanos() * HeldObjects.MANY);

        assertEquals(0, holders.withoutStack());
        assertEquals(List.of("old", "main"), methods(site(holders, "old")));
        assertTrue(site(holders, "old").site().frames().stream().allMatch(frame -> frame.line() > 0));
        // Not read before the dump: the backtrace of the capture has no lines.
        assertEquals(List.of("unread", "main"), methods(site(holders, "unread")));
        assertTrue(site(holders, "unread").site().frames().stream().allMatch(frame -> frame.line() == 0));
        List<String> deep = new ArrayList<>(Collections.nCopies(HeldObjects.DEPTH, "deep"));
        deep.add("main");
        assertEquals(deep, methods(site(holders, "deep")));
        // Two were read, and two were not. They may be of other lines of the same methods, as they are here.
        List<HeldSite> both = holders.sites().stream()
                .filter(site -> site.profile().equals("withoutLines"))
                .toList();
        assertEquals(List.of(2L, 2L), both.stream().map(HeldSite::objects).toList());
        assertEquals(
                Set.of(true, false),
                both.stream()
                        .map(site -> site.site().frames().stream().allMatch(frame -> frame.line() > 0))
                        .collect(Collectors.toSet()));
    }

    private static HeldSite site(Holders holders, String profile) {
        List<HeldSite> sites = holders.sites().stream()
                .filter(site -> site.profile().equals(profile))
                .toList();
        assertEquals(1, sites.size(), profile);
        return sites.get(0);
    }

    private static List<String> methods(HeldSite site) {
        return site.site().frames().stream()
                .map(frame -> frame.function().replace(HeldObjects.class.getName() + ".", ""))
                .toList();
    }
}
