package dev.customprofiles.writer;

import dev.customprofiles.live.Frame;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.StackSample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names sites by their leaf and labels, and by as many of the callers as it takes to tell them from each other. */
final class SiteNames {

    private SiteNames() {}

    /** A sample without the mark of collected objects. */
    private record Unmarked(List<Frame> frames, List<SampleLabel> labels) {

        static Unmarked of(StackSample sample) {
            return new Unmarked(
                    sample.frames(),
                    sample.labels().stream()
                            .filter(label -> !label.key().equals(SampleLabel.COLLECTED))
                            .toList());
        }
    }

    /**
     * A name for each sample, in their order; equal names for what is equal in all. The collected and the reachable objects
     * of one origin are one site.
     */
    static List<String> of(List<StackSample> samples) {
        List<Unmarked> origins = samples.stream().map(Unmarked::of).toList();
        List<Unmarked> distinct = origins.stream().distinct().toList();
        List<String> names = names(distinct);
        Map<Unmarked, String> byOrigin = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            byOrigin.put(distinct.get(i), names.get(i));
        }
        return origins.stream().map(byOrigin::get).toList();
    }

    private static List<String> names(List<Unmarked> origins) {
        List<String> names = new ArrayList<>();
        origins.forEach(sample -> names.add(name(sample, 1)));
        boolean changed = true;
        for (int depth = 2; changed; depth++) {
            Map<String, List<Integer>> equal = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                equal.computeIfAbsent(names.get(i), absent -> new ArrayList<>()).add(i);
            }
            changed = false;
            for (List<Integer> several : equal.values()) {
                for (int i : several.size() > 1 ? several : List.<Integer>of()) {
                    if (origins.get(i).frames().size() >= depth) {
                        names.set(i, name(origins.get(i), depth));
                        changed = true;
                    }
                }
            }
        }
        return names;
    }

    private static String name(Unmarked origin, int depth) {
        StringBuilder name = new StringBuilder();
        for (Frame frame : origin.frames().subList(0, depth)) {
            name.append(name.isEmpty() ? "" : " < ").append(frame.function());
            if (frame.line() > 0) {
                name.append(':').append(frame.line());
            }
        }
        for (SampleLabel label : origin.labels()) {
            name.append(' ').append(label.key()).append('=').append(ValueText.of(label));
        }
        return name.toString();
    }
}
