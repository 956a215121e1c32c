package dev.customprofiles.writer;

import dev.customprofiles.holders.HeldSite;
import dev.customprofiles.holders.HolderGroup;
import dev.customprofiles.holders.HolderPath;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.live.Frame;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.SampleType;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import dev.customprofiles.text.InstantText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Converts what holds the objects of a profile to a profile whose stacks begin with the holders: root, references, then the stack. */
public final class HoldersProfile {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final String HELD = "held";

    private HoldersProfile() {}

    /** Converts the sites of one profile. The types are those of a live set, and the retained bytes. */
    public static StackProfile of(String profile, Holders holders) {
        List<HeldSite> sites = holders.sites().stream()
                .filter(site -> site.profile().equals(profile))
                .toList();
        String unit = sites.stream()
                .map(HeldSite::unit)
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
        List<SampleType> types = new ArrayList<>(LiveSetProfile.types(profile, unit));
        types.add(SampleType.bytes("retained"));
        List<StackSample> samples = new ArrayList<>();
        for (HeldSite site : sites) {
            for (HolderGroup group : site.groups()) {
                samples.add(sample(site, group, unit != null));
            }
        }
        long nanos = holders.takenMillis() * NANOS_PER_MILLI;
        return new StackProfile(
                profile,
                types,
                0,
                types.get(0),
                1,
                nanos,
                0,
                samples,
                List.of("live at " + InstantText.utc(nanos) + " in a heap dump, by what holds them"));
    }

    private static StackSample sample(HeldSite site, HolderGroup group, boolean weighted) {
        List<Long> values = new ArrayList<>(List.of(group.objects()));
        if (weighted) {
            values.add(group.weight());
        }
        values.add(group.ageSumNanos());
        values.add(group.retainedBytes());
        List<Frame> frames = new ArrayList<>(site.site().frames());
        frames.addAll(frames(group.path()));
        List<SampleLabel> labels = new ArrayList<>(
                List.of(SampleLabel.text(HELD, group.path().hold().toString())));
        if (group.path().objectClass() != null) {
            labels.add(SampleLabel.text(SampleLabel.CLASS, group.path().objectClass()));
        }
        // A label of some of the objects is not that of the sample.
        if (group.labels().size() == 1 && group.labels().containsValue(group.objects())) {
            labels.add(SampleLabel.text(SampleLabel.LABEL, group.labels().firstKey()));
        }
        return new StackSample(frames, labels, values);
    }

    /** Returns the path as frames, the root last. Where there is no path, a frame says why. */
    public static List<Frame> frames(HolderPath path) {
        List<String> steps = switch (path.hold()) {
            case NOBODY -> List.of("[held by nobody]");
            case COLLECTED -> List.of("[collected]");
            default -> path.steps();
        };
        List<Frame> frames = new ArrayList<>(
                steps.stream().map(step -> new Frame(step, "", 0)).toList());
        Collections.reverse(frames);
        return frames;
    }
}
