package dev.customprofiles.holders;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Site;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a heap dump says about the recorded objects.
 *
 * @param sites the sites of all profiles, by profile, the one with the most objects first
 * @param takenMillis when the dump was taken, in milliseconds since the epoch
 */
public record Holders(List<HeldSite> sites, long takenMillis) {

    /** The site of objects whose stack was not read before the dump, and is not in a recording. */
    public static final Frame NOT_READ = new Frame("[stack not read before the dump]", "", 0);

    /** Copies the list. */
    public Holders {
        sites = List.copyOf(sites);
    }

    /** Returns the part that belongs to some sites. */
    public Holders where(Predicate<HeldSite> chosen) {
        return new Holders(sites.stream().filter(chosen).toList(), takenMillis);
    }

    /** Returns how many objects have no site but {@link #NOT_READ}. */
    public long withoutStack() {
        return sites.stream()
                .filter(site -> site.site().frames().equals(List.of(NOT_READ)))
                .mapToLong(HeldSite::objects)
                .sum();
    }

    /** The same with other stacks. */
    public Holders map(UnaryOperator<Site> change) {
        return new Holders(
                sites.stream()
                        .map(site ->
                                new HeldSite(site.profile(), site.unit(), change.apply(site.site()), site.groups()))
                        .toList(),
                takenMillis);
    }

    /**
     * Returns the objects of a stack; more than one site if a recording cut the stack. Lines and numbers of generated classes do not
     * matter, as in {@link Site#signature}. For many stacks, {@link HeldStacks} is quicker.
     */
    public List<HeldSite> at(String profile, List<Frame> frames) {
        return new HeldStacks(sites).at(profile, frames);
    }

    /**
     * Returns the objects of a stack that have a label, or none if it is null, by how they are held: the most first. Of a group of which
     * only some have it, neither weight, age nor retained memory are known.
     */
    public List<HolderGroup> groups(String profile, List<Frame> frames, String label) {
        Map<HolderPath, HolderGroup> groups = new LinkedHashMap<>();
        at(profile, frames).stream()
                .flatMap(site -> site.groups().stream())
                .map(group -> group.withLabel(label))
                .filter(group -> group.objects() > 0)
                .forEach(group -> groups.merge(group.path(), group, HolderGroup::plus));
        return groups.values().stream()
                .sorted(Comparator.comparing(HolderGroup::objects, Comparator.reverseOrder()))
                .toList();
    }

    /** Returns the names of the profiles, sorted. */
    public List<String> profiles() {
        return sites.stream().map(HeldSite::profile).distinct().sorted().toList();
    }
}
