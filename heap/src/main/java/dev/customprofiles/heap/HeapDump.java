package dev.customprofiles.heap;

import dev.customprofiles.holders.AddKey;
import dev.customprofiles.holders.AddedSites;
import dev.customprofiles.holders.HeldSite;
import dev.customprofiles.holders.Hold;
import dev.customprofiles.holders.HolderGroup;
import dev.customprofiles.holders.HolderPath;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.live.SaturatingMath;
import dev.customprofiles.live.Site;
import dev.customprofiles.reader.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads a heap dump. */
public final class HeapDump {

    private static final double NANOS_PER_MILLI = 1e6;

    private HeapDump() {}

    /** Returns whether a file is a heap dump, by its first bytes; gzipped ones are, folders are not. */
    public static boolean isOne(Path file) throws IOException {
        return DumpFile.isDump(file);
    }

    /**
     * Reads how the recorded objects are held.
     *
     * @param progress receives the progress of four passes
     * @param recording finds the stacks of objects that the recorder had not read before the dump; {@link AddedSites#NONE} if there is no
     *     recording
     * @throws IOException with a line for the user if the file is no heap dump, damaged, cut off, or of a JVM without the recorder
     */
    public static Holders read(Path file, ProgressListener progress, AddedSites recording) throws IOException {
        DumpIndex index = new DumpIndex(new DumpFile(file, progress));
        ReferencePass pass = new ReferencePass(index);
        Reachability reachability = new Reachability(index, pass);
        DetailPass details = new DetailPass(index, pass, reachability);
        RecorderObjects recorder = new RecorderObjects(index, pass, details);
        if (!recorder.want()) {
            throw new IOException(file + ": no custom profile in this heap dump: the JVM had not loaded the recorder");
        }
        details.run();
        List<Recorded> recorded = withStacks(recorder.read(), recording, index.file.takenMillis());

        Map<SiteKey, Map<HolderPath, Members>> sites = new LinkedHashMap<>();
        Map<PathKey, HolderPath> paths = new HashMap<>();
        for (Recorded object : recorded) {
            HolderPath path = path(object, reachability, details, paths);
            Site stack =
                    object.stack() == null ? new Site(List.of(Holders.NOT_READ), null, null, null) : object.stack();
            sites.computeIfAbsent(new SiteKey(object.profile(), stack), absent -> new LinkedHashMap<>())
                    .computeIfAbsent(path, absent -> new Members())
                    .add(object);
        }
        List<Members> groups =
                sites.values().stream().flatMap(site -> site.values().stream()).toList();
        addRetained(groups, new Retained(index, pass, reachability));
        long takenMillis = index.file.takenMillis();
        return new Holders(
                sites.entrySet().stream()
                        .map(site -> heldSite(site.getKey(), site.getValue(), takenMillis))
                        .sorted(Comparator.comparing(HeldSite::profile)
                                .thenComparing(HeldSite::objects, Comparator.reverseOrder())
                                .thenComparing(HeldSite::site))
                        .toList(),
                takenMillis);
    }

    /** An object of several profiles is in several groups, and retains the same for each. */
    private static void addRetained(List<Members> groups, Retained retained) throws IOException {
        BitSet seen = new BitSet();
        BitSet several = new BitSet();
        for (Members group : groups) {
            group.values().forEach(value -> (seen.get(value) ? several : seen).set(value));
        }
        Map<Integer, Set<Members>> groupsOf = new HashMap<>();
        for (Members group : groups) {
            group.values()
                    .filter(several::get)
                    .forEach(value -> groupsOf.computeIfAbsent(value, absent -> new LinkedHashSet<>())
                            .add(group));
        }
        List<Set<Members>> owners = new ArrayList<>();
        List<int[]> values = new ArrayList<>();
        for (Members group : groups) {
            owners.add(Set.of(group));
            values.add(group.values().filter(value -> !several.get(value)).toArray());
        }
        groupsOf.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue,
                        LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())))
                .forEach((together, shared) -> {
                    owners.add(together);
                    values.add(shared.stream().mapToInt(Integer::intValue).toArray());
                });
        long[] bytes = retained.run(values.toArray(int[][]::new));
        for (int i = 0; i < bytes.length; i++) {
            for (Members owner : owners.get(i)) {
                owner.retained += bytes[i];
            }
        }
    }

    private record PathKey(Trail trail, Hold hold, String type) {}

    private record SiteKey(String profile, Site stack) {}

    /** The objects of a group. */
    private static final class Members {
        private final List<Recorded> objects = new ArrayList<>();
        private long retained;

        void add(Recorded object) {
            objects.add(object);
        }

        IntStream values() {
            return objects.stream().mapToInt(Recorded::value).filter(value -> value >= 0);
        }
    }

    /** Looks up in the recording the stacks that were not read before the dump. Their own Add events have their lines. */
    private static List<Recorded> withStacks(List<Recorded> objects, AddedSites recording, long takenMillis)
            throws IOException {
        Set<AddKey> missing = objects.stream()
                .filter(object -> object.stack() == null || !hasLines(object.stack()))
                .map(Recorded::key)
                .collect(Collectors.toSet());
        Map<AddKey, Site> found = missing.isEmpty() ? Map.of() : recording.find(missing, takenMillis);
        return objects.stream()
                .map(object -> {
                    Site inRecording = missing.contains(object.key()) ? found.get(object.key()) : null;
                    return inRecording == null ? object : object.at(new Site(inRecording.frames(), null, null, null));
                })
                .toList();
    }

    private static boolean hasLines(Site stack) {
        return stack.frames().stream().anyMatch(frame -> frame.line() > 0 || frame.isPseudo());
    }

    private static HolderPath path(
            Recorded object, Reachability reachability, DetailPass details, Map<PathKey, HolderPath> paths) {
        if (object.value() < 0) {
            return HolderPath.none(Hold.COLLECTED, object.objectClass());
        }
        Hold hold = reachability.hold(object.value());
        String type = details.classOf(object.value()) == null ? object.objectClass() : details.classOf(object.value());
        if (!hold.hasPath()) {
            return HolderPath.none(hold, type);
        }
        Trail trail = details.trail(object.value());
        return paths.computeIfAbsent(
                new PathKey(trail, hold, type),
                absent -> new HolderPath(hold, trail.loaderSteps(), trail.steps(), type));
    }

    private static HeldSite heldSite(SiteKey key, Map<HolderPath, Members> groups, long takenMillis) {
        List<HolderGroup> held = groups.entrySet().stream()
                .map(group -> group(group.getKey(), group.getValue(), takenMillis))
                .sorted(Comparator.comparing(HolderGroup::objects, Comparator.reverseOrder())
                        .thenComparing(group -> group.path().signature()))
                .toList();
        String unit = groups.values().stream()
                .flatMap(group -> group.objects.stream())
                .map(Recorded::unit)
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
        return new HeldSite(key.profile, unit, key.stack, held);
    }

    private static HolderGroup group(HolderPath path, Members members, long takenMillis) {
        long objects = 0;
        long weight = 0;
        double ages = 0;
        double oldest = 0;
        SortedMap<String, Long> labels = new TreeMap<>();
        for (Recorded object : members.objects) {
            objects += object.objects();
            weight = SaturatingMath.add(weight, object.weight());
            if (object.label() != null) {
                labels.merge(object.label(), object.objects(), Long::sum);
            }
            if (object.addedMillis() > 0) {
                double age = Math.max(0, takenMillis - object.addedMillis()) * NANOS_PER_MILLI;
                ages += age * object.objects();
                // Of several only the mean is known.
                oldest = object.objects() > 1 ? oldest : Math.max(oldest, age);
            }
        }
        // Casting saturates.
        return new HolderGroup(path, objects, weight, members.retained, (long) ages, (long) oldest, labels);
    }
}
