package dev.customprofiles.builtin;

import dev.customprofiles.builtin.BuiltinProfile.Events;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackTally;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.text.DurationText;
import dev.customprofiles.text.Quantity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Adds up the events in a time range. A wait counts when it ends, as in Go, with its whole duration. */
final class Accumulation {

    private final BuiltinProfile profile;
    private final TimeRange range;
    private final Inventory inventory;
    private final StackTally tally;
    private final TreeMap<Long, Long> periods = new TreeMap<>();
    private final Set<String> counted = new HashSet<>();
    private long withoutPeriod;
    private long lost;

    private Accumulation(BuiltinProfile profile, TimeRange range, Inventory inventory) {
        this.profile = profile;
        this.range = range;
        this.inventory = inventory;
        this.tally = new StackTally(profile.types.size());
    }

    /** @param losses receives a line about samples that the JVM took but could not keep */
    static Optional<StackProfile> of(
            Recording recording,
            BuiltinProfile profile,
            TimeRange range,
            boolean byThread,
            Inventory inventory,
            List<String> losses)
            throws IOException {
        List<String> events = profile.events();
        if (events.stream().noneMatch(event -> inventory.count(event) > 0 || inventory.enabled(event))) {
            return Optional.empty();
        }
        Accumulation accumulation = new Accumulation(profile, range, inventory);
        recording.process(
                chunk -> {
                    List<ProfiledEvent> sources = inventory.sources(chunk, profile);
                    return sources.isEmpty()
                            ? null
                            : ChunkSamples.read(profile, sources, inventory, range, byThread, chunk);
                },
                accumulation::add);
        losses.addAll(accumulation.losses());
        return Optional.of(accumulation.profile(recording));
    }

    private List<String> losses() {
        long kept = periods.values().stream().mapToLong(Long::longValue).sum();
        return Inventory.lostSamples(lost, kept);
    }

    /** @param chunk null if the chunk has no samples */
    private void add(ChunkSamples chunk) {
        if (chunk == null) {
            return;
        }
        tally.addAll(chunk.tally);
        chunk.events().forEach(counted::add);
        chunk.periods.forEach((period, samples) -> periods.merge(period, samples, Long::sum));
        withoutPeriod += chunk.withoutPeriod;
        lost += chunk.lost;
    }

    private StackProfile profile(Recording recording) throws IOException {
        long from = Math.max(range.fromNanos(), recording.startNanos());
        long to = Math.max(from, Math.min(range.toNanos(), recording.endNanos()));
        int shown = profile.types.size() - 1;
        return new StackProfile(
                profile.goName(),
                profile.types,
                shown,
                profile.periodType,
                period(),
                from,
                to - from,
                tally.samples(shown),
                comments());
    }

    /** Returns the sampling period of most samples; pprof has room for only one. */
    private long period() {
        return switch (profile) {
            case PROFILE ->
                periods.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(0L);
            case ALLOCS -> 0;
            default -> 1;
        };
    }

    private List<String> comments() {
        List<String> comments = new ArrayList<>();
        for (String event : profile.events()) {
            boolean counts = counted.isEmpty() || counted.contains(event);
            if (counts && (inventory.count(event) > 0 || inventory.enabled(event))) {
                comments.add("from " + event + limits(event));
            }
        }
        switch (profile) {
            case PROFILE -> sampling(comments);
            case BLOCK, MUTEX -> {
                comments.add("a lower bound: waits that were shorter than a threshold are not recorded");
                if (profile.events().stream().anyMatch(inventory::isThrottled)) {
                    comments.add("a lower bound: of throttled events only so many a second are recorded");
                }
                comments.add("a wait counts when it ends");
            }
            default -> {}
        }
        if (profile == BuiltinProfile.MUTEX) {
            comments.add("stacks are those of the threads that waited: the owner's is not recorded");
        }
        return comments;
    }

    private String limits(String event) {
        return inventory.limits(event).isEmpty() ? "" : " (" + String.join(", ", inventory.limits(event)) + ")";
    }

    private void sampling(List<String> comments) {
        periods.forEach((period, samples) ->
                comments.add(Quantity.of(samples, "sample") + " stand for " + DurationText.of(period) + " each"));
        if (withoutPeriod > 0) {
            comments.add(Quantity.of(withoutPeriod, "sample") + " without a period in the recording: "
                    + DurationText.of(ChunkSamples.ASSUMED_PERIOD) + " is assumed");
        }
        if (counted.contains(Events.EXECUTION_SAMPLE)) {
            comments.add("a lower bound where JFR took the samples: a few threads at a time, and only Java code");
        }
    }
}
