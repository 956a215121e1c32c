package dev.customprofiles.builtin;

import dev.customprofiles.builtin.BuiltinProfile.Events;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The events in a recording that make a builtin profile.
 *
 * @param total the profile's count over the whole recording, or at its end; greater than 0
 * @param counts number of events by type, in the profile's order of preference; not empty. They add up to the total,
 *     unless the profile is made of starts and ends
 * @param losses lines about events that the JVM took but could not keep; empty if there were none
 */
public record BuiltinEvents(long total, Map<String, Long> counts, List<String> losses) {

    /** Copies the collections. */
    public BuiltinEvents {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        losses = List.copyOf(losses);
    }

    /** Finds the events of each builtin profile with a count greater than 0, in the order of the enum. */
    public static Map<BuiltinProfile, BuiltinEvents> of(Recording recording) throws IOException {
        TreeSet<String> events = new TreeSet<>();
        for (BuiltinProfile profile : BuiltinProfile.values()) {
            events.addAll(profile.events());
        }
        Inventory inventory = Inventory.of(recording, events, chunk -> true);
        CountedEvents counted = CountedEvents.of(recording, inventory);
        Map<BuiltinProfile, BuiltinEvents> found = new LinkedHashMap<>();
        for (BuiltinProfile profile : BuiltinProfile.values()) {
            BuiltinEvents ofProfile = switch (profile) {
                case HEAP -> heap(recording, inventory);
                case GOROUTINE -> threads(recording, inventory);
                case GOROUTINELEAK -> stuckThreads(recording, inventory);
                default -> accumulated(profile, counted.of(profile), inventory);
            };
            if (ofProfile.total > 0) {
                found.put(profile, ofProfile);
            }
        }
        return found;
    }

    private static BuiltinEvents accumulated(BuiltinProfile profile, Map<String, Long> counts, Inventory inventory) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        List<String> losses = profile == BuiltinProfile.PROFILE && inventory.count(Events.CPU_TIME_SAMPLE) > 0
                ? Inventory.lostSamples(inventory.count(Events.CPU_TIME_SAMPLES_LOST), total)
                : List.of();
        return new BuiltinEvents(total, counts, losses);
    }

    /** The events of each JVM's last dump. */
    private static BuiltinEvents heap(Recording recording, Inventory inventory) throws IOException {
        Map<String, Long> counts = OldObjects.counts(recording, inventory);
        return new BuiltinEvents(
                counts.values().stream().mapToLong(Long::longValue).sum(), counts, List.of());
    }

    private static BuiltinEvents stuckThreads(Recording recording, Inventory inventory) throws IOException {
        long dumps = inventory.count(Events.THREAD_DUMP);
        long total = dumps < 2
                ? 0
                : StuckThreads.at(recording, TimeRange.ALL, false)
                        .map(StackProfile::total)
                        .orElse(0L);
        return new BuiltinEvents(total, Map.of(Events.THREAD_DUMP, dumps), List.of());
    }

    private static BuiltinEvents threads(Recording recording, Inventory inventory) throws IOException {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String event : BuiltinProfile.GOROUTINE.events()) {
            if (inventory.count(event) > 0) {
                counts.put(event, inventory.count(event));
            }
        }
        long total = LiveThreads.at(recording, TimeRange.ALL, false, inventory)
                .map(StackProfile::total)
                .orElse(0L);
        return new BuiltinEvents(total, counts, List.of());
    }
}
