package dev.customprofiles.agent;

import java.io.IOException;

/** The main loop of the test programs: a round of work for each byte on standard input, and a line on standard output after it. */
final class Rounds {

    /** One round. */
    interface Work {
        void run() throws Exception;
    }

    private Rounds() {}

    /** Does not return: threads that the work leaves running do not keep the JVM alive. */
    static void run(Work work) throws IOException {
        while (System.in.read() >= 0) {
            try {
                work.run();
                System.out.println("done");
            } catch (Exception failure) {
                System.out.println(failure);
            }
        }
        System.exit(0);
    }
}
