package dev.customprofiles.benchmarks.serving;

import dev.customprofiles.benchmarks.Command;
import dev.customprofiles.benchmarks.Median;
import dev.customprofiles.benchmarks.Rounds;
import dev.customprofiles.benchmarks.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Measures what it costs to be observed for an application that adds and removes 100,000 objects a second:
 * {@code Serving JFR2PPROF [--quick] [--rounds N]}. Each round runs equally long without and with
 * {@code jfr2pprof serve --pid}, which is asked for the profile once a second; once for an application that is not
 * recording, and once for one that is.
 */
public final class Serving {

    private static final String PAIRS = "100000";

    /**
     * @param cpuMicros the application's processor time of a pair
     * @param toolMillis that of the tool in a second
     * @param pairs how many there were in a second
     * @param longestMillis how long the longest one took
     */
    private record Phase(double cpuMicros, double toolMillis, double pairs, double longestMillis) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final String jfr2pprof;
    private final int seconds;

    private Serving(String jfr2pprof, int seconds) {
        this.jfr2pprof = jfr2pprof;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        boolean quick = List.of(args).contains("--quick");
        int rounds = Rounds.of(args, quick);
        Serving serving = new Serving(args[0], quick ? 2 : 6);
        Table table = new Table(
                "100,000 pairs a second, medians of " + rounds + " rounds; not served, and served",
                "application",
                "processor us per pair",
                "served",
                "ratio of a round",
                "pairs/s",
                "served",
                "longest pair, ms",
                "served",
                "the tool's processor ms/s");
        serving.measure(table, "records nothing", List.of(), rounds);
        serving.measure(table, "records already", List.of("-XX:StartFlightRecording:maxsize=250m"), rounds);
        System.out.println(table);
    }

    private void measure(Table table, String name, List<String> options, int rounds)
            throws IOException, InterruptedException {
        List<String> jvm = new ArrayList<>(List.of("-Xmx512m", "-Xlog:disable"));
        jvm.addAll(options);
        Process load = new ProcessBuilder(Command.java(jvm, Load.class, PAIRS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = load.inputReader()) {
            List<Phase> without = new ArrayList<>();
            List<Phase> with = new ArrayList<>();
            pass(load, null, null, lines);
            for (int round = 0; round < rounds; round++) {
                without.add(pass(load, null, null, lines));
                with.add(served(load, lines));
            }
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                ratios.add(with.get(round).cpuMicros / without.get(round).cpuMicros);
            }
            table.row(
                    name,
                    median(without, Phase::cpuMicros),
                    median(with, Phase::cpuMicros),
                    Table.number(Median.of(ratios)),
                    median(without, Phase::pairs),
                    median(with, Phase::pairs),
                    median(without, Phase::longestMillis),
                    median(with, Phase::longestMillis),
                    median(with, Phase::toolMillis));
        } finally {
            load.destroyForcibly().waitFor();
        }
    }

    private static String median(List<Phase> phases, ToDoubleFunction<Phase> figure) {
        return Table.number(
                Median.of(phases.stream().mapToDouble(figure).boxed().toList()));
    }

    private Phase served(Process load, BufferedReader lines) throws IOException, InterruptedException {
        Process tool = new ProcessBuilder(jfr2pprof, "serve", "--port", "0", "--pid", Long.toString(load.pid()))
                .redirectErrorStream(true)
                .start();
        try {
            String url = tool.inputReader()
                    .lines()
                    .filter(line -> line.contains(" on http://"))
                    .map(line -> line.substring(line.indexOf("http://")))
                    .findFirst()
                    .orElseThrow(() -> new IOException("not served"));
            return pass(load, tool, url, lines);
        } finally {
            tool.destroy();
            tool.waitFor(1, TimeUnit.MINUTES);
        }
    }

    /** A line of the application's a second; the first ends what was before. */
    private Phase pass(Process load, Process tool, String url, BufferedReader lines)
            throws IOException, InterruptedException {
        while (lines.ready()) {
            lines.readLine();
        }
        lines.readLine();
        long start = System.nanoTime();
        double cpu = cpuMillis(load);
        double toolCpu = tool == null ? 0 : cpuMillis(tool);
        double pairs = 0;
        double longest = 0;
        for (int i = 0; i < seconds; i++) {
            if (url != null) {
                ask(url);
            }
            String[] figures = lines.readLine().split(" ");
            pairs += Double.parseDouble(figures[0]);
            longest = Math.max(longest, Double.parseDouble(figures[1]));
        }
        double passed = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
        return new Phase(
                (cpuMillis(load) - cpu) * 1000 / pairs,
                tool == null ? Double.NaN : (cpuMillis(tool) - toolCpu) / passed,
                pairs / passed,
                longest / 1000);
    }

    private void ask(String url) throws InterruptedException {
        try {
            int code = client.send(
                            HttpRequest.newBuilder(URI.create(url + "benchmark.Open"))
                                    .timeout(Duration.ofMinutes(1))
                                    .build(),
                            BodyHandlers.ofByteArray())
                    .statusCode();
            if (code != 200) {
                throw new IOException("answered with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double cpuMillis(Process process) {
        return process.info().totalCpuDuration().orElseThrow().toMillis();
    }
}
