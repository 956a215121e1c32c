package dev.customprofiles.page;

import dev.customprofiles.holders.HeldSite;
import dev.customprofiles.holders.HeldStacks;
import dev.customprofiles.holders.HolderGroup;
import dev.customprofiles.holders.HolderPath;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.live.Frame;
import dev.customprofiles.writer.HoldersProfile;
import dev.customprofiles.writer.Index;
import dev.customprofiles.writer.JsonWriter;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** What holds the objects of the stacks that a page shows. Each path is in the data once, however many stacks share it. */
final class PageHolders {

    /** More of a stack are added up. */
    private static final int MOST_GROUPS = 10;

    private static final int MOST_LABELS = 5;

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** What JavaScript counts exactly. */
    private static final long EXACT = (1L << 53) - 1;

    private final Holders holders;
    private final HeldStacks stacks;
    private final Index<List<HeldSite>> shown = new Index<>(1);
    private final Index<HolderPath> paths = new Index<>(0);

    PageHolders(Holders holders) {
        this.holders = holders;
        this.stacks = new HeldStacks(holders.sites());
    }

    /** The number of a stack among those that {@link #write} writes, from 1 on; 0 if the dump has no objects of it. */
    int of(String profile, List<Frame> frames) {
        List<HeldSite> sites = stacks.at(profile, frames);
        return sites.isEmpty() ? 0 : shown.of(sites);
    }

    /** The frames that stand for references. */
    Set<Frame> frames() {
        Set<Frame> frames = new HashSet<>();
        for (HeldSite site : holders.sites()) {
            site.groups().forEach(group -> frames.addAll(HoldersProfile.frames(group.path())));
        }
        return frames;
    }

    /** Writes an object with what holds the stacks that were asked for. */
    void write(ToIntFunction<String> strings, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("at").value(Long.toString(holders.takenMillis() * NANOS_PER_MILLI));
        json.name("stacks").beginArray();
        for (List<HeldSite> sites : shown.values()) {
            json.value(groups(sites, strings));
        }
        json.endArray().name("paths").beginArray();
        for (HolderPath path : paths.values()) {
            Vlq parts = new Vlq();
            parts.append(strings.applyAsInt(path.objectClass() == null ? "" : path.objectClass()));
            parts.append(path.loader().size());
            path.loader().forEach(step -> parts.append(strings.applyAsInt(step)));
            path.steps().forEach(step -> parts.append(strings.applyAsInt(step)));
            json.beginArray().value(path.hold().toString()).value(path.signature());
            json.value(parts.toString()).endArray();
        }
        json.endArray().endObject();
    }

    /** How many groups are added up and their objects, and then of each other group what the page reads in the same order. */
    private String groups(List<HeldSite> sites, ToIntFunction<String> strings) {
        List<HolderGroup> all = sites.stream()
                .flatMap(site -> site.groups().stream())
                .sorted(Comparator.comparing(HolderGroup::objects, Comparator.reverseOrder()))
                .toList();
        List<HolderGroup> alone = all.subList(0, Math.min(MOST_GROUPS, all.size()));
        Vlq numbers = new Vlq();
        numbers.append(all.size() - alone.size());
        numbers.append(
                all.stream().skip(alone.size()).mapToLong(HolderGroup::objects).sum());
        for (HolderGroup group : alone) {
            List<Map.Entry<String, Long>> labels = group.labels().entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .limit(MOST_LABELS)
                    .toList();
            numbers.append(paths.of(group.path()));
            numbers.append(group.objects());
            numbers.append(Math.min(EXACT, group.retainedBytes()));
            numbers.append(Math.min(EXACT, group.oldestNanos()));
            numbers.append(group.labels().size());
            numbers.append(labels.size());
            for (Map.Entry<String, Long> label : labels) {
                numbers.append(strings.applyAsInt(label.getKey()));
                numbers.append(label.getValue());
            }
        }
        return numbers.toString();
    }
}
