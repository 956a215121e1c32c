package dev.customprofiles.fleet;

import static org.apache.spark.sql.functions.*;

import dev.customprofiles.live.Frame;
import dev.customprofiles.profile.Frameworks;
import dev.customprofiles.text.LineWidth;
import dev.customprofiles.writer.TextTable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The answers that people want first, as text: suspects, and sites by JVMs, by objects, by growth, and new ones. */
final class FleetReport {

    private static final int HOSTS = 5;

    private final Dataset<Row> live;
    private final Dataset<Row> recordings;
    private final Dataset<Row> suspects;
    private final int limit;
    private final Writer out;

    /** @param limit at most so many rows in each table */
    FleetReport(Dataset<Row> live, Dataset<Row> recordings, Dataset<Row> suspects, int limit, Writer out) {
        this.live = live;
        this.recordings = recordings;
        this.suspects = suspects;
        this.limit = limit;
        this.out = out;
    }

    /**
     * Writes the report.
     *
     * @param base whether the live sets of a base instant are there
     * @param since which sites are new; null not to ask
     * @return how many suspects there are, one for each site
     */
    long write(boolean base, NewSince since) throws IOException {
        Row files = recordings
                .agg(count("*"), sum(when(col("ok"), 1L).otherwise(0L)), countDistinct("host"))
                .first();
        long jvms = live.select("host", "jvm").distinct().count();
        out.write(String.format(
                "%,d files of %,d hosts, %,d JVMs with live objects; %,d files not read whole or not exact%n",
                files.getLong(0),
                files.getLong(2),
                jvms,
                files.getLong(0) - (files.isNullAt(1) ? 0 : files.getLong(1))));
        long found = writeSuspects(jvms);
        Dataset<Row> sites =
                sites(since == null ? lit(false) : since.before(live)).persist();
        writeSites(
                "by number of JVMs",
                sites.orderBy(col("jvms").desc(), col("live").desc(), col("signature")));
        writeSites("by objects", sites.orderBy(col("live").desc(), col("signature")));
        if (base) {
            writeSites(
                    "by growth",
                    sites.where(col("growth").notEqual(0)).orderBy(col("growth").desc(), col("signature")));
        }
        if (since != null) {
            writeUncompared(since);
            writeSites(
                    since.title(),
                    sites.where(not(col("before"))).orderBy(col("live").desc(), col("signature")));
        }
        return found;
    }

    private void writeUncompared(NewSince since) throws IOException {
        if (!since.isVersion()) {
            return;
        }
        long unknown = live.where(col("version").isNull())
                .select("host", "jvm")
                .distinct()
                .count();
        if (unknown > 0) {
            out.write(String.format("%nno version is known of %,d JVMs: their sites are not new%n", unknown));
        }
    }

    private Dataset<Row> sites(Column before) {
        return live.groupBy("profile", "signature")
                .agg(
                        countDistinct(col("host"), col("jvm")).as("jvms"),
                        sum("count").as("live"),
                        sum("collected").as("collected"),
                        sum(col("count").minus(coalesce(col("base_count"), col("count"))))
                                .as("growth"),
                        max(before).as("before"),
                        first("stack").as("stack"),
                        first("label").as("label"));
    }

    private long writeSuspects(long jvms) throws IOException {
        List<Row> found = suspects.groupBy("profile", "signature")
                .agg(
                        countDistinct(col("host"), col("jvm")).as("jvms"),
                        sum("live").as("live"),
                        sum("collected").as("collected"),
                        array_sort(collect_set("host")).as("hosts"),
                        first("verdict").as("verdict"),
                        first("label").as("label"),
                        max_by(col("sentence"), col("live")).as("sentence"),
                        max_by(col("stack"), col("live")).as("stack"))
                .orderBy(col("jvms").desc(), col("live").desc(), col("signature"))
                .collectAsList();
        if (found.isEmpty()) {
            out.write("no site leaks on any of them\n");
        }
        for (int i = 0; i < Math.min(limit, found.size()); i++) {
            Row suspect = found.get(i);
            List<String> hosts = suspect.getList(suspect.fieldIndex("hosts"));
            out.write(String.format(
                    "%nsuspect %d: %s, %s, on %,d of %,d JVMs, %,d live%n",
                    i + 1,
                    suspect.<String>getAs("profile"),
                    suspect.<String>getAs("verdict"),
                    suspect.<Long>getAs("jvms"),
                    Math.max(jvms, suspect.<Long>getAs("jvms")),
                    suspect.<Long>getAs("live")));
            String label = suspect.getAs("label");
            out.write("  " + name(suspect.getList(suspect.fieldIndex("stack")))
                    + (label == null ? "" : ", label " + label) + "\n");
            out.write("  worst: " + suspect.<String>getAs("sentence") + "\n");
            out.write("  hosts: " + String.join(", ", hosts.subList(0, Math.min(HOSTS, hosts.size())))
                    + (hosts.size() > HOSTS ? " and " + (hosts.size() - HOSTS) + " more" : "") + "\n");
            out.write("  signature " + suspect.<String>getAs("signature") + "\n");
        }
        if (found.size() > limit) {
            out.write("and " + (found.size() - limit) + " more, see the table suspects\n");
        }
        return found.size();
    }

    private void writeSites(String how, Dataset<Row> ordered) throws IOException {
        List<Row> rows = ordered.limit(limit).collectAsList();
        out.write("\nsites " + how + "\n");
        TextTable table = new TextTable()
                .numbers("JVMS", cells(rows, row -> row.<Long>getAs("jvms").toString()))
                .numbers("LIVE", cells(rows, row -> row.<Long>getAs("live").toString()))
                .numbers(
                        "COLLECTED",
                        cells(rows, row -> row.<Long>getAs("collected").toString()))
                .numbers("GROWTH", cells(rows, row -> row.<Long>getAs("growth").toString()))
                .text("PROFILE", cells(rows, row -> row.getAs("profile")))
                .names("SITE", cells(rows, row -> name(row.getList(row.fieldIndex("stack")))));
        if (rows.stream().anyMatch(row -> row.getAs("label") != null)) {
            table = table.text("LABEL", cells(rows, row -> row.getAs("label") == null ? "" : row.getAs("label")));
        }
        table.write(out, LineWidth.UNLIMITED);
    }

    private static List<String> cells(List<Row> rows, Function<Row, String> cell) {
        return rows.stream().map(cell).toList();
    }

    /** The application's frame, and the leaf if that is another one. */
    private static String name(List<String> stack) {
        List<Frame> frames = stack.stream().map(FrameText::parse).toList();
        int application = Frameworks.DEFAULT.applicationIndex(frames);
        String name = place(frames.get(application));
        return application == 0 ? name : name + " <- " + frames.get(0).function();
    }

    private static String place(Frame frame) {
        String file = frame.file().substring(frame.file().lastIndexOf('/') + 1);
        return frame.function()
                + (file.isEmpty() ? "" : " (" + file + (frame.line() > 0 ? ":" + frame.line() : "") + ")");
    }
}
