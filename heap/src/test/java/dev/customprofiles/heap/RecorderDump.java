package dev.customprofiles.heap;

import dev.customprofiles.CollectedGarbage;
import dev.customprofiles.Profile;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a small dump with something of each kind that the recorder keeps. The dumps among the resources were made by it on JDK 17 with the
 * recorder of their time, with {@code -Xmx8m -XX:+UseSerialGC -Xshare:off --limit-modules java.base} to be small, and gzipped.
 */
public final class RecorderDump {

    private static final List<Object> HELD = new ArrayList<>();
    private static final List<SoftReference<Object>> SOFT = new ArrayList<>();

    private RecorderDump() {}

    /** The argument is the file. */
    public static void main(String[] arguments) throws Exception {
        Profile strong = Profile.builder("strong").unit("bytes").create();
        Profile weak = Profile.builder("weak").weak().create();
        for (int i = 0; i < 3; i++) {
            add(strong, new byte[10], i, "forgotten", i == 0);
            add(weak, new byte[10], i, null, i < 2);
        }
        SoftReference<Object> soft = new SoftReference<>(new byte[20]);
        strong.add(soft.get(), 0, 7, null);
        SOFT.add(soft);
        HELD.add(strong.track(0, 5, "handle"));
        CollectedGarbage.await();
        strong.count();
        readStacks();
        add(strong, new long[10], 100, null, true);
        // So the classes that the platform needs for its MXBeans are not in the dump.
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(ProcessHandle.current().pid()),
                        "GC.heap_dump",
                        arguments[0])
                .inheritIO()
                .start()
                .waitFor();
    }

    private static void add(Profile profile, Object value, long weight, String label, boolean isHeld) {
        profile.add(value, 0, weight, label);
        if (isHeld) {
            HELD.add(value);
        }
    }

    /** More objects than may wait for their stacks to be read: those added before have theirs. */
    private static void readStacks() {
        Profile displacing = Profile.create("displacing");
        for (int i = 0; i < 10_000; i++) {
            Object value = new Object();
            displacing.add(value);
            displacing.remove(value);
        }
    }
}
