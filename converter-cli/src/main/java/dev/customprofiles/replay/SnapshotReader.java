package dev.customprofiles.replay;

import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the snapshots of one chunk together from their events, which come in any order. */
final class SnapshotReader {

    static final EventSelection HEADERS =
            EventSelection.of("customprofiles.Snapshot", "profile", "epoch", "unit", "added", "removed", "liveCount");

    static final EventSelection ROWS = EventSelection.of(
            "customprofiles.LiveSite",
            "profile",
            "epoch",
            "site",
            "liveCount",
            "liveWeight",
            "totalAge",
            "ages",
            "objectClassName",
            "label",
            "frames",
            "truncated");

    static final EventSelection FRAMES =
            EventSelection.of("customprofiles.Frame", "epoch", "number", "type", "method", "line");

    /** Digits of base 32 as the recorder writes frame numbers, the least significant first. */
    private static final String LAST_DIGIT = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private static final String OTHER_DIGIT = "abcdefghijklmnopqrstuvwxyz_-+=*/";

    private record Row(
            String profile,
            long epoch,
            long site,
            long count,
            long weight,
            long ageNanos,
            String ages,
            String objectClass,
            String label,
            String frames,
            boolean truncated) {}

    private record Header(String profile, long epoch) {}

    private record FrameNumber(long epoch, long number) {}

    private final ChunkReader events;
    private final Map<Header, Snapshot> headers = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<FrameNumber, Frame> frames = new HashMap<>();

    SnapshotReader(ChunkReader events) {
        this.events = events;
    }

    private static Snapshot header(ChunkReader events) throws IOException {
        return new Snapshot(
                events.stringAt(0),
                events.longAt(1),
                events.startNanos(),
                events.stringAt(2),
                events.longAt(3),
                events.longAt(4),
                events.longAt(5));
    }

    /** Takes the current event, one of {@link #HEADERS}. */
    void header() throws IOException {
        Snapshot header = header(events);
        headers.put(new Header(header.profile, header.epoch), header);
    }

    void row() throws IOException {
        rows.add(new Row(
                events.stringAt(0),
                events.longAt(1),
                events.longAt(2),
                events.longAt(3),
                events.longAt(4),
                events.nanosAt(5),
                events.stringAt(6),
                events.stringAt(7),
                events.stringAt(8),
                events.stringAt(9),
                events.longAt(10) != 0));
    }

    void frame() throws IOException {
        String type = events.stringAt(2);
        String method = events.stringAt(3);
        // JDK 17 writes a string once per chunk, and may write it into the chunk before.
        Frame frame = type == null || method == null ? Frame.LOST : Frame.of(type, method, (int) events.longAt(4));
        frames.put(new FrameNumber(events.longAt(0), events.longAt(1)), frame);
    }

    /** The snapshots with their rows; a row whose header was lost is left out. */
    List<Snapshot> snapshots() {
        for (Row row : rows) {
            Snapshot snapshot = headers.get(new Header(row.profile, row.epoch));
            if (snapshot != null && row.profile != null) {
                Site site = new Site(frames(row), row.label, HiddenClass.withoutAddress(row.objectClass), null);
                snapshot.rows.put(
                        row.site,
                        new SnapshotRow(
                                new ProfileSite(row.profile, site),
                                row.count,
                                row.weight,
                                row.ageNanos,
                                SnapshotRow.parseAges(row.ages, row.count, row.ageNanos)));
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
                Frame frame = frames.getOrDefault(new FrameNumber(row.epoch, number), Frame.LOST);
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
