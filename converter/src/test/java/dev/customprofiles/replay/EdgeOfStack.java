package dev.customprofiles.replay;

import dev.customprofiles.Profile;

/** Adds and removes until the stack overflows, somewhere in the recorder, and prints how many objects are live in the end. */
final class EdgeOfStack {

    private static final Profile PROFILE = Profile.create("edge.Open");
    private static final Object[] VALUES = new Object[100_000];
    private static int next;

    private EdgeOfStack() {}

    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < VALUES.length; i++) {
            VALUES[i] = new Object();
            PROFILE.add(VALUES[i]);
        }
        for (int round = 0; round < 10; round++) {
            Thread thread = new Thread(null, EdgeOfStack::run, "deep", 200 * 1024);
            thread.start();
            thread.join();
        }
        System.out.println(PROFILE.count());
    }

    private static void run() {
        try {
            removeForEver();
        } catch (StackOverflowError expected) {
            return;
        }
    }

    private static void removeForEver() {
        PROFILE.remove(VALUES[next++]);
        removeForEver();
    }
}
