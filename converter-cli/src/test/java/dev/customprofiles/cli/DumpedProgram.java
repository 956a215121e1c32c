package dev.customprofiles.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.customprofiles.Profile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Opens three blobs, keeps them in a list, and writes a dump of its heap: {@code DumpedProgram FILE}. */
final class DumpedProgram {

    private static final List<Object> KEPT = new ArrayList<>();

    private DumpedProgram() {}

    public static void main(String[] args) throws IOException {
        Profile open = Profile.create("blobstore.Open");
        for (int i = 0; i < 3; i++) {
            StringBuilder blob = new StringBuilder();
            KEPT.add(blob);
            open.add(blob);
        }
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(args[0], true);
    }
}
