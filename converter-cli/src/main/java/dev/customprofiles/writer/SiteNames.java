package dev.customprofiles.writer;

import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.StackSample;
import dev.customprofiles.replay.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names sites by their leaf and labels, and by as many of the callers as it takes to tell them from each other. */
final class SiteNames {

    private SiteNames() {}

    /** A name for each sample, in their order; equal names for what is equal in all. */
    static List<String> of(List<StackSample> samples) {
        List<String> names = new ArrayList<>();
        samples.forEach(sample -> names.add(name(sample, 1)));
        boolean changed = true;
        for (int depth = 2; changed; depth++) {
            Map<String, List<Integer>> equal = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                equal.computeIfAbsent(names.get(i), absent -> new ArrayList<>()).add(i);
            }
            changed = false;
            for (List<Integer> several : equal.values()) {
                for (int i : several.size() > 1 ? several : List.<Integer>of()) {
                    if (samples.get(i).frames().size() >= depth) {
                        names.set(i, name(samples.get(i), depth));
                        changed = true;
                    }
                }
            }
        }
        return names;
    }

    private static String name(StackSample sample, int depth) {
        StringBuilder name = new StringBuilder();
        for (Frame frame : sample.frames().subList(0, depth)) {
            name.append(name.isEmpty() ? "" : " < ").append(frame.function());
            if (frame.line() > 0) {
                name.append(':').append(frame.line());
            }
        }
        for (SampleLabel label : sample.labels()) {
            name.append(' ').append(label.key()).append('=').append(ValueText.of(label));
        }
        return name.toString();
    }
}
