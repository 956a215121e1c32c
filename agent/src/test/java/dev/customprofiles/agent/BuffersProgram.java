package dev.customprofiles.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Takes memory outside the heap, and keeps three buffers of five. */
final class BuffersProgram {

    private static final List<Object> HELD = new ArrayList<>();

    private BuffersProgram() {}

    public static void main(String[] arguments) throws IOException {
        Rounds.run(BuffersProgram::round);
    }

    private static void round() throws Exception {
        for (int i = 0; i < 5; i++) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(1000); // direct
            ByteBuffer slice = buffer.slice(0, 10); // shares the memory
            if (i > 1) {
                HELD.add(buffer);
                HELD.add(slice);
            }
            ByteBuffer.allocate(1000); // in the heap
        }
        try {
            ByteBuffer.allocateDirect(-1); // nothing
            throw new IllegalStateException("did not fail");
        } catch (IllegalArgumentException expected) {
            collect();
        }
    }

    /** The recorder looks for collected values once a second. */
    private static void collect() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(500);
        }
    }
}
