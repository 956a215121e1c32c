package dev.customprofiles.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.converter.Recordings;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Site;
import dev.customprofiles.replay.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job, against the sum of what the library answers about the same files. */
class FleetTest {

    @TempDir
    private static Path recorded;

    @TempDir
    private Path folder;

    private static Path churn;
    private static Path collected;
    private static Path labels;

    @BeforeAll
    static void record() throws Exception {
        churn = record("churn");
        collected = record("collected");
        labels = record("labels", 400);
    }

    private static Path record(Object... program) throws Exception {
        Path file = recorded.resolve(program[0] + ".jfr");
        ChildJvm.run(Scenario.class, List.of("-Xmx128m", "-XX:StartFlightRecording:filename=" + file), program);
        return file;
    }

    /** The folders of a small fleet: rotated files, several JVMs on a host, and what is no recording. */
    private Path fleet() throws IOException {
        Path dumps = Files.createDirectory(folder.resolve("dumps"));
        copy(churn, dumps.resolve("pod-1/churn.jfr"));
        copy(collected, dumps.resolve("pod-2/a/collected.jfr"));
        copy(labels, dumps.resolve("pod-2/b/labels.jfr"));
        List<Path> chunks = chunks(churn, dumps.resolve("pod-3"));
        assertTrue(chunks.size() > 3, chunks.toString());
        copy(labels, dumps.resolve("pod-4/labels.jfr"));
        return dumps;
    }

    private static void copy(Path file, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
    }

    /** Writes each chunk of a recording as a file of its own, in some order, over several folders. */
    private static List<Path> chunks(Path file, Path to) throws IOException {
        byte[] all = Files.readAllBytes(file);
        List<byte[]> chunks = new ArrayList<>();
        for (int at = 0; at < all.length; ) {
            int size = (int) ByteBuffer.wrap(all).getLong(at + 8);
            chunks.add(java.util.Arrays.copyOfRange(all, at, at + size));
            at += size;
        }
        Collections.shuffle(chunks, new Random(7));
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            Path chunk = to.resolve("part-" + i % 3).resolve(i + ".jfr");
            Files.createDirectories(chunk.getParent());
            files.add(Files.write(chunk, chunks.get(i)));
        }
        return files;
    }

    private record Run(int exitCode, String text, Path out) {}

    private Run run(String input, String... options) {
        Path out = folder.resolve("out" + Math.abs(String.join("", options).hashCode()) + input.hashCode());
        List<String> arguments = new ArrayList<>(List.of(input, "--out", out.toString()));
        arguments.addAll(List.of(options));
        PrintStream before = System.out;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
        System.setProperty("spark.master", "local[2]");
        System.setProperty("spark.ui.enabled", "false");
        System.setProperty("spark.sql.shuffle.partitions", "3");
        try {
            return new Run(Fleet.run(arguments.toArray(new String[0])), text.toString(StandardCharsets.UTF_8), out);
        } finally {
            System.setOut(before);
        }
    }

    private static List<Row> table(Path out, String name) throws IOException {
        try (SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate()) {
            return spark.read().parquet(out.resolve(name).toString()).collectAsList();
        }
    }

    /** {@code host|profile|stack|label|class -> live/weight/collected}. */
    private static Map<String, String> live(Path out) throws IOException {
        Map<String, String> sites = new TreeMap<>();
        for (Row row : table(out, "live")) {
            String key = String.join(
                    "|",
                    row.getAs("host"),
                    row.getAs("profile"),
                    row.getList(row.fieldIndex("stack")).toString(),
                    String.valueOf(row.<String>getAs("label")),
                    String.valueOf(row.<String>getAs("class")));
            sites.put(key, row.getAs("count") + "/" + row.getAs("weight") + "/" + row.getAs("collected"));
        }
        return sites;
    }

    /** The same, of what the library says of each host's files. */
    private static Map<String, String> folded(Map<String, List<Path>> hosts) throws IOException {
        Map<String, long[]> sums = new TreeMap<>();
        for (Map.Entry<String, List<Path>> host : hosts.entrySet()) {
            try (Recordings recordings = Recordings.open(host.getValue().toArray(new Path[0]))) {
                for (String profile : recordings.profiles().orThrow()) {
                    LiveSet set = recordings.liveAtEnd(profile).orThrow();
                    for (LiveSite live : set.sites()) {
                        Site site = live.site();
                        long[] sum = sums.computeIfAbsent(
                                String.join(
                                        "|",
                                        host.getKey(),
                                        profile,
                                        FrameText.of(site).toString(),
                                        String.valueOf(site.label()),
                                        String.valueOf(site.objectClass())),
                                absent -> new long[3]);
                        sum[0] += live.count();
                        sum[1] += live.weight();
                        sum[2] += site.collected() ? live.count() : 0;
                    }
                }
            }
        }
        Map<String, String> text = new TreeMap<>();
        sums.forEach((key, sum) -> text.put(key, sum[0] + "/" + sum[1] + "/" + sum[2]));
        return text;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void theTableIsTheSumOfSingleAnswersHoweverItIsDivided(int partitions) throws Exception {
        Path dumps = fleet();
        Run run = run(dumps.toString(), "--partitions", Integer.toString(partitions));
        assertEquals(0, run.exitCode());
        Map<String, String> expected = folded(Map.of(
                "pod-1", List.of(churn),
                "pod-2", List.of(collected, labels),
                "pod-3", List.of(churn),
                "pod-4", List.of(labels)));
        assertTrue(expected.size() > 100, expected.size() + " sites");
        assertEquals(expected, live(run.out()));
        assertTrue(table(run.out(), "recordings").stream().allMatch(row -> row.<Boolean>getAs("ok")));
    }

    @Test
    void theFilesOfARotatedJvmAreOneRecordingAndEqualJvmsOfTwoHostsAreTwo() throws Exception {
        Run run = run(fleet().toString());
        List<Row> rows = table(run.out(), "live");
        List<String> hosts = List.of("pod-1", "pod-3");
        for (String host : hosts) {
            assertEquals(
                    1,
                    rows.stream()
                            .filter(row -> row.getAs("host").equals(host))
                            .map(row -> row.<String>getAs("jvm"))
                            .distinct()
                            .count());
        }
        assertEquals(
                1,
                rows.stream()
                        .filter(row -> hosts.contains(row.<String>getAs("host")))
                        .map(row -> row.<String>getAs("jvm"))
                        .distinct()
                        .count(),
                "one process id and start, on two hosts");
        assertTrue(
                run.text().startsWith("8 files of 4 hosts") || run.text().contains(" of 4 hosts, 5 JVMs"), run.text());
        long live = rows.stream()
                .filter(row -> hosts.contains(row.<String>getAs("host")))
                .mapToLong(row -> row.<Long>getAs("count"))
                .sum();
        long once = folded(Map.of("x", List.of(churn))).values().stream()
                .mapToLong(value -> Long.parseLong(value.split("/")[0]))
                .sum();
        assertEquals(2 * once, live);
    }

    @Test
    void rotatedFilesInOneFolderAreOneRecording() throws Exception {
        Path dumps = folder.resolve("dumps");
        List<Path> chunks = chunks(churn, folder.resolve("chunks"));
        for (Path chunk : chunks) {
            copy(chunk, dumps.resolve(chunk.getFileName()));
        }
        copy(labels, dumps.resolve("labels.jfr"));
        for (String input : List.of(dumps.toString(), dumps + "/*.jfr")) {
            Run run = run(input);
            assertEquals(0, run.exitCode());
            assertEquals(sites(folded(Map.of("x", List.of(churn, labels)))), sites(live(run.out())));
            assertEquals(chunks.size() + 1, table(run.out(), "recordings").size());
            assertTrue(run.text().contains(" of 2 hosts, 2 JVMs"), run.text());
        }
    }

    /** Without the hosts. */
    private static Map<String, String> sites(Map<String, String> rows) {
        Map<String, String> sites = new TreeMap<>();
        rows.forEach((key, value) -> sites.merge(
                key.substring(key.indexOf('|')), value, (one, other) -> "on two hosts: " + one + " and " + other));
        return sites;
    }

    @Test
    void sitesOfANewVersionAreThoseThatNoOlderOneHas() throws Exception {
        Path dumps = folder.resolve("dumps");
        record(dumps.resolve("pod-1"), "-Dapp.version=1.9", "churn");
        record(dumps.resolve("pod-2"), "-Dapp.version=v1.10", "churn");
        record(dumps.resolve("pod-3"), "-Dapp.version=1.10", "labels", 8);
        record(dumps.resolve("pod-4"), "-Dapp.name=labels", "labels", 8);
        assertEquals(2, run(dumps.toString(), "--new-since", "1.10").exitCode(), "no --version-from");
        Run run = run(dumps.toString(), "--new-since", "1.10", "--version-from", "app.version");
        assertEquals(0, run.exitCode());
        String found = run.text().substring(run.text().indexOf("no version is known of 1 JVMs"));
        assertTrue(found.contains("sites only in JVMs of version 1.10 or later"), found);
        assertFalse(found.contains("scenario"), found);
        Files.delete(dumps.resolve("pod-4/app.jfr"));
        run = run(dumps.toString(), "--new-since", "1.10", "--version-from", "app.version", "--limit", "100");
        found = run.text().substring(run.text().indexOf("sites only in JVMs of version"));
        assertTrue(found.contains("scenario.Labels"), found);
        assertFalse(found.contains("scenario.Churn"), found);
        assertEquals(
                java.util.Set.of("1.9", "v1.10", "1.10"),
                table(run.out(), "live").stream()
                        .map(row -> row.<String>getAs("version"))
                        .collect(java.util.stream.Collectors.toSet()));
    }

    private static void record(Path pod, String property, Object... program) throws Exception {
        Files.createDirectories(pod);
        ChildJvm.run(
                Scenario.class,
                List.of("-Xmx128m", property, "-XX:StartFlightRecording:filename=" + pod.resolve("app.jfr")),
                program);
    }

    @Test
    void whatIsNoRecordingIsARowWithItsReasonAndTheOthersAreAnswered() throws Exception {
        Path dumps = folder.resolve("dumps");
        copy(churn, dumps.resolve("pod-1/churn.jfr"));
        byte[] whole = Files.readAllBytes(labels);
        Files.createDirectories(dumps.resolve("pod-2"));
        Files.write(dumps.resolve("pod-2/cut.jfr"), java.util.Arrays.copyOf(whole, whole.length * 2 / 3));
        Files.write(dumps.resolve("pod-1/empty.jfr"), new byte[0]);
        Files.createDirectories(dumps.resolve("pod-3"));
        Files.writeString(dumps.resolve("pod-3/foreign.txt"), "this is no recording\n");
        Files.write(dumps.resolve("pod-3/uploading.jfr.gz"), halfOf(gzipped(whole)));
        copy(churn, dumps.resolve("_unfinished-1/churn.jfr"));
        copy(churn, dumps.resolve("pod-1/.uploading.jfr"));
        Run run = run(dumps + "/*/*");
        assertEquals(0, run.exitCode());
        Map<String, Row> files = new TreeMap<>();
        for (Row row : table(run.out(), "recordings")) {
            files.put(Path.of(row.<String>getAs("file")).getFileName().toString(), row);
        }
        assertEquals(5, files.size());
        assertTrue(files.get("churn.jfr").<Boolean>getAs("ok"));
        for (String damaged : List.of("cut.jfr", "empty.jfr", "foreign.txt", "uploading.jfr.gz")) {
            assertFalse(files.get(damaged).<Boolean>getAs("ok"), damaged);
            String reason = files.get(damaged).getAs("reason");
            assertEquals(1, reason.lines().count(), reason);
            assertFalse(reason.contains(System.getProperty("java.io.tmpdir") + "/fleet"), reason);
        }
        assertEquals(
                folded(Map.of("pod-1", List.of(churn))).keySet(),
                live(run.out()).keySet().stream()
                        .filter(key -> key.startsWith("pod-1|"))
                        .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new)));
    }

    private static byte[] gzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] halfOf(byte[] bytes) {
        return java.util.Arrays.copyOf(bytes, bytes.length / 2);
    }

    @Test
    void mistakesAreOneLineAndNothingIsWritten() throws Exception {
        assertEquals(2, run(churn.toString(), "--format", "xml").exitCode());
        assertEquals(2, run(churn.toString(), "--at", "noon").exitCode());
        assertEquals(2, run(churn.toString(), "--new-since", "yesterday").exitCode());
        assertEquals(2, run(churn.toString(), "--limit", "-1").exitCode());
        assertEquals(2, run(churn.toString(), "--partitions", "0").exitCode());
        assertEquals(1, run(folder.resolve("none*").toString()).exitCode());
        Run first = run(churn.toString());
        assertEquals(0, first.exitCode());
        assertEquals(1, run(churn.toString()).exitCode(), "the folder exists");
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(first.out()), left.toList());
        }
    }

    /** Counts the tasks of the first stage, which reads the files. */
    public static final class TasksThatRead extends SparkListener {
        private static final AtomicInteger COUNT = new AtomicInteger();

        @Override
        public void onTaskEnd(SparkListenerTaskEnd task) {
            if (task.stageId() == 0) {
                COUNT.incrementAndGet();
            }
        }
    }

    @Test
    void eachHostIsATaskOnHoweverFewCores() throws Exception {
        System.setProperty("spark.extraListeners", TasksThatRead.class.getName());
        try {
            assertEquals(0, run(fleet().toString()).exitCode());
        } finally {
            System.clearProperty("spark.extraListeners");
        }
        assertEquals(4, TasksThatRead.COUNT.get());
    }

    @Test
    void aFailureOfAFileSystemNamesTheFile() {
        IOException failure = new IOException(
                "getFileStatus on s3a://dumps/a: no such bucket\nmore", new RuntimeException("no such bucket"));
        assertEquals(
                "getFileStatus on s3a://dumps/a: no such bucket", Fleet.oneLine(new IllegalStateException(failure)));
        assertEquals(
                "IllegalStateException: stopped",
                Fleet.oneLine(new RuntimeException(new IllegalStateException("stopped"))));
    }

    @Test
    void sitesThatLeakAreCountedOverTheFleet() throws Exception {
        Path dumps = folder.resolve("dumps");
        copy(churn, dumps.resolve("pod-1/churn.jfr"));
        copy(churn, dumps.resolve("pod-2/churn.jfr"));
        Run run = run(dumps.toString(), "--fail-above", "0", "--base", "50%");
        long suspects = table(run.out(), "suspects").stream()
                .map(row -> row.<String>getAs("signature"))
                .distinct()
                .count();
        assertEquals(suspects > 0 ? 4 : 0, run.exitCode());
        assertTrue(run.text().contains("sites by growth"), run.text());
        for (Row row : table(run.out(), "live")) {
            assertTrue(row.<Long>getAs("base_count") >= 0);
        }
    }
}
