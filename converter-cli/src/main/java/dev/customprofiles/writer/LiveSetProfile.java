package dev.customprofiles.writer;

import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.SampleType;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import dev.customprofiles.replay.LiveSet;
import dev.customprofiles.replay.LiveSite;
import dev.customprofiles.replay.Site;
import java.util.ArrayList;
import java.util.List;

/** A live set as a profile: what Go has for a custom profile, with the weights and ages that Go does not have. */
public final class LiveSetProfile {

    private LiveSetProfile() {}

    /** The first type is the count, under the profile's name; an empty live set has no samples. */
    public static StackProfile of(LiveSet live) {
        boolean weighted = live.unit() != null;
        SampleType count = SampleType.count(live.profile());
        List<SampleType> types = new ArrayList<>(List.of(count));
        if (weighted) {
            types.add(new SampleType("space", live.unit()));
        }
        types.add(SampleType.nanoseconds("age"));
        return new StackProfile(
                live.profile(),
                types,
                0,
                count,
                1,
                live.atNanos(),
                0,
                live.sites().stream().map(site -> sample(site, weighted)).toList(),
                List.of("live at " + InstantText.utc(live.atNanos())));
    }

    private static StackSample sample(LiveSite live, boolean weighted) {
        Site site = live.site();
        List<SampleLabel> labels = new ArrayList<>();
        label(labels, "label", site.label());
        label(labels, "class", site.objectClass());
        label(labels, "thread", site.thread());
        List<Long> values = weighted
                ? List.of(live.count(), live.weight(), live.ageNanos())
                : List.of(live.count(), live.ageNanos());
        return new StackSample(site.frames(), labels, values);
    }

    private static void label(List<SampleLabel> labels, String key, String text) {
        if (text != null) {
            labels.add(SampleLabel.text(key, text));
        }
    }
}
