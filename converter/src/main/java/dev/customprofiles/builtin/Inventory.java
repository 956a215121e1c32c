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

/** Which events the chunks of a recording have, how many, and how JFR was told to record them. */
final class Inventory {

    private static final String SETTINGS = "jdk.ActiveSetting";
    private static final String DATA_LOSS = "jdk.DataLoss";

    /** What one chunk says of one event. */
    static final class EventFacts {
        long count;
        boolean enabled;

        /** How often it samples, from when on. */
        final TreeMap<Long, Long> periods = new TreeMap<>();

        /** Other settings that leave events out, as they are written: {@code threshold=20 ms}. */
        final TreeSet<String> limits = new TreeSet<>();
    }

    /** What one chunk has. */
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

    /** Counts events of some types in the chunks that are wanted. */
    static Inventory of(Recording recording, Collection<String> events, Predicate<Chunk> wanted) throws IOException {
        Inventory inventory = new Inventory();
        recording.process(chunk -> wanted.test(chunk) ? read(chunk, events) : null, facts -> {
            if (facts != null) {
                inventory.chunks.put(facts.chunk, facts);
            }
        });
        return inventory;
    }

    /** What to say of samples that the JVM took and could not keep; nothing if there were none. */
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

    /** The first alternative of a profile that tells what happened in a chunk; none when the chunk has none of the events. */
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

    /** Whether events of that type were to be recorded, so that having none means that there were none. */
    boolean enabled(String event) {
        return chunks.values().stream().anyMatch(facts -> facts.of(event).enabled);
    }

    /** Whether an event tells what happened in a chunk: it is there, or was enabled where the JVM does write it. */
    private boolean tells(Chunk chunk, String event) {
        return count(chunk, event) > 0
                || chunks.get(chunk).of(event).enabled
                        && chunks.values().stream()
                                .anyMatch(facts -> facts.chunk.jvm() == chunk.jvm() && facts.of(event).count > 0);
    }

    /** Whether the JVMs could have recorded it, had they been told to. */
    boolean knows(String event) {
        return chunks.values().stream().anyMatch(facts -> facts.known.contains(event));
    }

    boolean isThrottled(String event) {
        return limits(event).stream().anyMatch(limit -> limit.startsWith("throttle="));
    }

    /** The settings that left short or frequent events out. */
    TreeSet<String> limits(String event) {
        TreeSet<String> limits = new TreeSet<>();
        chunks.values().forEach(facts -> limits.addAll(facts.of(event).limits));
        return limits;
    }

    /** How often an event was sampled in a JVM, from when on: a sample may be in a later chunk than its setting. */
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

    /** How many bytes of events the JVM dropped. */
    long lostBytes() {
        return count(DATA_LOSS);
    }

    /** Whether the JVM would have said so. */
    boolean lossRecorded() {
        return enabled(DATA_LOSS) || lostBytes() > 0;
    }
}
