package dev.customprofiles.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.customprofiles.Profile;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sample {@code blobstore}, something else that is open, and then a heap dump into the file of the first argument. */
public final class HeldProgram {

    static final String READ = "blobstore.Read";

    private static final Map<String, Object> READERS = new HashMap<>();
    private static final List<Object> OTHERS = new ArrayList<>();

    private HeldProgram() {}

    public static void main(String[] arguments) throws Exception {
        blobstore.Main.main(new String[0]);
        Profile profile = Profile.builder(READ).unit("bytes").create();
        for (int i = 0; i < 3; i++) {
            read(profile, "reader " + i);
        }
        Object other = new Object();
        profile.add(other, 0, 5, null);
        OTHERS.add(other);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(arguments[0], true);
    }

    private static void read(Profile profile, String name) {
        Object reader = new Object();
        profile.add(reader, 0, 1_000, name);
        READERS.put(name, reader);
    }
}
