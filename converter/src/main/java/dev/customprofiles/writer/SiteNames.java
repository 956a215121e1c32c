package dev.customprofiles.writer;

import dev.customprofiles.live.Frame;
import dev.customprofiles.profile.Frameworks;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.StackSample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names sites by the application's frame, the leaf if that is a different frame, and labels. Further frames are added
 * as needed to make names unique: {@code application < its caller <- leaf}.
 */
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
     * Returns a name for each sample, in their order; equal samples have equal names. The collected and the reachable
     * objects of a stack are one site.
     */
    static List<String> of(List<StackSample> samples, Frameworks frameworks) {
        List<Unmarked> origins = samples.stream().map(Unmarked::of).toList();
        Map<Unmarked, Name> byOrigin = new LinkedHashMap<>();
        for (Unmarked origin : origins) {
            byOrigin.computeIfAbsent(origin, absent -> new Name(absent, frameworks.applicationIndex(absent.frames())));
        }
        tellApart(List.copyOf(byOrigin.values()));
        return origins.stream().map(origin -> byOrigin.get(origin).text).toList();
    }

    private static void tellApart(List<Name> names) {
        boolean changed = true;
        while (changed) {
            Map<String, List<Name>> equal = new HashMap<>();
            names.forEach(name -> equal.computeIfAbsent(name.text, absent -> new ArrayList<>())
                    .add(name));
            changed = false;
            for (List<Name> several : equal.values()) {
                if (several.size() == 1) {
                    continue;
                }
                List<Frame> callers = several.get(0).fromApplication();
                boolean sameCallers =
                        several.stream().allMatch(name -> name.fromApplication().equals(callers));
                for (Name name : several) {
                    changed |= sameCallers ? name.extendToLeaf() : name.extendToRoot();
                }
            }
        }
    }

    private static final class Name {
        private final Unmarked origin;
        private final int application;
        /** Number of frames to show from the application's on. */
        private int outer = 1;
        /** Number of frames from the leaf on to show with lines; if 0, the leaf is shown without its line. */
        private int inner;

        private String text;

        Name(Unmarked origin, int application) {
            this.origin = origin;
            this.application = application;
            text = text();
        }

        List<Frame> fromApplication() {
            return origin.frames().subList(application, origin.frames().size());
        }

        /** Shows another caller; returns false if there is none. */
        boolean extendToRoot() {
            if (outer == fromApplication().size()) {
                return false;
            }
            outer++;
            text = text();
            return true;
        }

        /** Shows another frame between the leaf and the application's; returns false if there is none. */
        boolean extendToLeaf() {
            if (inner == application) {
                return false;
            }
            inner++;
            text = text();
            return true;
        }

        private String text() {
            StringBuilder name = new StringBuilder();
            for (Frame frame : fromApplication().subList(0, outer)) {
                name.append(name.isEmpty() ? "" : " < ").append(line(frame));
            }
            for (int i = inner - 1; i >= 0; i--) {
                name.append(" <- ").append(line(origin.frames().get(i)));
            }
            if (application > 0 && inner == 0) {
                name.append(" <- ").append(origin.frames().get(0).function());
            }
            for (SampleLabel label : origin.labels()) {
                name.append(' ').append(label.key()).append('=').append(ValueText.of(label));
            }
            return name.toString();
        }

        /** {@code shop.Orders.find (Orders.java:31)}. */
        private static String line(Frame frame) {
            if (frame.line() == 0) {
                return frame.function();
            }
            String file = frame.file().substring(frame.file().lastIndexOf('/') + 1);
            return file.isEmpty()
                    ? frame.function() + ":" + frame.line()
                    : frame.function() + " (" + file + ":" + frame.line() + ")";
        }
    }
}
