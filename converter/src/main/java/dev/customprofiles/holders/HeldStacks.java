package dev.customprofiles.holders;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.GeneratedName;
import dev.customprofiles.live.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds the objects of a stack, for many stacks. Lines and numbers of generated classes do not matter, as in {@link Site#signature}. */
public final class HeldStacks {

    private static final char END = '\0';

    /** By profile and functions, so that stacks which begin alike are next to each other. */
    private final NavigableMap<String, List<HeldSite>> sites = new TreeMap<>();

    /** Indexes some sites. */
    public HeldStacks(List<HeldSite> sites) {
        for (HeldSite site : sites) {
            this.sites
                    .computeIfAbsent(key(site.profile(), site.site().frames()), absent -> new ArrayList<>())
                    .add(site);
        }
    }

    /** Returns the objects of a stack; more than one site if a recording cut the stack, or if sites differ in their lines only. */
    public List<HeldSite> at(String profile, List<Frame> frames) {
        int last = frames.size() - 1;
        if (!frames.get(last).equals(Frame.TRUNCATED)) {
            return sites.getOrDefault(key(profile, frames), List.of());
        }
        String begin = key(profile, frames.subList(0, last));
        return sites.tailMap(begin).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(begin))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private static String key(String profile, List<Frame> frames) {
        return frames.stream()
                .map(frame -> GeneratedName.withoutNumber(frame.function()) + END)
                .collect(Collectors.joining("", profile + END, ""));
    }
}
