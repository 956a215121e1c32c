package dev.customprofiles.benchmarks.heap;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.customprofiles.Profile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills its heap and writes a dump of it: {@code Filled small|arrays NUMBER RECORDED FILE}. Small objects are lists of 100 nodes, each with an
 * Integer; arrays have a megabyte. A list holds the recorded objects.
 */
final class Filled {

    private static final int LENGTH = 100;
    private static final int MEGABYTE = 1 << 20;

    private record Node(Node next, Integer value) {}

    private record Session(byte[] data) {}

    private static final List<Object> HELD = new ArrayList<>();
    private static final List<Session> SESSIONS = new ArrayList<>();

    private Filled() {}

    public static void main(String[] args) throws IOException {
        int number = Integer.parseInt(args[1]);
        if (args[0].equals("small")) {
            for (int made = 0; made < number; ) {
                Node head = null;
                for (int i = 0; i < LENGTH; i++) {
                    head = new Node(head, made + 1_000); // beyond the cache of Integers
                    made += 2;
                }
                HELD.add(head);
            }
        } else {
            for (int i = 0; i < number; i++) {
                HELD.add(new byte[MEGABYTE]);
            }
        }
        Profile open = Profile.create("sessions.Open");
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            Session session = new Session(new byte[16]);
            SESSIONS.add(session);
            open.add(session);
        }
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(args[3], true);
    }
}
