package dev.customprofiles.agent;

import dev.customprofiles.Profile;
import java.util.ArrayList;
import java.util.List;

/** An application that has a profile of its own, and uses a library that has none. */
public final class TenantProgram implements Runnable {

    private static final Profile OWN = Profile.getOrCreate("tenant.Own");
    private static final List<Object> HELD = new ArrayList<>();

    private final int times;

    private TenantProgram(int times) {
        this.times = times;
    }

    public static Runnable of(int times) {
        return new TenantProgram(times);
    }

    @Override
    public void run() {
        for (int i = 0; i < times; i++) {
            Library.Lease lease = new Library.Lessor("north").lease(1, "room"); // room
            OWN.add(lease); // own
            if (i < 2) {
                lease.end();
                OWN.remove(lease);
            } else {
                HELD.add(lease);
            }
        }
    }
}
