package dev.customprofiles.replay;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.HiddenClass;
import dev.customprofiles.live.Site;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.tally.ProfileSite;
import dev.customprofiles.tally.SnapshotRow;
import dev.customprofiles.tally.Stacks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the snapshots of one chunk together from their events, which come in any order. */
final class SnapshotReader {

    /** Digits of base 32 as the recorder writes frame numbers, the least significant first. */
    private static final String LAST_DIGIT = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private static final String OTHER_DIGIT = "abcdefghijklmnopqrstuvwxyz_-+=*/";

    private record Counts(long count, long weight, long ageNanos, String ages) {

        SnapshotRow of(ProfileSite site) {
            return new SnapshotRow(site, count, weight, ageNanos, SnapshotRow.parseAges(ages, count, ageNanos));
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

    private record FrameNumber(long recorder, long epoch, long number) {}

    private final ChunkReader events;
    private final Map<Header, Snapshot> headers = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<FrameNumber, Frame> frames = new HashMap<>();

    SnapshotReader(ChunkReader events) {
        this.events = events;
    }

    /** Takes the current event, a {@link RecorderEvents#SNAPSHOT}; the snapshot has no rows yet. */
    Snapshot header() throws IOException {
        Header header = new Header(events.stringAt(0), events.longAt(1), events.longAt(2));
        Snapshot snapshot = new Snapshot(
                header.recorder,
                header.profile,
                header.epoch,
                events.startNanos(),
                events.stringAt(3),
                RecorderEvents.isWeak(header.recorder, events.longAt(4)),
                events.longAt(5),
                events.longAt(6),
                events.longAt(7),
                events.longAt(8));
        headers.put(header, snapshot);
        return snapshot;
    }

    /** Takes the current event, a {@link RecorderEvents#ROW}. */
    void row() throws IOException {
        rows.add(new Row(
                new Header(events.stringAt(0), events.longAt(1), events.longAt(2)),
                events.longAt(3),
                new Counts(events.longAt(4), events.longAt(5), events.nanosAt(6), events.stringAt(7)),
                new Counts(events.longAt(8), events.longAt(9), events.nanosAt(10), events.stringAt(11)),
                events.stringAt(12),
                events.stringAt(13),
                events.stringAt(14),
                events.longAt(15) != 0));
    }

    /** Takes the current event, a {@link RecorderEvents#FRAME}. */
    void frame() throws IOException {
        String type = events.stringAt(3);
        String method = events.stringAt(4);
        // JDK 17 writes a string once per chunk, and may write it into the chunk before.
        Frame frame = type == null || method == null ? Frame.LOST : Frame.of(type, method, (int) events.longAt(5));
        frames.put(new FrameNumber(events.longAt(0), events.longAt(1), events.longAt(2)), frame);
    }

    /** The snapshots with their rows; a row whose header was lost is left out. */
    List<Snapshot> snapshots() {
        for (Row row : rows) {
            Snapshot snapshot = headers.get(row.header);
            if (snapshot != null && row.header.profile != null) {
                Site site = new Site(frames(row), row.label, HiddenClass.withoutAddress(row.objectClass), null);
                ProfileSite reachable = new ProfileSite(row.header.profile, site);
                SnapshotRow all = row.live.of(reachable);
                if (row.collected.count == 0) {
                    snapshot.rows.put(row.site, all);
                    continue;
                }
                SnapshotRow collected = row.collected.of(reachable.asCollected(true));
                snapshot.collectedRows.put(row.site, collected);
                snapshot.rows.put(row.site, all.without(collected));
            }
        }
        return new ArrayList<>(headers.values());
    }

    private List<Frame> frames(Row row) {
        List<Frame> stack = new ArrayList<>();
        int number = 0;
        int shift = 0;
        for (int i = 0; row.frames != null && i < row.frames.length(); i++) {
            int last = LAST_DIGIT.indexOf(row.frames.charAt(i));
            number |= (last >= 0 ? last : OTHER_DIGIT.indexOf(row.frames.charAt(i))) << shift;
            shift += 5;
            if (last >= 0) {
                Frame frame =
                        frames.getOrDefault(new FrameNumber(row.header.recorder, row.header.epoch, number), Frame.LOST);
                if (Stacks.isShown(frame)) {
                    stack.add(frame);
                }
                number = 0;
                shift = 0;
            }
        }
        if (stack.isEmpty()) {
            stack.add(Frame.NO_STACK);
        }
        if (row.truncated) {
            stack.add(Frame.TRUNCATED);
        }
        return stack;
    }
}
