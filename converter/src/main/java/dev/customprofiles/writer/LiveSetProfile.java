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

/** Converts a live set to a profile like Go's for custom profiles, with weights and ages in addition. */
public final class LiveSetProfile {

    /** Name of the weight, whose unit says what it is. */
    static final String WEIGHT = "space";

    /** Class of the handles from {@code Profile.track()}. */
    private static final String HANDLE = "dev.customprofiles.Handle";

    /** Names of the values for objects added and removed. */
    static final String ADDED = "added";

    static final String REMOVED = "removed";
    static final Set<String> CHURN = Set.of(ADDED, REMOVED);

    private LiveSetProfile() {}

    /**
     * Converts a live set. The first type is the count, with the profile's name. An empty live set gives no samples.
     */
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
     * Like {@link #of(LiveSet)}, with two more values: the numbers of objects that were added and that the application
     * removed. Sites without live objects are included. Collected objects count as added at the sample of their site's
     * reachable objects.
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

    /** Returns the types of the values: the count, the weight if it has a unit, and the sum of the ages. */
    public static List<SampleType> types(String profile, String unit) {
        SampleType count = SampleType.count(profile);
        SampleType age = SampleType.nanoseconds("age");
        return unit == null ? List.of(count, age) : List.of(count, new SampleType(WEIGHT, unit), age);
    }

    /** Returns the labels of a site. The class of handles is omitted, because it says nothing. */
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
