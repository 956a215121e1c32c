package dev.customprofiles.holders;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.GeneratedName;
import dev.customprofiles.live.Site;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a heap dump says about the recorded objects.
 *
 * @param sites the sites of all profiles, by profile, the one with the most objects first
 * @param takenMillis when the dump was taken, in milliseconds since the epoch
 * @param withoutStack how many objects have no site, because their stack was not read before the dump
 */
public record Holders(List<HeldSite> sites, long takenMillis, long withoutStack) {

    /** Copies the list. */
    public Holders {
        sites = List.copyOf(sites);
    }

    /** Returns the part that belongs to some sites. */
    public Holders where(Predicate<HeldSite> chosen) {
        return new Holders(sites.stream().filter(chosen).toList(), takenMillis, withoutStack);
    }

    /**
     * Returns the objects of a stack; more than one site if a recording cut the stack. Lines and numbers of generated classes do not
     * matter, as in {@link Site#signature}.
     */
    public List<HeldSite> at(String profile, List<Frame> frames) {
        List<String> functions = functions(frames);
        boolean isCut = frames.get(frames.size() - 1).equals(Frame.TRUNCATED);
        int shared = isCut ? functions.size() - 1 : functions.size();
        return sites.stream()
                .filter(site -> site.profile().equals(profile))
                .filter(site -> {
                    List<String> whole = functions(site.site().frames());
                    return whole.size() >= shared
                            && (isCut || whole.size() == shared)
                            && whole.subList(0, shared).equals(functions.subList(0, shared));
                })
                .toList();
    }

    private static List<String> functions(List<Frame> frames) {
        return frames.stream()
                .map(frame -> GeneratedName.withoutNumber(frame.function()))
                .toList();
    }

    /** Returns the names of the profiles, sorted. */
    public List<String> profiles() {
        return sites.stream().map(HeldSite::profile).distinct().sorted().toList();
    }
}
