package dev.customprofiles.counts;

import dev.customprofiles.live.LeftOut;
import dev.customprofiles.live.Sampling;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.EventType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the times in a chunk in which settings kept some types of events out. JFR writes the settings of every event type at the
 * start of each chunk, and again when they change, as {@code jdk.ActiveSetting}; where that is off nothing is known.
 */
public final class LeftOutEvents {

    private static final String OFF = "enabled=false";

    private record Change(long type, long nanos, String name, String value) {}

    private final long endNanos;

    /** The types that are looked at; of the recorder's, each copy of the recorder has its own. */
    private final Map<Long, String> types = new HashMap<>();

    private final List<Change> changes = new ArrayList<>();

    /** @param events the names of the types to look at */
    public LeftOutEvents(Chunk chunk, Set<String> events) throws IOException {
        this.endNanos = chunk.endNanos();
        for (EventType type : chunk.eventTypes()) {
            if (events.contains(type.name())) {
                types.put(type.id(), type.name());
            }
        }
    }

    /** Takes a setting. */
    public void setting(long type, long nanos, String name, String value) {
        if (types.containsKey(type) && name != null && value != null) {
            changes.add(new Change(type, nanos, name, value));
        }
    }

    /** The times, those of one type in order. */
    public List<LeftOut> found() {
        changes.sort(Comparator.comparingLong(Change::nanos));
        Map<Long, Map<String, String>> settings = new HashMap<>();
        Map<Long, LeftOut> current = new HashMap<>();
        List<LeftOut> found = new ArrayList<>();
        for (Change change : changes) {
            Map<String, String> ofType = settings.computeIfAbsent(change.type, absent -> new HashMap<>());
            ofType.put(change.name, change.value);
            String event = types.get(change.type);
            String limit = limit(event, ofType);
            LeftOut before = current.get(change.type);
            if (before != null && !before.setting().equals(limit)) {
                found.add(new LeftOut(event, before.setting(), before.fromNanos(), change.nanos));
                current.remove(change.type);
            }
            if (limit != null && !current.containsKey(change.type)) {
                current.put(change.type, new LeftOut(event, limit, change.nanos, endNanos));
            }
        }
        found.addAll(current.values());
        found.removeIf(leftOut -> leftOut.toNanos() <= leftOut.fromNanos());
        return found;
    }

    /** The times in which a type was switched off. */
    public List<LeftOut> switchedOff() {
        return found().stream().filter(leftOut -> leftOut.setting().equals(OFF)).toList();
    }

    /** The setting that keeps events out; null if none does. */
    private static String limit(String event, Map<String, String> settings) {
        if ("false".equals(settings.get("enabled"))) {
            return OFF;
        }
        Set<String> texts = settings.entrySet().stream()
                .map(setting -> setting.getKey() + '=' + setting.getValue())
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> limits = Sampling.of(event, texts).limits();
        return limits.isEmpty() ? null : String.join(", ", limits);
    }

    /** Joins times of one event and setting that follow one another, those of one chunk and of the next. */
    public static List<LeftOut> joined(List<LeftOut> all) {
        List<LeftOut> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(LeftOut::event)
                .thenComparing(LeftOut::setting)
                .thenComparingLong(LeftOut::fromNanos));
        List<LeftOut> joined = new ArrayList<>();
        for (LeftOut next : sorted) {
            LeftOut last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            boolean follows = last != null
                    && last.event().equals(next.event())
                    && last.setting().equals(next.setting())
                    && next.fromNanos() <= last.toNanos() + Chunk.ROTATION_NANOS;
            if (follows) {
                long end = Math.max(last.toNanos(), next.toNanos());
                joined.set(joined.size() - 1, new LeftOut(last.event(), last.setting(), last.fromNanos(), end));
            } else {
                joined.add(next);
            }
        }
        return joined;
    }
}
