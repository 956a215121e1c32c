package dev.customprofiles.writer;

import dev.customprofiles.live.Frame;
import dev.customprofiles.profile.Frameworks;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.StackSample;
import java.util.List;

/** Names the rows of tables. */
final class RowNames {

    private RowNames() {}

    /** Returns the row of each sample; for functions and lines, that of its leaf. */
    static List<String> of(List<StackSample> samples, Grouping by, Frameworks frameworks) {
        return switch (by) {
            case FUNCTION, LINE ->
                samples.stream().map(sample -> of(sample.frames().get(0), by)).toList();
            case SITE -> SiteNames.of(samples, frameworks);
            case LABEL, CLASS, THREAD ->
                samples.stream().map(sample -> group(sample, by)).toList();
        };
    }

    /** Returns the function of a frame, or its line in the format of {@code go tool pprof -lines}. */
    static String of(Frame frame, Grouping by) {
        String file = frame.line() > 0 ? frame.file() + ":" + frame.line() : frame.file();
        return by == Grouping.FUNCTION || file.isEmpty() ? frame.function() : frame.function() + " " + file;
    }

    private static String group(StackSample sample, Grouping by) {
        Frame leaf = sample.frames().get(0);
        if (leaf.isOfSeveralSites()) {
            return leaf.function();
        }
        return sample.label(by.key)
                .map(SampleLabel::text)
                .filter(text -> !text.isEmpty())
                .orElse("[no " + by.key + "]");
    }
}
