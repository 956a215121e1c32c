package dev.customprofiles.benchmarks.liveset;

import dev.customprofiles.Profile;

/**
 * Checks that removed objects leave nothing behind: {@code NoLeak PAIRS}. The heap in use is measured ten times on the
 * way. It must not have grown by more than one hundredth of a byte per pair since the first.
 */
public final class NoLeak {

    private static final int STEPS = 10;
    private static final int THREADS = 2;

    private NoLeak() {}

    public static void main(String[] args) throws InterruptedException {
        long pairs = Long.parseLong(args[0]);
        Profile profile = Profile.create("benchmark.Open");
        long first = 0;
        long last = 0;
        for (int step = 0; step < STEPS; step++) {
            Thread[] threads = new Thread[THREADS];
            for (int i = 0; i < THREADS; i++) {
                threads[i] = new Thread(() -> addAndRemove(profile, pairs / STEPS / THREADS));
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            last = Kept.heapInUse();
            first = step == 0 ? last : first;
        }
        System.out.println("heap-growth-bytes " + (last - first));
        System.out.println("objects-left " + profile.count());
        if (last - first > Math.max(pairs / 100, 100_000) || profile.count() > 0) {
            System.exit(1);
        }
    }

    private static void addAndRemove(Profile profile, long pairs) {
        for (long i = 0; i < pairs; i++) {
            Object value = new Object();
            profile.add(value);
            profile.remove(value);
        }
    }
}
