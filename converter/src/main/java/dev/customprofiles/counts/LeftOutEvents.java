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
 * Finds the time ranges of a chunk in which settings suppressed some event types. JFR writes the settings of every
 * event type as {@code jdk.ActiveSetting}, at the start of each chunk and when they change. If that event is off,
 * nothing is known.
 */
public final class LeftOutEvents {

    private static final String OFF = "enabled=false";

    private record Change(long type, long nanos, String name, String value) {}

    private final long endNanos;

    /** The event types to look at, by id. Each copy of the recorder has its own ids. */
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

    /** Adds a setting. */
    public void setting(long type, long nanos, String name, String value) {
        if (types.containsKey(type) && name != null && value != null) {
            changes.add(new Change(type, nanos, name, value));
        }
    }

    /** Returns the time ranges, those of one type in order. */
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

    /** Returns the time ranges in which a type was disabled. */
    public List<LeftOut> switchedOff() {
        return found().stream().filter(leftOut -> leftOut.setting().equals(OFF)).toList();
    }

    /** Returns the setting that suppresses events; null if none does. */
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

    /** Joins adjacent time ranges of the same event and setting, across chunks. */
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
