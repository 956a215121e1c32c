package dev.customprofiles.writer;

import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Site;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.SampleType;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import dev.customprofiles.text.InstantText;
import java.util.ArrayList;
import java.util.List;

/** A live set as a profile: what Go has for a custom profile, with the weights and ages that Go does not have. */
public final class LiveSetProfile {

    /** The name of the weight: its unit says what it is. */
    static final String WEIGHT = "space";

    private LiveSetProfile() {}

    /** The first type is the count, under the profile's name; an empty live set has no samples. */
    public static StackProfile of(LiveSet live) {
        boolean weighted = live.unit() != null;
        List<SampleType> types = types(live.profile(), live.unit());
        return new StackProfile(
                live.profile(),
                types,
                0,
                types.get(0),
                1,
                live.atNanos(),
                0,
                live.sites().stream().map(site -> sample(site, weighted)).toList(),
                List.of("live at " + InstantText.utc(live.atNanos())));
    }

    /** What the values of a live set mean: the count, the weight if there is a unit of it, and the sum of the ages. */
    public static List<SampleType> types(String profile, String unit) {
        SampleType count = SampleType.count(profile);
        SampleType age = SampleType.nanoseconds("age");
        return unit == null ? List.of(count, age) : List.of(count, new SampleType(WEIGHT, unit), age);
    }

    /** What is said of a site's objects, beside their stack. */
    public static List<SampleLabel> labels(Site site) {
        List<SampleLabel> labels = new ArrayList<>();
        label(labels, SampleLabel.LABEL, site.label());
        label(labels, SampleLabel.CLASS, site.objectClass());
        label(labels, SampleLabel.THREAD, site.thread());
        label(labels, SampleLabel.COLLECTED, site.collected() ? "true" : null);
        return labels;
    }

    private static StackSample sample(LiveSite live, boolean weighted) {
        List<Long> values = weighted
                ? List.of(live.count(), live.weight(), live.ageNanos())
                : List.of(live.count(), live.ageNanos());
        return new StackSample(live.site().frames(), labels(live.site()), values);
    }

    private static void label(List<SampleLabel> labels, String key, String text) {
        if (text != null) {
            labels.add(SampleLabel.text(key, text));
        }
    }
}
