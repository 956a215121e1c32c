package dev.customprofiles.leaks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Programs that leak, and programs that do not, side by side in one JVM, each with a profile of its own:
 * {@code MadePrograms SEED SECONDS}. Prints the longest time in which it did not run, in thousandths of its time.
 */
final class MadePrograms {

    /** What a program does in a step. */
    private interface Step {
        void of(MadeProgram program);
    }

    private final long seed;
    private final Map<String, MadeProgram> programs = new LinkedHashMap<>();

    /** The method that adds what leaks, and its label, by program; none for a healthy one. */
    static Map<String, List<String>> leaks() {
        Map<String, List<String>> leaks = new TreeMap<>();
        leaks.put("leakFast", List.of("usual"));
        leaks.put("leakSlow", List.of("other"));
        leaks.put("leakVerySlow", List.of("other"));
        leaks.put("leakErrorPath", List.of("usual"));
        leaks.put("leakErrorPathElsewhere", List.of("other"));
        leaks.put("leakOneTenant", List.of("usual|tenant-3"));
        leaks.put("leakEachTenant", List.of("usual"));
        leaks.put("leakHandles", List.of("dropHandle"));
        leaks.put("leakFewHandles", List.of("dropHandle"));
        leaks.put("leakUnderBursts", List.of("usual"));
        leaks.put("leakUnderBurstsElsewhere", List.of("other"));
        leaks.put("leakCacheWithoutLimit", List.of("usual"));
        leaks.put("leakCacheBesideOthers", List.of("other"));
        leaks.put("leakTwo", List.of("other", "third"));
        leaks.put("leakTwoKinds", List.of("dropHandle", "other"));
        leaks.put("leakOneInTenThousand", List.of("usual"));
        leaks.put("leakSincePartOfTheTime", List.of("other"));
        leaks.put("leakInBatches", List.of("usual"));
        leaks.put("leakOnlyUnderLoad", List.of("usual"));
        leaks.put("leakUnderWaves", List.of("other"));
        leaks.put("leakBacklog", List.of("usual"));
        leaks.put("leakSlowingDown", List.of("other"));
        leaks.put("leakFromManyStacks", List.of("usual"));
        leaks.put("leakUntilExhausted", List.of("other"));
        leaks.put("leakUntilExhaustedAtOneSite", List.of("usual"));
        return leaks;
    }

    private MadePrograms(long seed) {
        this.seed = seed;
        leaking();
        leakingUntilExhausted();
        healthy();
    }

    private void program(String name, Step step) {
        programs.put(name, new MadeProgram(name, seed) {
            @Override
            void step() {
                step.of(this);
            }
        });
    }

    /** Something ordinary that comes and goes. */
    private static void traffic(MadeProgram p, double inAll) {
        for (int i = p.times(inAll); i > 0; i--) {
            p.usual(p.exponential(0.005));
        }
    }

    private void leaking() {
        program("leakFast", p -> {
            for (int i = p.times(2_000); i > 0; i--) {
                p.usual(p.random.nextInt(4) == 0 ? MadeProgram.EVER : p.exponential(0.005));
            }
        });
        program("leakSlow", p -> {
            traffic(p, 1_000);
            for (int i = p.times(30); i > 0; i--) {
                p.other(MadeProgram.EVER);
            }
        });
        program("leakVerySlow", p -> {
            traffic(p, 1_000);
            for (int i = p.times(20); i > 0; i--) {
                p.other(MadeProgram.EVER);
            }
        });
        program("leakErrorPath", p -> {
            for (int i = p.times(3_000); i > 0; i--) {
                p.usual(p.random.nextInt(100) == 0 ? MadeProgram.EVER : p.exponential(0.004));
            }
        });
        program("leakErrorPathElsewhere", p -> {
            traffic(p, 2_000);
            for (int i = p.times(20); i > 0; i--) {
                p.other(MadeProgram.EVER);
            }
        });
        program("leakOneTenant", p -> {
            for (int i = p.times(2_000); i > 0; i--) {
                int tenant = p.random.nextInt(8);
                boolean leaks = tenant == 3 && p.random.nextInt(5) == 0;
                p.usual(leaks ? MadeProgram.EVER : p.exponential(0.005), "tenant-" + tenant);
            }
        });
        program("leakEachTenant", p -> {
            for (int i = p.times(2_000); i > 0; i--) {
                boolean leaks = p.random.nextInt(20) == 0;
                p.usual(leaks ? MadeProgram.EVER : p.exponential(0.005), "tenant-" + p.random.nextInt(40));
            }
        });
        program("leakHandles", p -> {
            traffic(p, 500);
            for (int i = p.times(200); i > 0; i--) {
                p.dropHandle();
            }
        });
        program("leakFewHandles", p -> {
            traffic(p, 500);
            for (int i = p.times(15); i > 0; i--) {
                p.dropHandle();
            }
        });
        program("leakUnderBursts", p -> {
            boolean burst = (int) (p.now * 40) % 5 == 0;
            for (int i = p.times(burst ? 20_000 : 500); i > 0; i--) {
                p.usual(p.exponential(0.01));
            }
            for (int i = p.times(40); i > 0; i--) {
                p.usual(MadeProgram.EVER);
            }
        });
        program("leakUnderBurstsElsewhere", p -> {
            boolean burst = (int) (p.now * 40) % 5 == 0;
            for (int i = p.times(burst ? 20_000 : 500); i > 0; i--) {
                p.usual(p.exponential(0.01));
            }
            for (int i = p.times(25); i > 0; i--) {
                p.other(MadeProgram.EVER);
            }
        });
        program("leakCacheWithoutLimit", p -> {
            for (int i = p.times(300); i > 0; i--) {
                p.usual(MadeProgram.EVER);
            }
        });
        program("leakCacheBesideOthers", p -> {
            traffic(p, 1_000);
            for (int i = p.times(300); i > 0; i--) {
                p.other(MadeProgram.EVER);
            }
        });
        program("leakTwo", p -> {
            traffic(p, 1_000);
            for (int i = p.times(40); i > 0; i--) {
                p.other(MadeProgram.EVER);
            }
            for (int i = p.times(60); i > 0; i--) {
                p.third(p.random.nextInt(2) == 0 ? MadeProgram.EVER : p.exponential(0.004));
            }
        });
        program("leakTwoKinds", p -> {
            traffic(p, 1_000);
            for (int i = p.times(40); i > 0; i--) {
                p.other(MadeProgram.EVER);
                p.dropHandle();
            }
        });
        program("leakOneInTenThousand", p -> {
            for (int i = p.times(100_000); i > 0; i--) {
                p.usual(p.random.nextInt(10_000) == 0 ? MadeProgram.EVER : p.exponential(0.002));
            }
        });
        program("leakSincePartOfTheTime", p -> {
            traffic(p, 1_000);
            for (int i = p.now < 0.4 ? 0 : p.times(60); i > 0; i--) {
                p.other(MadeProgram.EVER);
            }
        });
        Map<MadeProgram, Integer> batches = new java.util.HashMap<>();
        program("leakInBatches", p -> {
            traffic(p, 500);
            if ((int) (p.now * 10) > batches.getOrDefault(p, 0)) {
                batches.put(p, (int) (p.now * 10));
                for (int i = 0; i < 20; i++) {
                    p.usual(i < 3 ? MadeProgram.EVER : p.exponential(0.01));
                }
            }
        });
        program("leakOnlyUnderLoad", p -> {
            double load = 1 + Math.sin(p.now * 6 * Math.PI);
            for (int i = p.times(2_000 * load); i > 0; i--) {
                boolean leaks = load > 1.5 && p.random.nextInt(30) == 0;
                p.usual(leaks ? MadeProgram.EVER : p.exponential(0.005));
            }
        });
        program("leakUnderWaves", p -> {
            double load = 1 + Math.sin(p.now * 4 * Math.PI);
            traffic(p, 3_000 * load);
            for (int i = p.times(30); i > 0; i--) {
                p.other(MadeProgram.EVER);
            }
        });
        Map<MadeProgram, Deque<Object>> queues = new java.util.HashMap<>();
        program("leakBacklog", p -> {
            Deque<Object> queue = queues.computeIfAbsent(p, absent -> new ArrayDeque<>());
            for (int i = p.times(3_000); i > 0; i--) {
                queue.add(p.usual(MadeProgram.EVER));
            }
            for (int i = p.times(2_400); i > 0 && !queue.isEmpty(); i--) {
                p.remove(queue.poll());
            }
        });
        program("leakSlowingDown", p -> {
            traffic(p, 1_000);
            for (int i = p.times(80 * (1 - 0.5 * p.now)); i > 0; i--) {
                p.other(MadeProgram.EVER);
            }
        });
    }

    /** A stack for each number: its bits are the methods in it. */
    private static void atStack(int number, int bits, Runnable last) {
        if (bits == 0) {
            last.run();
        } else if ((number & 1) == 0) {
            left(number >> 1, bits - 1, last);
        } else {
            right(number >> 1, bits - 1, last);
        }
    }

    private static void left(int number, int bits, Runnable last) {
        atStack(number, bits, last);
    }

    private static void right(int number, int bits, Runnable last) {
        atStack(number, bits, last);
    }

    private void leakingUntilExhausted() {
        program("leakFromManyStacks", p -> {
            for (int i = p.times(4_000); i > 0; i--) {
                boolean leaks = p.random.nextInt(40) == 0;
                atStack(p.random.nextInt(256), 8, () -> p.usual(leaks ? MadeProgram.EVER : p.exponential(0.004)));
            }
        });
        program("leakUntilExhausted", p -> {
            if (p.now < 0.25) {
                traffic(p, 8_000);
                for (int i = p.times(80); i > 0; i--) {
                    p.other(MadeProgram.EVER);
                }
            }
        });
        program("leakUntilExhaustedAtOneSite", p -> {
            for (int i = p.now < 0.25 ? p.times(8_000) : 0; i > 0; i--) {
                p.usual(p.random.nextInt(80) == 0 ? MadeProgram.EVER : p.exponential(0.005));
            }
        });
    }

    private void healthy() {
        program("healthyTraffic", p -> traffic(p, 3_000));
        program("healthyTwoSites", p -> {
            traffic(p, 1_000);
            for (int i = p.times(500); i > 0; i--) {
                p.other(p.exponential(0.02));
            }
        });
        program("healthyCacheThatWarms", p -> {
            for (int i = p.times(3_000 * Math.exp(-p.now * 8)); i > 0; i--) {
                p.usual(MadeProgram.EVER);
            }
        });
        program("healthyCacheThatWarmsBesideTraffic", p -> {
            traffic(p, 1_000);
            for (int i = p.times(2_000 * Math.exp(-p.now * 6)); i > 0; i--) {
                p.other(MadeProgram.EVER);
            }
        });
        Map<MadeProgram, ArrayList<Object>> kept = new java.util.HashMap<>();
        program("healthyCacheThatEvicts", p -> {
            ArrayList<Object> cache = kept.computeIfAbsent(p, absent -> new ArrayList<>());
            for (int i = p.times(3_000); i > 0; i--) {
                cache.add(p.usual(MadeProgram.EVER));
                if (cache.size() > 300) {
                    p.remove(cache.remove(0));
                }
            }
        });
        program("healthyCacheThatEvictsAtRandom", p -> {
            ArrayList<Object> cache = kept.computeIfAbsent(p, absent -> new ArrayList<>());
            for (int i = p.times(3_000); i > 0; i--) {
                cache.add(p.usual(MadeProgram.EVER));
                if (cache.size() > 200) {
                    p.remove(cache.remove(p.random.nextInt(cache.size())));
                }
            }
        });
        program("healthySteadyPool", p -> {
            ArrayList<Object> pool = kept.computeIfAbsent(p, absent -> new ArrayList<>());
            while (pool.size() < 10) {
                pool.add(p.other(MadeProgram.EVER));
            }
            traffic(p, 2_000); // borrowed ones
        });
        program("healthyPoolThatReplaces", p -> {
            ArrayList<Object> pool = kept.computeIfAbsent(p, absent -> new ArrayList<>());
            for (int i = pool.isEmpty() ? 0 : p.times(40); i > 0; i--) {
                p.remove(pool.remove(0));
            }
            while (pool.size() < 10) {
                pool.add(p.other(MadeProgram.EVER));
            }
            traffic(p, 1_000);
        });
        program("healthyBreathingPool", p -> {
            ArrayList<Object> pool = kept.computeIfAbsent(p, absent -> new ArrayList<>());
            double size = 10 + 20 * Math.max(0, Math.sin(p.now * 12 * Math.PI));
            while (pool.size() < size) {
                pool.add(p.usual(MadeProgram.EVER));
            }
            while (pool.size() > size + 1) {
                p.remove(pool.remove(pool.size() - 1));
            }
        });
        program("healthyBreathingPoolOldestOut", p -> {
            ArrayList<Object> pool = kept.computeIfAbsent(p, absent -> new ArrayList<>());
            double size = 10 + 20 * Math.max(0, Math.sin(p.now * 12 * Math.PI));
            while (pool.size() < size) {
                pool.add(p.usual(MadeProgram.EVER));
            }
            while (pool.size() > size + 1) {
                p.remove(pool.remove(0));
            }
        });
        program("healthyBatches", p -> {
            ArrayList<Object> batch = kept.computeIfAbsent(p, absent -> new ArrayList<>());
            double inBatch = p.now * 8 % 1;
            if (inBatch < 0.8) {
                for (int i = p.times(3_000); i > 0; i--) {
                    batch.add(p.usual(MadeProgram.EVER));
                }
            } else {
                batch.forEach(p::remove);
                batch.clear();
            }
        });
        program("healthyLargeBatches", p -> {
            ArrayList<Object> batch = kept.computeIfAbsent(p, absent -> new ArrayList<>());
            double inBatch = p.now * 3 % 1;
            if (inBatch < 0.5) {
                for (int i = p.times(2_000); i > 0; i--) {
                    batch.add(p.usual(MadeProgram.EVER));
                }
            } else if (inBatch > 0.9) {
                batch.forEach(p::remove);
                batch.clear();
            }
        });
        program("healthySessions", p -> {
            for (int i = p.times(2_000); i > 0; i--) {
                p.usual(p.random.nextInt(3) == 0 ? 0.08 : p.exponential(0.02));
            }
        });
        program("healthySessionsWithRareTimeOuts", p -> {
            for (int i = p.times(3_000); i > 0; i--) {
                p.usual(p.random.nextInt(50) == 0 ? 0.1 : p.exponential(0.005));
            }
        });
        program("healthyStartUp", p -> {
            ArrayList<Object> started = kept.computeIfAbsent(p, absent -> new ArrayList<>());
            while (started.size() < 200) {
                started.add(p.other(MadeProgram.EVER));
            }
            traffic(p, 1_000);
        });
        program("healthyStartUpAtOneSite", p -> {
            ArrayList<Object> started = kept.computeIfAbsent(p, absent -> new ArrayList<>());
            while (started.size() < 50) {
                started.add(p.usual(MadeProgram.EVER));
            }
            traffic(p, 1_000);
        });
        program("healthySlowStartUp", p -> {
            for (int i = p.now > 0.15 ? 0 : p.times(1_000); i > 0; i--) {
                p.other(MadeProgram.EVER);
            }
            traffic(p, 1_000);
        });
        program("healthyDayAndNight", p -> {
            double load = 1.1 + Math.sin(p.now * 4 * Math.PI);
            for (int i = p.times(3_000 * load); i > 0; i--) {
                p.usual(p.exponential(0.02));
            }
        });
        program("healthyMorning", p -> {
            for (int i = p.times(6_000 * p.now); i > 0; i--) {
                p.usual(p.exponential(0.02));
            }
        });
        program("healthyBurstAtTheEnd", p -> {
            traffic(p, 1_000);
            for (int i = p.now < 0.95 ? 0 : p.times(20_000); i > 0; i--) {
                p.usual(0.1);
            }
        });
        program("healthyBurstAtTheEndElsewhere", p -> {
            traffic(p, 1_000);
            for (int i = p.now < 0.9 ? 0 : p.times(10_000); i > 0; i--) {
                p.other(0.2);
            }
        });
        program("healthyHeavyTail", p -> {
            for (int i = p.times(2_000); i > 0; i--) {
                p.usual(0.002 / Math.pow(1 - p.random.nextDouble(), 1 / 1.5));
            }
        });
        program("healthyNoise", p -> {
            for (int i = p.times(200); i > 0; i--) {
                p.usual(p.exponential(0.05));
            }
        });
        program("healthyFew", p -> {
            for (int i = p.times(12); i > 0; i--) {
                p.usual(p.exponential(0.01));
            }
        });
    }

    public static void main(String[] arguments) throws Exception {
        MadePrograms made = new MadePrograms(Long.parseLong(arguments[0]));
        long nanos = TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[1]));
        long start = System.nanoTime();
        long collectAt = 0;
        double last = 0;
        double longest = 0;
        for (double now = 0; now < 1; now = Math.min(1, (double) (System.nanoTime() - start) / nanos)) {
            longest = Math.max(longest, now - last);
            last = now;
            for (MadeProgram program : made.programs.values()) {
                program.stepTo(now);
            }
            if (now > collectAt / 8.0) {
                System.gc(); // handles that nothing holds are noticed after a collection
                collectAt++;
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        System.out.println(Math.round(1000 * longest));
    }
}
