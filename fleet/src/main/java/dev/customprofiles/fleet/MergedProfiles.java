package dev.customprofiles.fleet;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Site;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import dev.customprofiles.writer.LiveSetProfile;
import dev.customprofiles.writer.Origin;
import dev.customprofiles.writer.PprofWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One pprof file for each profile, with the live objects of all JVMs added up by site. */
final class MergedProfiles {

    private static final String HOST = "host";
    private static final long MICRO = 1_000;

    private MergedProfiles() {}

    /** Writes {@code PROFILE.pb.gz} for each profile into a folder. */
    static void write(Dataset<Row> live, boolean byHost, FileSystem system, Path folder, Origin origin)
            throws IOException {
        for (StackProfile profile : of(live, byHost)) {
            Path file = new Path(folder, profile.name().replaceAll("[^\\w.$-]", "_") + ".pb.gz");
            try (OutputStream out = system.create(file, false)) {
                PprofWriter.writeGzip(profile, Losses.ofReading(List.of(), 0, true), origin, out);
            }
        }
    }

    /**
     * Returns the profiles, sorted by name. Sites are added up by Spark, so what comes to the driver is one row for each site of the
     * fleet. The result does not depend on the order of the rows.
     *
     * @param byHost whether to keep hosts apart, by a label
     */
    static List<StackProfile> of(Dataset<Row> live, boolean byHost) {
        List<Column> keys = new ArrayList<>(List.of(col("profile"), col("stack"), col("label"), col("class")));
        if (byHost) {
            keys.add(col(HOST));
        }
        List<Row> sums = live.where(col("count").gt(0))
                .groupBy(keys.toArray(new Column[0]))
                .agg(
                        max("at").as("at"),
                        collect_set("unit").as("units"),
                        sum(without("count", "collected")).as("count"),
                        Sums.saturating(without("weight", "collected_weight")).as("weight"),
                        Sums.saturating(without("age_sum", "collected_age_sum")).as("age"),
                        sum("collected").as("collected"),
                        Sums.saturating(col("collected_weight")).as("collected_weight"),
                        Sums.saturating(col("collected_age_sum")).as("collected_age"))
                .collectAsList();
        Map<String, List<Row>> byProfile = new TreeMap<>();
        sums.forEach(row -> byProfile
                .computeIfAbsent(row.getAs("profile"), absent -> new ArrayList<>())
                .add(row));
        return byProfile.entrySet().stream()
                .map(profile -> profile(profile.getKey(), profile.getValue(), byHost))
                .toList();
    }

    private static Column without(String all, String collected) {
        return col(all).minus(col(collected));
    }

    private static StackProfile profile(String name, List<Row> rows, boolean byHost) {
        List<String> comments = new ArrayList<>(List.of("the live objects of all JVMs of the fleet"));
        Set<String> units = new TreeSet<>();
        rows.forEach(row -> units.addAll(row.getList(row.fieldIndex("units"))));
        if (units.size() > 1) {
            comments.add("weights left out, for their units differ: " + String.join(", ", units));
        }
        String unit = units.size() == 1 ? units.iterator().next() : null;
        long atNanos = MICRO
                * rows.stream().mapToLong(row -> row.<Long>getAs("at")).max().orElse(0);
        Map<String, List<LiveSite>> byLabel = new TreeMap<>();
        for (Row row : rows) {
            addSites(row, byLabel.computeIfAbsent(byHost ? row.getAs(HOST) : "", absent -> new ArrayList<>()));
        }
        StackProfile like = LiveSetProfile.of(new LiveSet(name, unit, atNanos, List.of()));
        List<StackSample> samples = new ArrayList<>();
        byLabel.forEach((host, sites) -> {
            for (StackSample sample :
                    LiveSetProfile.of(new LiveSet(name, unit, atNanos, sites)).samples()) {
                List<SampleLabel> labels = new ArrayList<>(sample.labels());
                if (byHost) {
                    labels.add(SampleLabel.text(HOST, host));
                }
                samples.add(new StackSample(sample.frames(), labels, sample.values()));
            }
        });
        return new StackProfile(
                name,
                like.types(),
                like.shown(),
                like.periodType(),
                like.period(),
                like.timeNanos(),
                like.durationNanos(),
                samples,
                comments);
    }

    private static void addSites(Row row, List<LiveSite> sites) {
        List<Frame> frames = row.<String>getList(row.fieldIndex("stack")).stream()
                .map(FrameText::parse)
                .toList();
        Site site = new Site(frames, row.getAs("label"), row.getAs("class"), null);
        long count = row.getAs("count");
        if (count > 0) {
            sites.add(new LiveSite(site, count, row.<Long>getAs("weight"), row.<Long>getAs("age")));
        }
        long collected = row.getAs("collected");
        if (collected > 0) {
            sites.add(new LiveSite(
                    site.collected(true),
                    collected,
                    row.<Long>getAs("collected_weight"),
                    row.<Long>getAs("collected_age")));
        }
    }
}
