package dev.customprofiles.builtin;

import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the events of the profiles over a time range like {@link Accumulation}, but without reading stacks. */
final class CountedEvents {

    /** A source of a profile. */
    private record Counted(BuiltinProfile profile, ProfiledEvent source) {
        String field() {
            return CountingRule.field(profile, source);
        }
    }

    private final Inventory inventory;

    /** The sums of all chunks, for each profile by event. */
    private final Map<BuiltinProfile, Map<String, Long>> counts = new LinkedHashMap<>();

    private CountedEvents(Inventory inventory) {
        this.inventory = inventory;
        for (BuiltinProfile profile : BuiltinProfile.values()) {
            Map<String, Long> ofProfile = new LinkedHashMap<>();
            profile.events().forEach(event -> ofProfile.put(event, 0L));
            counts.put(profile, ofProfile);
        }
    }

    /** @param inventory of the whole recording, with the events of all builtin profiles */
    static CountedEvents of(Recording recording, Inventory inventory) throws IOException {
        CountedEvents all = new CountedEvents(inventory);
        recording.process(all::count, all::add);
        return all;
    }

    /** Returns the number of events by type in a profile over a time range, without types that have none. */
    Map<String, Long> of(BuiltinProfile profile) {
        Map<String, Long> found = new LinkedHashMap<>(counts.get(profile));
        found.values().removeIf(count -> count == 0);
        return found;
    }

    private Map<Counted, Long> count(Chunk chunk) throws IOException {
        Map<Counted, Long> found = new LinkedHashMap<>();
        List<Counted> decided = new ArrayList<>();
        for (BuiltinProfile profile : BuiltinProfile.values()) {
            for (ProfiledEvent source :
                    profile.accumulates() ? inventory.sources(chunk, profile) : List.<ProfiledEvent>of()) {
                Counted counted = new Counted(profile, source);
                long events = inventory.count(chunk, source.event());
                if (counted.field() == null) {
                    found.put(counted, events);
                } else if (events > 0) {
                    decided.add(counted);
                }
            }
        }
        if (!decided.isEmpty()) {
            read(chunk, decided, found);
        }
        return found;
    }

    /** Reads each event once: no two profiles use the same event. */
    private static void read(Chunk chunk, List<Counted> decided, Map<Counted, Long> found) throws IOException {
        EventSelection[] wanted = decided.stream()
                .map(counted -> EventSelection.of(counted.source.event(), counted.field()))
                .toArray(EventSelection[]::new);
        long[] counts = new long[wanted.length];
        try (ChunkReader events = chunk.read(wanted)) {
            List<CountingRule> rules = decided.stream()
                    .map(counted -> new CountingRule(counted.profile, events))
                    .toList();
            for (int event = events.next(); event >= 0; event = events.next()) {
                counts[event] += rules.get(event).counts(0) ? 1 : 0;
            }
        }
        for (int i = 0; i < counts.length; i++) {
            found.put(decided.get(i), counts[i]);
        }
    }

    private void add(Map<Counted, Long> chunk) {
        chunk.forEach(
                (counted, events) -> counts.get(counted.profile).merge(counted.source.event(), events, Long::sum));
    }
}
