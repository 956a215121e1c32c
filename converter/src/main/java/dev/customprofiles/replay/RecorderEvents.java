package dev.customprofiles.replay;

import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names and fields of the recorder's events, defined once. All other code refers to fields by these slots.
 *
 * <p>Recorders before 0.1.0 wrote no recorder number, which reads as 0, and no {@code Collected} events. The field
 * {@code collected} of their {@code Remove} tells that the value was garbage collected and the object left its profile.
 */
final class RecorderEvents {

    /** Assigns slots to the fields of an event, in order of declaration. */
    private static final class Fields {
        private final List<String> names;

        Fields(Fields first) {
            names = new ArrayList<>(first.names);
        }

        Fields() {
            names = new ArrayList<>();
        }

        int number(String name) {
            names.add(name);
            return names.size() - 1;
        }

        EventSelection of(String event) {
            return new EventSelection(event, names);
        }
    }

    /** Fields of Add, Remove and Collected, in the same slots. */
    private static final Fields OF_ALL = new Fields();

    static final int PROFILE = OF_ALL.number("profile");
    static final int ID = OF_ALL.number("id");
    static final int EPOCH = OF_ALL.number("epoch");
    static final int RECORDER = OF_ALL.number("recorder");

    private static final Fields OF_ADD = new Fields(OF_ALL);
    static final int STACK = OF_ADD.number("stackTrace");
    static final int SKIP = OF_ADD.number("skip");
    static final int CLASS = OF_ADD.number("objectClass");
    static final int ADD_WEIGHT = OF_ADD.number("weight");
    static final int LABEL = OF_ADD.number("label");
    static final int THREAD = OF_ADD.number("eventThread");
    static final EventSelection ADD = OF_ADD.of("customprofiles.Add");

    /** Fields of Remove and Collected, in the same slots. */
    private static final Fields OF_END = new Fields(OF_ALL);

    private static final int SITE = OF_END.number("site");
    private static final int AGE = OF_END.number("age");
    private static final int WEIGHT = OF_END.number("weight");

    private static final Fields OF_REMOVE = new Fields(OF_END);
    private static final int REMOVED_BY_COLLECTOR = OF_REMOVE.number("collected");
    static final EventSelection REMOVE = OF_REMOVE.of("customprofiles.Remove");

    private static final Fields OF_COLLECTED = new Fields(OF_END);
    private static final int COLLECTED_WEAK = OF_COLLECTED.number("weak");
    static final EventSelection COLLECTED = OF_COLLECTED.of("customprofiles.Collected");

    /** Fields of a snapshot's header and rows, in the same slots. */
    private static final Fields OF_SNAPSHOT = new Fields();

    static final int SNAPSHOT_PROFILE = OF_SNAPSHOT.number("profile");
    static final int SNAPSHOT_EPOCH = OF_SNAPSHOT.number("epoch");
    static final int SNAPSHOT_RECORDER = OF_SNAPSHOT.number("recorder");

    private static final Fields OF_HEADER = new Fields(OF_SNAPSHOT);
    static final int UNIT = OF_HEADER.number("unit");
    static final int WEAK = OF_HEADER.number("weak");
    static final int ADDED_SO_FAR = OF_HEADER.number("added");
    static final int REMOVED_SO_FAR = OF_HEADER.number("removed");
    static final int COLLECTED_SO_FAR = OF_HEADER.number("collected");
    static final int ALL_LIVE = OF_HEADER.number("liveCount");
    static final EventSelection SNAPSHOT = OF_HEADER.of("customprofiles.Snapshot");

    private static final Fields OF_ROW = new Fields(OF_SNAPSHOT);
    static final int ROW_SITE = OF_ROW.number("site");
    static final int LIVE_COUNT = OF_ROW.number("liveCount");
    static final int LIVE_WEIGHT = OF_ROW.number("liveWeight");
    static final int LIVE_AGE = OF_ROW.number("totalAge");
    static final int LIVE_AGES = OF_ROW.number("ages");
    static final int COLLECTED_COUNT = OF_ROW.number("collectedCount");
    static final int COLLECTED_WEIGHT = OF_ROW.number("collectedWeight");
    static final int COLLECTED_AGE = OF_ROW.number("collectedAge");
    static final int COLLECTED_AGES = OF_ROW.number("collectedAges");
    static final int ROW_CLASS = OF_ROW.number("objectClassName");
    static final int ROW_LABEL = OF_ROW.number("label");
    static final int ROW_FRAMES = OF_ROW.number("frames");
    static final int ROW_TRUNCATED = OF_ROW.number("truncated");
    static final EventSelection ROW = OF_ROW.of("customprofiles.LiveSite");

    private static final Fields OF_FRAME = new Fields();
    static final int FRAME_RECORDER = OF_FRAME.number("recorder");
    static final int FRAME_EPOCH = OF_FRAME.number("epoch");
    static final int FRAME_NUMBER = OF_FRAME.number("number");
    static final int FRAME_TYPE = OF_FRAME.number("type");
    static final int FRAME_METHOD = OF_FRAME.number("method");
    static final int FRAME_LINE = OF_FRAME.number("line");
    static final EventSelection FRAME = OF_FRAME.of("customprofiles.Frame");

    private static final Fields OF_LOST = new Fields();
    static final int LOST_PROFILE = OF_LOST.number("profile");
    static final int LOST_EVENTS = OF_LOST.number("events");
    static final EventSelection LOST = OF_LOST.of("customprofiles.Lost");

    /** Events without which an answer is wrong. Without {@link #SNAPSHOT}, it is only less complete. */
    static final Set<String> NEEDED = Stream.of(ADD, REMOVE, COLLECTED, ROW, FRAME)
            .map(EventSelection::eventName)
            .collect(Collectors.toUnmodifiableSet());

    private RecorderEvents() {}

    /** Returns whether the recorder is older than 0.1.0. */
    static boolean isOld(long recorder) {
        return recorder == 0;
    }

    /** Returns whether a profile is weak, according to its snapshot. */
    static boolean isWeak(long recorder, long weak) {
        return isOld(recorder) || weak != 0;
    }

    /** Returns the kind of the current event, a {@link #REMOVE}. */
    static Removal.Kind removalKind(ChunkReader events) {
        return events.longAt(REMOVED_BY_COLLECTOR) == 0 ? Removal.Kind.REMOVED : Removal.Kind.DROPPED;
    }

    /** Reads the current event, a {@link #REMOVE}. */
    static Removal removed(ChunkReader events) throws IOException {
        return removal(events, removalKind(events));
    }

    /** Reads the current event, a {@link #COLLECTED}. */
    static Removal collected(ChunkReader events) throws IOException {
        return removal(events, events.longAt(COLLECTED_WEAK) == 0 ? Removal.Kind.COLLECTED : Removal.Kind.DROPPED);
    }

    private static Removal removal(ChunkReader events, Removal.Kind kind) throws IOException {
        return new Removal(
                events.stringAt(PROFILE),
                events.longAt(EPOCH),
                events.startNanos(),
                events.longAt(SITE),
                events.longAt(WEIGHT),
                events.nanosAt(AGE),
                kind);
    }
}
