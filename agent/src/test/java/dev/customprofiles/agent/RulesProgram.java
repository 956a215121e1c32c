package dev.customprofiles.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Uses what is in the {@link Library}, five times each, and ends two of five. */
final class RulesProgram {

    private static final List<Object> HELD = new ArrayList<>();

    private RulesProgram() {}

    public static void main(String[] arguments) throws IOException {
        Rounds.run(RulesProgram::round);
    }

    private static void round() {
        for (int i = 0; i < 5; i++) {
            keep(i, new Library.Base()); // Base
            keep(i, new Library.Derived()); // Derived
            fail(() -> new Library.Base(-1));
            fail(() -> new Library.Derived(-1));
            fail(() -> new Library.Derived(101)); // its Base was complete
            lease(i, new Library.Lessor("north").lease(10, "room")); // room
            lease(i, new Library.Lessor("south").lease(20, "hall")); // hall
            fail(() -> new Library.Lessor("west").lease(30, null));
            new Library.Lessor("east").lease(40, "");
            lease(i, Library.Lessor.longer(1, 2, "house", (short) 30)); // house
            Object given = new Object();
            new Library.Lessor("west").give((byte) 7, given); // given
            if (i < 2) {
                Library.Lessor.take(given);
                Library.Lessor.take(given);
                Library.Lessor.take(null);
            }
        }
    }

    private static void keep(int i, Library.Base base) {
        if (i < 2) {
            base.close();
            base.close();
        } else {
            HELD.add(base);
        }
    }

    private static void lease(int i, Library.Lease lease) {
        if (i < 2) {
            lease.end();
            lease.end();
        } else {
            HELD.add(lease);
        }
    }

    private static void fail(Runnable opening) {
        try {
            opening.run();
            throw new IllegalStateException("did not fail");
        } catch (IllegalArgumentException expected) {
            return;
        }
    }
}
