package dev.customprofiles.replay;

import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The events that the recorder writes: their names and fields, once. Everything else refers to fields by these numbers.
 *
 * <p>Recorders before 0.1.0 wrote no number of their own, which reads as 0, and no {@code Collected}: their {@code Remove} said
 * with the field {@code collected} that the garbage collector had taken the value and the object had left its profile.
 */
final class RecorderEvents {

    /** What Add, Remove and Collected begin with. */
    static final int PROFILE = 0;

    static final int ID = 1;
    static final int EPOCH = 2;
    static final int RECORDER = 3;

    /** What only {@link #WHOLE_ADD} has. */
    static final int STACK = 4;

    static final int SKIP = 5;
    static final int CLASS = 6;
    static final int ADD_WEIGHT = 7;
    static final int LABEL = 8;
    static final int THREAD = 9;

    private static final int SITE = 4;
    private static final int AGE = 5;
    private static final int WEIGHT = 6;
    private static final int BY_COLLECTOR = 7;

    /** What it takes to match an Add. */
    static final EventSelection ADD = EventSelection.of("customprofiles.Add", "profile", "id", "epoch", "recorder");

    static final EventSelection WHOLE_ADD = EventSelection.of(
            "customprofiles.Add",
            "profile",
            "id",
            "epoch",
            "recorder",
            "stackTrace",
            "skip",
            "objectClass",
            "weight",
            "label",
            "eventThread");

    static final EventSelection REMOVE = EventSelection.of(
            "customprofiles.Remove", "profile", "id", "epoch", "recorder", "site", "age", "weight", "collected");

    static final EventSelection COLLECTED = EventSelection.of(
            "customprofiles.Collected", "profile", "id", "epoch", "recorder", "site", "age", "weight", "weak");

    static final EventSelection SNAPSHOT = EventSelection.of(
            "customprofiles.Snapshot",
            "profile",
            "epoch",
            "recorder",
            "unit",
            "weak",
            "added",
            "removed",
            "collected",
            "liveCount");

    static final EventSelection ROW = EventSelection.of(
            "customprofiles.LiveSite",
            "profile",
            "epoch",
            "recorder",
            "site",
            "liveCount",
            "liveWeight",
            "totalAge",
            "ages",
            "collectedCount",
            "collectedWeight",
            "collectedAge",
            "collectedAges",
            "objectClassName",
            "label",
            "frames",
            "truncated");

    static final EventSelection LOST = EventSelection.of("customprofiles.Lost", "profile", "events");

    static final EventSelection FRAME =
            EventSelection.of("customprofiles.Frame", "recorder", "epoch", "number", "type", "method", "line");

    /** The events without which an answer is wrong; without {@link #SNAPSHOT} there is less of it. */
    static final Set<String> NEEDED = Stream.of(ADD, REMOVE, COLLECTED, ROW, FRAME)
            .map(EventSelection::eventName)
            .collect(Collectors.toUnmodifiableSet());

    private RecorderEvents() {}

    /** Whether objects of a profile leave when their value is collected, by its snapshot. */
    static boolean isWeak(long recorder, long weak) {
        return recorder == 0 || weak != 0;
    }

    /** Of the current event, which is a {@link #REMOVE}. */
    static Removal.Kind removalKind(ChunkReader events) {
        return events.longAt(BY_COLLECTOR) == 0 ? Removal.Kind.REMOVED : Removal.Kind.DROPPED;
    }

    /** What became of an object, from the current event, which is a {@link #REMOVE}. */
    static Removal removed(ChunkReader events) throws IOException {
        return removal(events, removalKind(events));
    }

    /** What became of an object, from the current event, which is a {@link #COLLECTED}. */
    static Removal collected(ChunkReader events) throws IOException {
        return removal(events, events.longAt(BY_COLLECTOR) == 0 ? Removal.Kind.COLLECTED : Removal.Kind.DROPPED);
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
