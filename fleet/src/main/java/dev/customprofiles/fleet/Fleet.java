package dev.customprofiles.fleet;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.timestamp_micros;

import dev.customprofiles.writer.Origin;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Asks the recordings of many JVMs at once, on Spark: one task for each host reads its files and gives rows; the rows become the tables
 * {@code live}, {@code recordings} and {@code suspects}, a pprof file for each profile, and a report.
 */
@Command(
        name = "fleet/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Asks the recordings of many JVMs at once: which sites hold live objects on how many, and which leak.")
public final class Fleet implements Callable<Integer> {

    /** As in {@code jfr2pprof leaks --fail-above}. */
    private static final int FAILED_ABOVE = 4;

    @Parameters(
            paramLabel = "INPUT-GLOB",
            arity = "1..*",
            description =
                    "Files, folders and globs on any file system that Spark reaches. The first wildcard stands for the host: "
                            + "'dumps/*/*.jfr'. In a folder, its subfolders are the hosts. The files of one JVM of a host are one recording.")
    private List<String> inputs = List.of();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            defaultValue = "end",
            description =
                    "The instant (default: end), as for jfr2pprof. Relative ones are relative to each JVM's recording.")
    private String at;

    @Option(names = "--base", paramLabel = "TIME", description = "Also count what grew since that instant.")
    private String base;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder to write. It must not exist.")
    private String out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "parquet",
            description = "parquet (default), csv or json.")
    private String format;

    @Option(names = "--host-label", description = "Tell hosts apart in the pprof files, by the label host.")
    private boolean hostLabel;

    @Option(
            names = "--new-since",
            paramLabel = "INSTANT|VERSION",
            description = "Also list the sites that only JVMs have which started then or later (2026-11-28T12:00:00Z), "
                    + "or whose application is of that version or later (see --version-from).")
    private String newSince;

    @Option(
            names = "--version-from",
            paramLabel = "NAME",
            description = "The system property or environment variable that has the application's version.")
    private String versionFrom;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "10", description = "Rows of the report (default: 10).")
    private int limit;

    @Option(names = "--fail-above", paramLabel = "N", description = "Exit code 4 if more than N sites leak.")
    private Long failAbove;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "How many parts the hosts are divided into (default: a task for each host).")
    private Integer partitions;

    private Fleet() {}

    /** Runs the job and ends the JVM where the exit code is not 0: a cluster takes any call of exit for a failure. */
    public static void main(String[] arguments) {
        int exitCode = run(arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** Returns the exit code: 0 done; 1 bad data or I/O; 2 usage; 4 done, and more sites leak than is allowed. */
    static int run(String... arguments) {
        CommandLine commandLine = new CommandLine(new Fleet());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            System.err.println("fleet: " + oneLine(failure));
            return 1;
        });
        commandLine.setParameterExceptionHandler((failure, given) -> {
            System.err.println("fleet: " + failure.getMessage());
            return 2;
        });
        return commandLine.execute(arguments);
    }

    /** Spark's messages have the stack traces of executors in them, and S3's own exceptions do not name the bucket. */
    static String oneLine(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof IOException && cause.getMessage() != null)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null
                ? ""
                : cause.getMessage().lines().findFirst().orElse("");
        return cause instanceof IOException && !message.isEmpty()
                ? message
                : cause.getClass().getSimpleName() + ": " + message;
    }

    @Override
    public Integer call() throws IOException {
        if (!List.of("parquet", "csv", "json").contains(format)) {
            throw misuse("--format is parquet, csv or json, but was '" + format + "'");
        }
        if (limit < 0) {
            throw misuse("--limit is 0 or more, but was " + limit);
        }
        if (partitions != null && partitions < 1) {
            throw misuse("--partitions is 1 or more, but was " + partitions);
        }
        Instants instants = instants();
        NewSince since = since();
        // The rows are few. Spark's defaults, 200 parts with pages of 64 MB, take longer than reading the recordings
        // does.
        SparkConf conf = new SparkConf()
                .setAppName("customprofiles fleet")
                .setIfMissing("spark.master", "local[*]")
                .setIfMissing("spark.sql.shuffle.partitions", "8")
                .setIfMissing("spark.buffer.pageSize", "2m");
        try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
            return run(spark, instants, since);
        }
    }

    private CommandLine.ParameterException misuse(String message) {
        return new CommandLine.ParameterException(new CommandLine(this), message);
    }

    private Instants instants() {
        try {
            return new Instants(at, base, ZoneId.systemDefault().getId());
        } catch (IllegalArgumentException e) {
            throw misuse(e.getMessage());
        }
    }

    private NewSince since() {
        try {
            NewSince since = newSince == null ? null : NewSince.parse(newSince);
            if (since != null && since.isVersion() && versionFrom == null) {
                throw misuse(
                        "--new-since " + newSince + " is a version: --version-from says where to find it in a JVM");
            }
            return since;
        } catch (IllegalArgumentException e) {
            throw misuse(e.getMessage());
        }
    }

    private int run(SparkSession spark, Instants instants, NewSince since) throws IOException {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Configuration hadoop = context.hadoopConfiguration();
        Path folder = new Path(out);
        FileSystem system = folder.getFileSystem(hadoop);
        if (system.exists(folder)) {
            throw new IOException(out + " exists already");
        }
        List<HostFiles> hosts = HostFiles.find(inputs, hadoop);
        if (hosts.isEmpty()) {
            throw new IOException("no files in " + String.join(", ", inputs));
        }
        Map<String, String> configuration = new HashMap<>();
        hadoop.forEach(entry -> configuration.put(entry.getKey(), entry.getValue()));
        JavaRDD<HostRows> rows = rows(context, hosts, new HostTask(instants, versionFrom, configuration));

        Dataset<Row> live = spark.createDataFrame(
                rows.flatMap(host -> host.live().stream().map(LiveRow::row).iterator()), LiveRow.SCHEMA);
        Dataset<Row> recordings = spark.createDataFrame(
                rows.flatMap(host ->
                        host.recordings().stream().map(RecordingRow::row).iterator()),
                RecordingRow.SCHEMA);
        Dataset<Row> suspects = spark.createDataFrame(
                rows.flatMap(
                        host -> host.suspects().stream().map(SuspectRow::row).iterator()),
                SuspectRow.SCHEMA);

        // Reads all files, a task for each host. The tables below have a part for each core that has registered so far,
        // which on a cluster may be two of a hundred.
        rows.count();

        // Nothing is in the folder until all of it is.
        Path unfinished = new Path(folder.getParent(), "_unfinished-" + folder.getName() + "-" + UUID.randomUUID());
        long found;
        try {
            write(
                    live.withColumn("start", timestamp_micros(col("start")))
                            .withColumn("at", timestamp_micros(col("at"))),
                    new Path(unfinished, "live"));
            write(recordings, new Path(unfinished, "recordings"));
            write(suspects, new Path(unfinished, "suspects"));
            Path profiles = new Path(unfinished, "profiles");
            system.mkdirs(profiles);
            MergedProfiles.write(
                    live,
                    hostLabel,
                    system,
                    profiles,
                    new Origin("customprofiles fleet", "fleet", String.join(" ", inputs)));
            Writer text = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
            found = new FleetReport(live, recordings, suspects, limit, text).write(base != null, since);
            text.flush();
            if (!system.rename(unfinished, folder)) {
                throw new IOException("cannot write " + out);
            }
        } finally {
            system.delete(unfinished, true);
        }
        return failAbove != null && found > failAbove ? FAILED_ABOVE : 0;
    }

    private JavaRDD<HostRows> rows(JavaSparkContext context, List<HostFiles> hosts, HostTask task) {
        JavaRDD<HostRows> rows = read(context, hosts, task);
        if (hosts.stream().allMatch(HostFiles::named)) {
            return rows;
        }
        List<HostFiles> rotated =
                RotatedFiles.find(rows.filter(host -> !host.files().named())
                        .map(host -> new RotatedFiles.Alone(host.files().host(), host.chunks()))
                        .collect());
        if (rotated.isEmpty()) {
            return rows;
        }
        Set<String> again =
                rotated.stream().flatMap(host -> host.files().stream()).collect(Collectors.toSet());
        return rows.filter(host -> !again.contains(host.files().host())).union(read(context, rotated, task));
    }

    private JavaRDD<HostRows> read(JavaSparkContext context, List<HostFiles> hosts, HostTask task) {
        return context.parallelize(hosts, partitions == null ? hosts.size() : partitions)
                .map(task)
                // Each file is read once, however often its rows are asked for.
                .persist(StorageLevel.MEMORY_AND_DISK());
    }

    private void write(Dataset<Row> table, Path folder) {
        Dataset<Row> written = table;
        if (format.equals("csv") && List.of(table.columns()).contains("stack")) {
            written = table.withColumn("stack", concat_ws("\n", col("stack")));
        }
        written.coalesce(Math.max(1, written.sparkSession().sparkContext().defaultParallelism()))
                .write()
                .format(format)
                .option("header", true)
                .save(folder.toString());
    }
}
