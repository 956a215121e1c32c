package dev.customprofiles.benchmarks.addremove;

import dev.customprofiles.benchmarks.Command;
import dev.customprofiles.benchmarks.Median;
import dev.customprofiles.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Compares the cost of a pair of adding and removing with that of other implementations. Each round runs every side
 * once in a JVM of its own, so a temporary disturbance of the machine affects all sides.
 */
public final class AddRemove {

    /** A line of the table. {@code recording} is null for what knows no recordings. */
    private record Side(String name, Class<?> benchmark, String recording) {}

    /** A claim: two sides, and the limit on the cost of the first relative to the second. */
    private record Claim(String name, String side, String of, double limit) {}

    private static final String GO = "Go pprof.Profile";
    private static final String BARE_MEMORY = "two bare events, in memory";
    private static final String BARE_DISK = "two bare events, to disk";
    private static final String ALWAYS_OFF = "profile, not recorded";
    private static final String ALWAYS_MEMORY = "profile, in memory";
    private static final String ALWAYS_DISK = "profile, to disk";
    private static final String NEVER_OFF = "profile, capture never, not recorded";
    private static final String NEVER_MEMORY = "profile, capture never, in memory";
    private static final String NEVER_DISK = "profile, capture never, to disk";

    private static final List<Side> SIDES = List.of(
            new Side(ALWAYS_OFF, ProfilePair.class, "off"),
            new Side("profile's handle, not recorded", HandlePair.class, "off"),
            new Side(NEVER_OFF, ProfilePairWithoutCapture.class, "off"),
            new Side("new Throwable()", ThrowablePair.class, null),
            new Side("ConcurrentHashMap of Throwables", MapPair.class, null),
            new Side("Netty 4.1 PARANOID", NettyPair.class, null),
            new Side(BARE_MEMORY, BareEventPair.class, "memory"),
            new Side(ALWAYS_MEMORY, ProfilePair.class, "memory"),
            new Side(NEVER_MEMORY, ProfilePairWithoutCapture.class, "memory"),
            new Side(BARE_DISK, BareEventPair.class, "disk"),
            new Side(ALWAYS_DISK, ProfilePair.class, "disk"),
            new Side(NEVER_DISK, ProfilePairWithoutCapture.class, "disk"));

    private static final List<Claim> CLAIMS = List.of(
            new Claim("not recorded / Go", ALWAYS_OFF, GO, 1),
            new Claim("not recorded / Netty", ALWAYS_OFF, "Netty 4.1 PARANOID", Double.NaN),
            new Claim("in memory / bare events", ALWAYS_MEMORY, BARE_MEMORY, 1.5),
            new Claim("to disk / bare events", ALWAYS_DISK, BARE_DISK, 1.5),
            new Claim("capture never, in memory / bare events", NEVER_MEMORY, BARE_MEMORY, 1.15),
            new Claim("capture never, to disk / bare events", NEVER_DISK, BARE_DISK, 1.15));

    private static final Pattern GO_LINE =
            Pattern.compile("BenchmarkPair/depth=(\\d+)(-2)?\\s.*\\s([\\d.]+) ns/pair.*");

    private final int rounds;
    private final List<Integer> threads = List.of(1, 2);
    private final List<Integer> depths;
    private final TimeValue warmup;
    private final TimeValue iteration;
    private final int iterations;

    /** Nanoseconds by side, threads and depth. */
    private final Map<String, List<Double>> nanos = new TreeMap<>();

    /**
     * @param quick whether to check only that everything works, instead of measuring
     * @param rounds how often each side is run, in a JVM of its own each time
     */
    public AddRemove(boolean quick, int rounds) {
        this.rounds = rounds;
        depths = quick ? List.of(30) : List.of(10, 30, 60);
        warmup = TimeValue.milliseconds(quick ? 200 : 2000);
        iteration = TimeValue.milliseconds(quick ? 200 : 500);
        iterations = quick ? 1 : 3;
    }

    /** Measures and prints. */
    public void run(Path goFolder) throws RunnerException, IOException, InterruptedException {
        for (int round = 0; round < rounds; round++) {
            for (Side side : SIDES) {
                for (int threadCount : threads) {
                    measure(side, threadCount);
                }
            }
            measureGo(goFolder);
            System.err.println("add and remove: round " + (round + 1) + " of " + rounds);
        }
        print();
    }

    private void measure(Side side, int threadCount) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(side.benchmark.getName() + ".") + "\\w+$")
                .param("depth", depths.stream().map(String::valueOf).toArray(String[]::new))
                .threads(threadCount)
                .forks(1)
                .warmupIterations(1)
                .warmupTime(warmup)
                .measurementIterations(iterations)
                .measurementTime(iteration)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        if (side.recording != null) {
            options.param("recording", side.recording);
        }
        for (RunResult result : new Runner(options.build()).run()) {
            int depth = Integer.parseInt(result.getParams().getParam("depth"));
            for (BenchmarkResult fork : result.getBenchmarkResults()) {
                for (IterationResult measured : fork.getIterationResults()) {
                    add(
                            side.name,
                            threadCount,
                            depth,
                            measured.getPrimaryResult().getScore());
                }
            }
        }
    }

    private void measureGo(Path folder) throws IOException, InterruptedException {
        if (!Command.exists("go")) {
            return;
        }
        String time = iterations * iteration.getTime() + "ms";
        List<String> command = List.of("go", "test", "-run", "NONE", "-bench", ".", "-cpu", "1,2", "-benchtime", time);
        for (String line : Command.run(command, folder).output().lines().toList()) {
            Matcher matcher = GO_LINE.matcher(line);
            if (matcher.matches()) {
                int depth = Integer.parseInt(matcher.group(1));
                add(GO, matcher.group(2) == null ? 1 : 2, depth, Double.parseDouble(matcher.group(3)));
            }
        }
    }

    private void add(String side, int threadCount, int depth, double value) {
        nanos.computeIfAbsent(key(side, threadCount, depth), absent -> new ArrayList<>())
                .add(value);
    }

    private double median(String side, int threadCount, int depth) {
        return Median.of(nanos.getOrDefault(key(side, threadCount, depth), List.of()));
    }

    private static String key(String side, int threadCount, int depth) {
        return side + '|' + threadCount + '|' + depth;
    }

    private void print() {
        List<String> columns = new ArrayList<>();
        for (int threadCount : threads) {
            for (int depth : depths) {
                columns.add(threadCount + (threadCount == 1 ? " thread, " : " threads, ") + depth);
            }
        }
        List<String> names = new ArrayList<>(SIDES.stream().map(Side::name).toList());
        names.add(3, GO);
        List<String> header = new ArrayList<>(List.of("ns"));
        header.addAll(columns);
        Table table = new Table(
                "Add and remove: nanoseconds of a pair as its thread sees it, by threads and depth of stack (median of "
                        + rounds * iterations + ")",
                header.toArray(String[]::new));
        for (String name : names) {
            List<String> row = new ArrayList<>(List.of(name));
            for (int threadCount : threads) {
                for (int depth : depths) {
                    row.add(Table.number(median(name, threadCount, depth)));
                }
            }
            table.row(row);
        }
        System.out.print(table);

        header.set(0, "ratio");
        header.add("wanted");
        Table ratios = new Table("Add and remove: ratios of these medians", header.toArray(String[]::new));
        for (Claim claim : CLAIMS) {
            List<String> row = new ArrayList<>(List.of(claim.name));
            for (int threadCount : threads) {
                for (int depth : depths) {
                    row.add(Table.number(
                            median(claim.side, threadCount, depth) / median(claim.of, threadCount, depth)));
                }
            }
            row.add(Double.isNaN(claim.limit) ? "" : "<= " + Table.number(claim.limit));
            ratios.row(row);
        }
        System.out.print(ratios);
    }
}
