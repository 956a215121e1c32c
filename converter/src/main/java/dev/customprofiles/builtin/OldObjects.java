package dev.customprofiles.builtin;

import dev.customprofiles.builtin.BuiltinProfile.Events;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.HiddenClass;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.SampleType;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackTally;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.text.InstantText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The objects that were reachable at the last dump of each JVM up to an instant. JFR dumps its sample of old objects
 * when a recording is dumped or stopped, async-profiler at the end of each chunk.
 */
final class OldObjects {

    private static final int OLD = 0;

    /** One object, not yet merged with others. */
    private record Found(List<Frame> frames, List<SampleLabel> labels, long bytes, boolean sized) {}

    /** Objects that were dumped together. */
    private record Dump(String event, long timeNanos, List<Found> objects) {}

    private OldObjects() {}

    /** Returns empty if the recording has no such event at all. */
    static Optional<StackProfile> at(Recording recording, TimeRange range, boolean byThread, Inventory inventory)
            throws IOException {
        if (BuiltinProfile.HEAP.events().stream().allMatch(event -> inventory.count(event) == 0)) {
            return Optional.empty();
        }
        Map<Integer, Dump> last = last(recording, range, byThread, inventory);
        if (last.isEmpty()) {
            throw new NoDumpYetException(firstNanos(recording, inventory));
        }
        return Optional.of(profile(recording, range, last));
    }

    /** Returns the number of objects in the last dumps, by event. */
    static Map<String, Long> counts(Recording recording, Inventory inventory) throws IOException {
        Map<String, Long> counts = new LinkedHashMap<>();
        last(recording, TimeRange.ALL, false, inventory)
                .values()
                .forEach(dump -> counts.merge(dump.event, (long) dump.objects.size(), Long::sum));
        return counts;
    }

    /** Returns the last dump in the range, by JVM. */
    private static Map<Integer, Dump> last(Recording recording, TimeRange range, boolean byThread, Inventory inventory)
            throws IOException {
        Map<Integer, Dump> last = new TreeMap<>();
        List<Chunk> chunks = new ArrayList<>(recording.chunks());
        for (int i = chunks.size() - 1; i >= 0; i--) {
            Chunk chunk = chunks.get(i);
            if (!last.containsKey(chunk.jvm())
                    && range.mayHold(chunk)
                    && BuiltinProfile.HEAP.events().stream().anyMatch(event -> inventory.count(chunk, event) > 0)) {
                Dump dump = read(chunk, range, byThread);
                if (dump != null) {
                    last.put(chunk.jvm(), dump);
                }
            }
        }
        return last;
    }

    /** Returns the time of the first dump. */
    private static long firstNanos(Recording recording, Inventory inventory) throws IOException {
        long first = Long.MAX_VALUE;
        for (Chunk chunk : recording.chunks()) {
            if (BuiltinProfile.HEAP.events().stream().allMatch(event -> inventory.count(chunk, event) == 0)) {
                continue;
            }
            try (ChunkReader events =
                    chunk.read(EventSelection.of(Events.OLD_OBJECT_SAMPLE), EventSelection.of(Events.LIVE_OBJECT))) {
                for (int event = events.next(); event >= 0; event = events.next()) {
                    first = Math.min(first, events.startNanos());
                }
            }
        }
        return first;
    }

    private static Dump read(Chunk chunk, TimeRange range, boolean byThread) throws IOException {
        TreeMap<Long, List<Found>> byTime = new TreeMap<>();
        List<Found> ofChunk = new ArrayList<>();
        long latest = Long.MIN_VALUE;
        try (ChunkReader events = chunk.read(
                EventSelection.of(
                        Events.OLD_OBJECT_SAMPLE,
                        "stackTrace",
                        "eventThread",
                        "allocationTime",
                        "object",
                        "objectSize"),
                EventSelection.of(
                        Events.LIVE_OBJECT,
                        "stackTrace",
                        "eventThread",
                        "allocationTime",
                        "objectClass",
                        "allocationSize"))) {
            WholeStacks stacks = new WholeStacks(events);
            for (int event = events.next(); event >= 0; event = events.next()) {
                long time = events.startNanos();
                if (!range.contains(time)) {
                    continue;
                }
                Found found = found(events, stacks, event, byThread);
                if (event == OLD) {
                    // All objects of a dump have the same time.
                    byTime.computeIfAbsent(time, absent -> new ArrayList<>()).add(found);
                } else {
                    latest = Math.max(latest, time);
                    ofChunk.add(found);
                }
            }
        }
        if (!byTime.isEmpty()) {
            return new Dump(
                    Events.OLD_OBJECT_SAMPLE,
                    byTime.lastKey(),
                    byTime.lastEntry().getValue());
        }
        return ofChunk.isEmpty() ? null : new Dump(Events.LIVE_OBJECT, latest, ofChunk);
    }

    private static Found found(ChunkReader events, WholeStacks stacks, int event, boolean byThread) throws IOException {
        List<SampleLabel> labels = new ArrayList<>();
        String objectClass = event == OLD ? events.stringAt(3, "type") : events.stringAt(3);
        if (objectClass != null) {
            labels.add(SampleLabel.text(SampleLabel.CLASS, HiddenClass.withoutAddress(objectClass)));
        }
        if (byThread && events.threadAt(1) != null) {
            labels.add(SampleLabel.text(SampleLabel.THREAD, WholeStacks.name(events.threadAt(1))));
        }
        boolean sized = events.has(4);
        long bytes = events.longAt(4);
        if (sized) {
            labels.add(SampleLabel.bytes("bytes", bytes));
        }
        labels.add(SampleLabel.nanoseconds("age", Math.max(0, events.startNanos() - events.nanosAt(2))));
        return new Found(stacks.of(events.longAt(0)), labels, bytes, sized);
    }

    private static StackProfile profile(Recording recording, TimeRange range, Map<Integer, Dump> last)
            throws IOException {
        boolean sized =
                last.values().stream().flatMap(dump -> dump.objects.stream()).allMatch(Found::sized);
        BuiltinProfile heap = BuiltinProfile.HEAP;
        List<SampleType> types = sized ? heap.types : heap.types.subList(0, 1);
        StackTally tally = new StackTally(types.size());
        last.values()
                .forEach(dump -> dump.objects.forEach(object -> tally.add(
                        object.frames, object.labels, sized ? new long[] {1, object.bytes} : new long[] {1})));
        List<String> comments = new ArrayList<>();
        last.values().forEach(dump -> comments.add("as of " + InstantText.utc(dump.timeNanos)));
        comments.add("a sample of the objects, as they are: not scaled to the heap");
        if (!sized) {
            comments.add("without inuse_space: JDKs before 20 do not record the size of an object");
        }
        int shown = types.size() - 1;
        return new StackProfile(
                heap.goName(),
                types,
                shown,
                heap.periodType,
                0,
                range.endsAt(recording),
                0,
                tally.samples(shown),
                comments);
    }
}
