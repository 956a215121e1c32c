package dev.customprofiles.builtin;

import dev.customprofiles.builtin.BuiltinProfile.Events;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import dev.customprofiles.reader.EventType;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.text.Quantity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The events in the chunks of a recording: their types, numbers and settings. */
final class Inventory {

    private static final String SETTINGS = "jdk.ActiveSetting";
    private static final String DATA_LOSS = "jdk.DataLoss";

    /** One event type in one chunk. */
    static final class EventFacts {
        long count;
        boolean enabled;

        /** Sampling periods, by the time from which they apply. */
        final TreeMap<Long, Long> periods = new TreeMap<>();

        /** Other settings that leave events out, as written in the recording: {@code threshold=20 ms}. */
        final TreeSet<String> limits = new TreeSet<>();
    }

    /** The event types of one chunk. */
    private record ChunkFacts(Chunk chunk, Map<String, EventFacts> events, Set<String> known) {
        EventFacts of(String event) {
            return events.getOrDefault(event, NONE);
        }
    }

    private static final EventFacts NONE = new EventFacts();

    private record JvmEvent(int jvm, String event) {}

    private final Map<Chunk, ChunkFacts> chunks = new LinkedHashMap<>();
    private final Map<JvmEvent, TreeMap<Long, Long>> periods = new ConcurrentHashMap<>();

    private Inventory() {}

    /** Counts events of the given types in the chunks that pass. */
    static Inventory of(Recording recording, Collection<String> events, Predicate<Chunk> wanted) throws IOException {
        Inventory inventory = new Inventory();
        recording.process(chunk -> wanted.test(chunk) ? read(chunk, events) : null, facts -> {
            if (facts != null) {
                inventory.chunks.put(facts.chunk, facts);
            }
        });
        return inventory;
    }

    /** Describes samples that the JVM took but could not keep; empty if there were none. */
    static List<String> lostSamples(long lost, long kept) {
        return lost == 0
                ? List.of()
                : List.of("the JVM lost " + lost + " of " + Quantity.of(kept + lost, "sample") + " ("
                        + Events.CPU_TIME_SAMPLES_LOST + "): times are too low by as much");
    }

    private static ChunkFacts read(Chunk chunk, Collection<String> events) throws IOException {
        Map<Long, String> names =
                chunk.eventTypes().stream().collect(Collectors.toMap(EventType::id, EventType::name, (a, b) -> a));
        List<String> counted = new ArrayList<>(events);
        List<EventSelection> wanted = new ArrayList<>();
        counted.forEach(event -> wanted.add(EventSelection.of(event)));
        wanted.add(EventSelection.of(DATA_LOSS, "amount"));
        wanted.add(EventSelection.of(Events.CPU_TIME_SAMPLES_LOST, "lostSamples"));
        wanted.add(EventSelection.of(SETTINGS, "id", "name", "value"));
        long[] counts = new long[counted.size()];
        Map<String, EventFacts> facts = new HashMap<>();
        try (ChunkReader reader = chunk.read(wanted.toArray(EventSelection[]::new))) {
            for (int event = reader.next(); event >= 0; event = reader.next()) {
                if (event < counts.length) {
                    counts[event]++;
                } else if (event == counts.length) {
                    facts(facts, DATA_LOSS).count += reader.longAt(0);
                } else if (event == counts.length + 1) {
                    facts(facts, Events.CPU_TIME_SAMPLES_LOST).count += reader.longAt(0);
                } else {
                    String about = names.get(reader.longAt(0));
                    if (about != null && (about.equals(DATA_LOSS) || events.contains(about))) {
                        set(facts(facts, about), reader.startNanos(), reader.stringAt(1), reader.stringAt(2));
                    }
                }
            }
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                facts(facts, counted.get(i)).count = counts[i];
            }
        }
        names.values().retainAll(events);
        return new ChunkFacts(chunk, facts, Set.copyOf(names.values()));
    }

    private static EventFacts facts(Map<String, EventFacts> facts, String event) {
        return facts.computeIfAbsent(event, absent -> new EventFacts());
    }

    private static void set(EventFacts facts, long timeNanos, String name, String value) {
        if (name == null || value == null) {
            return;
        }
        switch (name) {
            case "enabled" -> facts.enabled |= value.equals("true");
            case "period", "interval" -> {
                long period = SettingText.nanos(value);
                if (period > 0) {
                    facts.periods.put(timeNanos, period);
                }
            }
            case "threshold", "throttle" -> {
                if (!value.equals("off") && SettingText.nanos(value) != 0) {
                    facts.limits.add(name + "=" + value);
                }
            }
            default -> {}
        }
    }

    /** Returns the first alternative of a profile that covers a chunk; empty if none does. */
    List<ProfiledEvent> sources(Chunk chunk, BuiltinProfile profile) {
        if (!chunks.containsKey(chunk)) {
            return List.of();
        }
        for (List<ProfiledEvent> alternative : profile.alternatives) {
            if (alternative.stream().anyMatch(source -> tells(chunk, source.event()))) {
                return alternative;
            }
        }
        return List.of();
    }

    long count(Chunk chunk, String event) {
        ChunkFacts facts = chunks.get(chunk);
        return facts == null ? 0 : facts.of(event).count;
    }

    long count(String event) {
        return chunks.values().stream()
                .mapToLong(facts -> facts.of(event).count)
                .sum();
    }

    /** Returns whether the type was enabled, so that the absence of events means that none happened. */
    boolean enabled(String event) {
        return chunks.values().stream().anyMatch(facts -> facts.of(event).enabled);
    }

    /**
     * Returns whether an event type covers a chunk: it has such events, or the type was enabled in a JVM that writes
     * it.
     */
    private boolean tells(Chunk chunk, String event) {
        return count(chunk, event) > 0
                || chunks.get(chunk).of(event).enabled
                        && chunks.values().stream()
                                .anyMatch(facts -> facts.chunk.jvm() == chunk.jvm() && facts.of(event).count > 0);
    }

    /** Returns whether the JVMs support the event type. */
    boolean knows(String event) {
        return chunks.values().stream().anyMatch(facts -> facts.known.contains(event));
    }

    boolean isThrottled(String event) {
        return limits(event).stream().anyMatch(limit -> limit.startsWith("throttle="));
    }

    /** Returns the settings that left out short or frequent events. */
    TreeSet<String> limits(String event) {
        TreeSet<String> limits = new TreeSet<>();
        chunks.values().forEach(facts -> limits.addAll(facts.of(event).limits));
        return limits;
    }

    /**
     * Returns the sampling periods of an event in a JVM, by start time. A sample may be in a later chunk than its
     * setting.
     */
    TreeMap<Long, Long> periods(int jvm, String event) {
        return periods.computeIfAbsent(new JvmEvent(jvm, event), absent -> {
            TreeMap<Long, Long> found = new TreeMap<>();
            for (ChunkFacts facts : chunks.values()) {
                if (facts.chunk.jvm() == jvm) {
                    found.putAll(facts.of(event).periods);
                }
            }
            return found;
        });
    }

    /** Returns how many bytes of events the JVM dropped. */
    long lostBytes() {
        return count(DATA_LOSS);
    }

    /** Returns whether losses were being recorded. */
    boolean lossRecorded() {
        return enabled(DATA_LOSS) || lostBytes() > 0;
    }
}
