package dev.customprofiles.replay;

import dev.customprofiles.live.Peak;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * The live sets by their definition, from the Add and Remove events as the JDK reads them, with nothing of the
 * converter's. Right for a recording that has all of its events.
 */
final class NaiveHistory {

    private static final Set<String> RECORDER = Set.of("dev.customprofiles.Profile", "dev.customprofiles.JfrJournal");

    private record Life(String site, long weight, long added) {}

    /** An object's id means something within its copy of the recorder. */
    private record Id(long recorder, long id) {

        static Id of(RecordedEvent event) {
            return new Id(event.getLong("recorder"), event.getLong("id"));
        }
    }

    /** How many events to look at for a quiet moment. */
    private static final int NEAR = 40;

    private final List<Life> lives = new ArrayList<>();
    private final List<Id> ids = new ArrayList<>();
    private final Map<Id, Long> removed = new HashMap<>();
    private final Map<Id, Long> collected = new HashMap<>();

    /** Those that left a weak profile with that. */
    private final Set<Id> dropped = new HashSet<>();

    /** Of all events. */
    private final List<Long> times = new ArrayList<>();

    static NaiveHistory of(Path file) throws IOException {
        NaiveHistory history = new NaiveHistory();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                history.take(events.readEvent());
            }
        }
        return history;
    }

    private void take(RecordedEvent event) {
        String type = event.getEventType().getName();
        times.add(Answers.nanos(event.getStartTime()));
        if (type.equals("customprofiles.Add")) {
            RecordedClass objectClass = event.getValue("objectClass");
            ids.add(Id.of(event));
            String label = event.getString("label");
            long at = Answers.nanos(event.getStartTime());
            lives.add(new Life(
                    Books.key(event.getString("profile"), stack(event), label, className(objectClass)),
                    event.getLong("weight"),
                    at));
        } else if (type.equals("customprofiles.Remove")) {
            removed.put(Id.of(event), Answers.nanos(event.getStartTime()));
        } else if (type.equals("customprofiles.Collected")) {
            if (event.getBoolean("weak")) {
                dropped.add(Id.of(event));
            }
            (event.getBoolean("weak") ? removed : collected).put(Id.of(event), Answers.nanos(event.getStartTime()));
        }
    }

    /**
     * A random instant while events were written, in the widest gap between those around it: the JDK's reader may use the clock of
     * another chunk than ours, so their times differ a little, and the order of an event and an instant close to it with them.
     */
    long instant(Random random) {
        int at = random.nextInt(Math.max(1, times.size() - NEAR));
        long[] near = times.stream()
                .sorted()
                .skip(at)
                .limit(NEAR)
                .mapToLong(Long::longValue)
                .toArray();
        int widest = 1;
        for (int i = 2; i < near.length; i++) {
            widest = near[i] - near[i - 1] > near[widest] - near[widest - 1] ? i : widest;
        }
        return near[widest - 1] + (near[widest] - near[widest - 1]) / 2;
    }

    int adds() {
        return lives.size();
    }

    int removes() {
        return removed.size();
    }

    /** What was live. */
    Map<String, String> at(long nanos) {
        return sum((added, end) -> added <= nanos && end > nanos);
    }

    /** What was live and had been collected. */
    Map<String, String> collectedAt(long nanos) {
        Map<String, long[]> sums = new TreeMap<>();
        for (int i = 0; i < lives.size(); i++) {
            if (collected.getOrDefault(ids.get(i), Long.MAX_VALUE) <= nanos) {
                add(sums, lives.get(i));
            }
        }
        return Answers.text(sums);
    }

    int collections() {
        return collected.size();
    }

    /** What was added after one instant and was live at another. */
    Map<String, String> addedBetween(long from, long to) {
        return sum((added, end) -> from < added && added <= to && end > to);
    }

    /** What was live at one instant and not at another. */
    Map<String, String> leftBetween(long from, long to) {
        return sum((added, end) -> added <= from && from < end && end <= to);
    }

    /** When most objects of a profile were live: of every instant at which one was added. */
    Peak peak(String profile) {
        return peak(profile, stack -> true);
    }

    /** The same of the sites that pass, which are written {@code stack|label|class}. */
    Peak peak(String profile, Predicate<String> chosen) {
        TreeMap<Long, Integer> changes = new TreeMap<>();
        forEach(profile, chosen, (added, end) -> {
            changes.merge(added, 1, Integer::sum);
            changes.merge(end, -1, Integer::sum);
        });
        long live = 0;
        Peak peak = new Peak(0, 0);
        for (Map.Entry<Long, Integer> change : changes.entrySet()) {
            live += change.getValue();
            peak = live > peak.count() ? new Peak(live, change.getKey()) : peak;
        }
        return peak;
    }

    /** How many objects of those sites were added, and how many left, after one instant and up to another. */
    List<Long> churn(String profile, Predicate<String> chosen, long after, long upTo) {
        long[] counts = new long[2];
        forEach(profile, chosen, (added, end) -> {
            counts[0] += after < added && added <= upTo ? 1 : 0;
            counts[1] += after < end && end <= upTo && end != Long.MAX_VALUE ? 1 : 0;
        });
        return List.of(counts[0], counts[1]);
    }

    /**
     * What came and went by site up to an instant: added, removed, collected, reachable then, and the ages in milliseconds of those that
     * were removed, the greatest first.
     */
    Map<String, Turnover> turnover(long upTo) {
        Map<String, Turnover> sites = new TreeMap<>();
        for (int i = 0; i < lives.size(); i++) {
            if (lives.get(i).added > upTo) {
                continue;
            }
            Turnover site = sites.computeIfAbsent(lives.get(i).site, absent -> new Turnover());
            Id id = ids.get(i);
            site.added++;
            long end = Math.min(removed.getOrDefault(id, Long.MAX_VALUE), collected.getOrDefault(id, Long.MAX_VALUE));
            if (end > upTo || end == Long.MAX_VALUE) {
                site.live++;
            } else if (collected.containsKey(id) || dropped.contains(id)) {
                site.collected++;
            } else {
                site.lifetimes.add(removed.get(id) - lives.get(i).added);
            }
        }
        return sites;
    }

    /** What came and went of a site. */
    static final class Turnover {
        long added;
        long collected;
        long live;

        /** Of those that were removed. */
        final List<Long> lifetimes = new ArrayList<>();

        @Override
        public String toString() {
            return added + " added, " + lifetimes.size() + " removed, " + collected + " collected, " + live + " live";
        }
    }

    private interface Visitor {
        void visit(long added, long end);
    }

    private void forEach(String profile, Predicate<String> chosen, Visitor visitor) {
        for (int i = 0; i < lives.size(); i++) {
            Life life = lives.get(i);
            if (life.site.startsWith(profile + '|') && chosen.test(life.site.substring(profile.length() + 1))) {
                visitor.visit(life.added, removed.getOrDefault(ids.get(i), Long.MAX_VALUE));
            }
        }
    }

    private interface Choice {
        boolean counts(long added, long end);
    }

    private Map<String, String> sum(Choice choice) {
        Map<String, long[]> sums = new TreeMap<>();
        for (int i = 0; i < lives.size(); i++) {
            Life life = lives.get(i);
            long end = removed.getOrDefault(ids.get(i), Long.MAX_VALUE);
            if (choice.counts(life.added, end)) {
                add(sums, life);
            }
        }
        return Answers.text(sums);
    }

    private static void add(Map<String, long[]> sums, Life life) {
        long[] sum = sums.computeIfAbsent(life.site, absent -> new long[2]);
        sum[0]++;
        sum[1] += life.weight;
    }

    /** The one array class that the programs add, by the name that people know. */
    private static String className(RecordedClass type) {
        return type.getName().equals("[B") ? "byte[]" : type.getName();
    }

    private static String stack(RecordedEvent event) {
        int skip = event.getInt("skip");
        List<String> frames = new ArrayList<>();
        boolean own = true;
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String type = frame.getMethod().getType().getName();
            own &= RECORDER.contains(type);
            if (own || frame.getMethod().isHidden()) {
                continue;
            }
            if (skip-- <= 0 && !type.equals("jdk.internal.vm.Continuation")) {
                frames.add(type + '.' + frame.getMethod().getName() + ':' + Math.max(0, frame.getLineNumber()) + ';');
            }
        }
        if (frames.isEmpty()) {
            frames.add("[skipped past the end of the stack]:0;");
        }
        return String.join("", frames.subList(0, Math.min(Answers.DEEP, frames.size())));
    }
}
