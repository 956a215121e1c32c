package dev.customprofiles.writer;

import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteTurnover;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.SampleType;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import dev.customprofiles.text.InstantText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A live set as a profile: what Go has for a custom profile, with the weights and ages that Go does not have. */
public final class LiveSetProfile {

    /** The name of the weight: its unit says what it is. */
    static final String WEIGHT = "space";

    /** The class of what {@code Profile.track()} gives, which stands for an object without one of its own. */
    private static final String HANDLE = "dev.customprofiles.Handle";

    /** The names of what came and went. */
    static final String ADDED = "added";

    static final String REMOVED = "removed";
    static final Set<String> CHURN = Set.of(ADDED, REMOVED);

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

    /**
     * As {@link #of(LiveSet)}, with how many objects of each site came and how many the application removed as two values more. Sites
     * of which nothing is live any more are samples, too; what is collected has come and gone with the reachable objects of its site.
     */
    public static StackProfile of(LiveSet live, List<SiteTurnover> turnover) {
        StackProfile alone = of(live);
        List<SampleType> types = new ArrayList<>(alone.types());
        types.add(SampleType.count(ADDED));
        types.add(SampleType.count(REMOVED));
        Map<Site, SiteTurnover> left = new LinkedHashMap<>();
        turnover.forEach(site -> left.put(site.site(), site));
        boolean weighted = live.unit() != null;
        List<StackSample> samples = new ArrayList<>();
        for (LiveSite site : live.sites()) {
            samples.add(sample(site, weighted, left.remove(site.site())));
        }
        left.forEach((site, gone) -> samples.add(sample(new LiveSite(site, 0, 0, 0), weighted, gone)));
        return new StackProfile(
                alone.name(),
                types,
                alone.shown(),
                alone.periodType(),
                alone.period(),
                alone.timeNanos(),
                alone.durationNanos(),
                samples,
                alone.comments());
    }

    /** @param turnover null for none */
    private static StackSample sample(LiveSite live, boolean weighted, SiteTurnover turnover) {
        StackSample alone = sample(live, weighted);
        List<Long> values = new ArrayList<>(alone.values());
        values.add(turnover == null ? 0 : turnover.added());
        values.add(turnover == null ? 0 : turnover.removed());
        return new StackSample(alone.frames(), alone.labels(), values);
    }

    /** What the values of a live set mean: the count, the weight if there is a unit of it, and the sum of the ages. */
    public static List<SampleType> types(String profile, String unit) {
        SampleType count = SampleType.count(profile);
        SampleType age = SampleType.nanoseconds("age");
        return unit == null ? List.of(count, age) : List.of(count, new SampleType(WEIGHT, unit), age);
    }

    /** What is said of a site's objects, beside their stack; nothing of the class of handles, which is the same for all. */
    public static List<SampleLabel> labels(Site site) {
        List<SampleLabel> labels = new ArrayList<>();
        label(labels, SampleLabel.LABEL, site.label());
        label(labels, SampleLabel.CLASS, HANDLE.equals(site.objectClass()) ? null : site.objectClass());
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
