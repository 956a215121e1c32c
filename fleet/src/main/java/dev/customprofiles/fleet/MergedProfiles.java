package dev.customprofiles.fleet;

import static org.apache.spark.sql.functions.col;
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
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One pprof file for each profile, with the live objects of all JVMs added up by site. */
final class MergedProfiles {

    private static final String HOST = "host";

    private MergedProfiles() {}

    /**
     * Writes {@code PROFILE.pb.gz} for each profile into a folder. Sites are added up by Spark, so what comes here is one row for each
     * site of the fleet.
     *
     * @param byHost whether to keep hosts apart, by a label
     */
    static void write(Dataset<Row> live, boolean byHost, FileSystem system, Path folder, Origin origin)
            throws IOException {
        List<Column> keys =
                new ArrayList<>(List.of(col("profile"), col("unit"), col("stack"), col("label"), col("class")));
        if (byHost) {
            keys.add(col(HOST));
        }
        List<Row> sums = live.where(col("count").gt(0))
                .groupBy(keys.toArray(new Column[0]))
                .agg(
                        max("at").as("at"),
                        sum("count").as("count"),
                        sum("collected").as("collected"),
                        sum("weight").as("weight"),
                        sum("collected_weight").as("collected_weight"),
                        sum("age_sum").as("age_sum"),
                        sum("collected_age_sum").as("collected_age_sum"))
                .collectAsList();
        Map<String, Map<String, List<Row>>> byProfile = new TreeMap<>();
        for (Row row : sums) {
            byProfile
                    .computeIfAbsent(row.getAs("profile"), absent -> new TreeMap<>())
                    .computeIfAbsent(byHost ? row.<String>getAs(HOST) : "", absent -> new ArrayList<>())
                    .add(row);
        }
        for (Map.Entry<String, Map<String, List<Row>>> profile : byProfile.entrySet()) {
            Path file = new Path(folder, profile.getKey().replaceAll("[^\\w.$-]", "_") + ".pb.gz");
            try (OutputStream out = system.create(file, false)) {
                PprofWriter.writeGzip(
                        profile(profile.getKey(), profile.getValue(), byHost),
                        Losses.ofReading(List.of(), 0, true),
                        origin,
                        out);
            }
        }
    }

    private static StackProfile profile(String name, Map<String, List<Row>> hosts, boolean byHost) {
        StackProfile merged = null;
        List<StackSample> samples = new ArrayList<>();
        for (Map.Entry<String, List<Row>> host : hosts.entrySet()) {
            merged = LiveSetProfile.of(liveSet(name, host.getValue()));
            for (StackSample sample : merged.samples()) {
                List<SampleLabel> labels = new ArrayList<>(sample.labels());
                if (byHost) {
                    labels.add(new SampleLabel(HOST, host.getKey(), 0, null));
                }
                samples.add(new StackSample(sample.frames(), labels, sample.values()));
            }
        }
        return new StackProfile(
                name,
                merged.types(),
                merged.shown(),
                merged.periodType(),
                merged.period(),
                merged.timeNanos(),
                merged.durationNanos(),
                samples,
                List.of("the live objects of all JVMs of the fleet"));
    }

    private static LiveSet liveSet(String profile, List<Row> rows) {
        List<LiveSite> sites = new ArrayList<>();
        long at = 0;
        String unit = null;
        for (Row row : rows) {
            List<Frame> frames = row.<String>getList(row.fieldIndex("stack")).stream()
                    .map(FrameText::parse)
                    .toList();
            Site site = new Site(frames, row.getAs("label"), row.getAs("class"), null);
            long collected = row.getAs("collected");
            long collectedWeight = row.getAs("collected_weight");
            long collectedAge = row.getAs("collected_age_sum");
            long count = row.<Long>getAs("count") - collected;
            if (count > 0) {
                sites.add(new LiveSite(
                        site,
                        count,
                        row.<Long>getAs("weight") - collectedWeight,
                        row.<Long>getAs("age_sum") - collectedAge));
            }
            if (collected > 0) {
                sites.add(new LiveSite(site.collected(true), collected, collectedWeight, collectedAge));
            }
            at = Math.max(at, row.<Long>getAs("at"));
            unit = row.getAs("unit");
        }
        return new LiveSet(profile, unit, at * 1_000, sites);
    }
}
