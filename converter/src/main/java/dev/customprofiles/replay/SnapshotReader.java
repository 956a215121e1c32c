package dev.customprofiles.replay;

import dev.customprofiles.counts.ProfileSite;
import dev.customprofiles.counts.SiteTable;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.HiddenClass;
import dev.customprofiles.live.Site;
import dev.customprofiles.reader.ChunkReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Assembles the snapshots of one chunk from their events, which may be in any order. */
final class SnapshotReader {

    private record Counts(long count, long weight, long ageNanos, String ages) {

        SnapshotRow of(int site, boolean withAges) {
            SortedMap<Integer, Long> byAge =
                    withAges ? SnapshotRow.parseAges(ages, count, ageNanos) : Collections.emptySortedMap();
            return new SnapshotRow(site, count, weight, ageNanos, byAge);
        }
    }

    private record Row(
            Header header,
            long site,
            Counts live,
            Counts collected,
            String objectClass,
            String label,
            String frames,
            boolean truncated) {}

    private record Header(String profile, long epoch, long recorder) {}

    private record FramesOf(long recorder, long epoch) {}

    private final SiteTable sites;
    private final RowSites rowSites;
    private final int jvm;
    private final boolean withAges;
    private final ChunkReader events;
    private final Map<Header, Snapshot> headers = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<FramesOf, SnapshotFrames> frames = new HashMap<>();
    private FramesOf latestOf;
    private SnapshotFrames latest;

    /**
     * @param jvm the number of the JVM that wrote the chunk
     * @param withAges whether the question needs ages
     * @param events the reader of the chunk
     */
    SnapshotReader(SiteTable sites, RowSites rowSites, int jvm, boolean withAges, ChunkReader events) {
        this.sites = sites;
        this.rowSites = rowSites;
        this.jvm = jvm;
        this.withAges = withAges;
        this.events = events;
    }

    /** Reads the current event, a {@link RecorderEvents#SNAPSHOT}; the snapshot has no rows yet. */
    Snapshot header() throws IOException {
        Header header = currentHeader();
        Snapshot snapshot = new Snapshot(
                sites,
                header.recorder,
                header.profile,
                header.epoch,
                events.startNanos(),
                events.stringAt(RecorderEvents.UNIT),
                RecorderEvents.isWeak(header.recorder, events.longAt(RecorderEvents.WEAK)),
                events.longAt(RecorderEvents.ADDED_SO_FAR),
                events.longAt(RecorderEvents.REMOVED_SO_FAR),
                events.longAt(RecorderEvents.COLLECTED_SO_FAR),
                events.longAt(RecorderEvents.ALL_LIVE));
        headers.put(header, snapshot);
        return snapshot;
    }

    private Header currentHeader() throws IOException {
        return new Header(
                events.stringAt(RecorderEvents.SNAPSHOT_PROFILE),
                events.longAt(RecorderEvents.SNAPSHOT_EPOCH),
                events.longAt(RecorderEvents.SNAPSHOT_RECORDER));
    }

    /** Reads the current event, a {@link RecorderEvents#ROW}. */
    void row() throws IOException {
        rows.add(new Row(
                currentHeader(),
                events.longAt(RecorderEvents.ROW_SITE),
                new Counts(
                        events.longAt(RecorderEvents.LIVE_COUNT),
                        events.longAt(RecorderEvents.LIVE_WEIGHT),
                        events.nanosAt(RecorderEvents.LIVE_AGE),
                        events.stringAt(RecorderEvents.LIVE_AGES)),
                new Counts(
                        events.longAt(RecorderEvents.COLLECTED_COUNT),
                        events.longAt(RecorderEvents.COLLECTED_WEIGHT),
                        events.nanosAt(RecorderEvents.COLLECTED_AGE),
                        events.stringAt(RecorderEvents.COLLECTED_AGES)),
                events.stringAt(RecorderEvents.ROW_CLASS),
                events.stringAt(RecorderEvents.ROW_LABEL),
                events.stringAt(RecorderEvents.ROW_FRAMES),
                events.longAt(RecorderEvents.ROW_TRUNCATED) != 0));
    }

    /** Reads the current event, a {@link RecorderEvents#FRAME}. */
    void frame() throws IOException {
        frames(events.longAt(RecorderEvents.FRAME_RECORDER), events.longAt(RecorderEvents.FRAME_EPOCH))
                .add(
                        events.longAt(RecorderEvents.FRAME_NUMBER),
                        events.stringAt(RecorderEvents.FRAME_TYPE),
                        events.stringAt(RecorderEvents.FRAME_METHOD),
                        (int) events.longAt(RecorderEvents.FRAME_LINE));
    }

    private SnapshotFrames frames(long recorder, long epoch) {
        if (latest == null || latestOf.recorder != recorder || latestOf.epoch != epoch) {
            latestOf = new FramesOf(recorder, epoch);
            latest = frames.computeIfAbsent(latestOf, absent -> new SnapshotFrames());
        }
        return latest;
    }

    /** Returns the snapshots with their rows. A row whose header was lost is left out. */
    List<Snapshot> snapshots() {
        for (Row row : rows) {
            Snapshot snapshot = headers.get(row.header);
            if (snapshot != null && row.header.profile != null) {
                int reachable = site(row);
                SnapshotRow all = row.live.of(reachable, withAges);
                if (row.collected.count == 0) {
                    snapshot.add(row.site, all);
                    continue;
                }
                SnapshotRow collected = row.collected.of(sites.collected(reachable, true), withAges);
                snapshot.add(row.site, collected);
                snapshot.add(row.site, all.without(collected));
            }
        }
        return new ArrayList<>(headers.values());
    }

    /** Returns the number of the site of a row's reachable objects. */
    private int site(Row row) {
        RecorderCopy copy = new RecorderCopy(jvm, row.header.recorder);
        SnapshotFrames known = frames(row.header.recorder, row.header.epoch);
        int[] stack = SnapshotFrames.numbers(row.frames);
        boolean isWhole = known.has(stack);
        Integer number =
                isWhole ? rowSites.number(copy, row.header.profile, row.site, row.label, row.objectClass) : null;
        if (number == null) {
            List<Frame> shown = known.frames(stack, sites);
            if (shown.isEmpty()) {
                shown.add(Frame.NO_STACK);
            }
            if (row.truncated) {
                shown.add(Frame.TRUNCATED);
            }
            Site site = new Site(shown, row.label, HiddenClass.withoutAddress(row.objectClass), null);
            number = sites.number(new ProfileSite(row.header.profile, site));
            if (isWhole && stack.length > 0) {
                rowSites.put(copy, row.header.profile, row.site, row.label, row.objectClass, number);
            }
        }
        return number;
    }
}
