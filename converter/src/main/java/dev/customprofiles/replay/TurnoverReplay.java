package dev.customprofiles.replay;

import dev.customprofiles.live.Peak;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.live.Turnover;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.tally.Instants;
import dev.customprofiles.tally.ProfileCounts;
import dev.customprofiles.tally.ProfileSite;
import dev.customprofiles.tally.SiteTable;
import dev.customprofiles.tally.SnapshotRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Finds the {@link Turnover} of some of the sites. {@link Replay} need not look at the stacks of what comes and goes between two
 * instants, which most objects do; this looks at those of all of them, in a pass of its own.
 */
public final class TurnoverReplay {

    private static final int ADD = 0;
    private static final int REMOVE = 1;
    private static final int COLLECTED = 2;
    private static final int SNAPSHOT = 3;
    private static final int SNAPSHOT_ROW = 4;
    private static final int SNAPSHOT_FRAME = 5;

    private static final EventSelection[] EVENTS = {
        RecorderEvents.WHOLE_ADD,
        RecorderEvents.REMOVE,
        RecorderEvents.COLLECTED,
        RecorderEvents.SNAPSHOT,
        RecorderEvents.ROW,
        RecorderEvents.FRAME,
    };

    /** The columns of {@link Part#open}: when it was added, and whether its site is one of those that count. */
    private static final int TIME = 0;

    private static final int COUNTS = 1;

    /** A profile of one copy of the recorder. */
    private record Owned(long recorder, String profile) {}

    /** What one chunk has of each profile. */
    private record Contents(Chunk chunk, Map<Owned, Part> profiles, List<Snapshot> snapshots) {}

    /** One profile of one copy of the recorder in one chunk, or in all chunks up to some. */
    private final class Part {
        final ProfileCounts counts = new ProfileCounts(instants.size(), withPeaks);

        /** Objects of which no removal has been met. */
        final IdTable open = new IdTable(2);

        /** Removals of which no Add has been met. */
        final RemovalTable removed = new RemovalTable();

        void add(long id, long nanos, boolean isChosen) {
            Removal removal = removed.remove(id);
            if (removal == null && !open(id, nanos, isChosen)) {
                return;
            }
            if (isChosen) {
                counts.added(instants.from(nanos), 1);
                if (withPeaks) {
                    counts.times.added(nanos);
                }
                if (removal != null) {
                    count(removal);
                }
            }
        }

        private boolean open(long id, long nanos, boolean isChosen) {
            int row = open.put(id);
            if (row >= 0) {
                open.set(row, TIME, nanos);
                open.set(row, COUNTS, isChosen ? 1 : 0);
            }
            return row >= 0;
        }

        void remove(long id, Removal removal) {
            int row = open.find(id);
            if (row < 0) {
                removed.put(id, removal);
                return;
            }
            if (open.get(row, COUNTS) != 0) {
                count(removal);
            }
            open.remove(row);
        }

        void count(Removal removal) {
            counts.removed(instants.from(removal.timeNanos()), removal.kind() != Removal.Kind.REMOVED);
            if (withPeaks && !removal.staysLive()) {
                counts.times.removed(removal.timeNanos());
            }
        }

        /** Takes the part of a later chunk, whose Adds and removals are counted already as far as they have found each other. */
        void merge(Part later) {
            counts.addAll(later.counts);
            later.removed.forEach(this::remove);
            for (int row = later.open.first(); row >= 0; row = later.open.next(row)) {
                boolean isChosen = later.open.get(row, COUNTS) != 0;
                long nanos = later.open.get(row, TIME);
                Removal removal = removed.remove(later.open.id(row));
                if (removal != null && isChosen) {
                    count(removal);
                } else if (removal == null && !open(later.open.id(row), nanos, isChosen) && isChosen) {
                    counts.added(instants.from(nanos), -1); // the same Add again
                }
            }
        }
    }

    /** One profile of one copy of the recorder. */
    private final class Course {
        final Part all = new Part();
        final PeakSearch peak = new PeakSearch();
        private final TreeMap<Long, Snapshot> snapshots = new TreeMap<>();
        long siteless;

        void add(Snapshot snapshot) {
            snapshots.put(snapshot.epoch, snapshot);
            peak.add(snapshot);
        }

        void merge(Part later) {
            all.merge(later);
            if (withPeaks) {
                peak.add(later.counts.times);
                addTimes();
            }
        }

        /** Nothing that is older comes any more, so what has no Add by now is what a snapshot counts. */
        void settle(long beforeNanos) {
            List<Long> ids = new ArrayList<>();
            all.removed.forEach((id, removal) -> {
                if (removal.timeNanos() < beforeNanos) {
                    ids.add(id);
                }
            });
            for (long id : ids) {
                countUnmatched(all.removed.remove(id));
            }
            if (withPeaks) {
                addTimes();
                peak.settle(beforeNanos);
            }
        }

        private void countUnmatched(Removal removal) {
            SnapshotRow row = removal.site() == 0 ? null : Snapshot.row(snapshots, removal.epoch(), removal.site());
            if (row == null) {
                siteless++;
            } else if (isChosen(row.site())) {
                all.count(removal);
            }
        }

        private void addTimes() {
            peak.add(all.counts.times);
            all.counts.times.dropFirst(all.counts.times.size());
        }
    }

    private final Recording recording;
    private final Question question;
    private final Instants instants;
    private final boolean withPeaks;
    private final Predicate<Site> chosen;

    /** Sites that snapshots know more of than the Adds, with what those know: see {@link TruncatedStacks#cut}. */
    private final Map<ProfileSite, ProfileSite> cut;

    private final SiteTable sites = new SiteTable();

    /** Every site that was met, and whether its objects count. */
    private final Map<ProfileSite, Boolean> known = new ConcurrentHashMap<>();

    /** By profile, then by copy of the recorder. */
    private final Map<String, Map<RecorderCopy, Course>> courses = new TreeMap<>();

    private TurnoverReplay(
            Recording recording,
            Question question,
            Instants instants,
            Predicate<Site> chosen,
            Map<ProfileSite, ProfileSite> cut) {
        this.recording = recording;
        this.question = question;
        this.instants = instants;
        this.withPeaks = question.peak() && instants.size() == 1;
        this.chosen = chosen;
        this.cut = cut;
    }

    /**
     * Answers a question about the recorder's profiles; its ages do not matter, for they are of one instant. What a {@link
     * Replay} of the same question reads is read.
     *
     * @param instants in any order; none throws {@link IllegalArgumentException}. With one of them, and the peak asked for, the
     *     peaks are found, too
     * @param chosen for any number of threads
     * @return by profile
     * @throws IOException if the recording cannot be read at all
     */
    public static Map<String, Turnover> run(
            Recording recording, Question question, List<Long> instants, Predicate<Site> chosen) throws IOException {
        Instants sorted = Instants.of(instants);
        TurnoverReplay replay = read(recording, question, sorted, chosen, Map.of());
        Map<ProfileSite, ProfileSite> cut = TruncatedStacks.cut(replay.known.keySet(), replay.sites.added());
        return replay.isChangedBy(cut)
                ? read(recording, question, sorted, chosen, cut).turnovers()
                : replay.turnovers();
    }

    private static TurnoverReplay read(
            Recording recording,
            Question question,
            Instants instants,
            Predicate<Site> chosen,
            Map<ProfileSite, ProfileSite> cut)
            throws IOException {
        TurnoverReplay replay = new TurnoverReplay(recording, question, instants, chosen, cut);
        replay.read();
        return replay;
    }

    /** Whether a site passes otherwise when less of its stack is known. */
    private boolean isChangedBy(Map<ProfileSite, ProfileSite> shorter) {
        return shorter.entrySet().stream().anyMatch(site -> isChosen(site.getKey()) != isChosen(site.getValue()));
    }

    private void read() throws IOException {
        ReplayPlan plan = ReplayPlan.of(recording, question, instants);
        recording.process(
                chunk -> plan.reads(chunk) ? contents(chunk) : null,
                this::merge,
                Runtime.getRuntime().availableProcessors());
        courses.values().forEach(copies -> copies.values().forEach(course -> course.settle(Long.MAX_VALUE)));
    }

    private Contents contents(Chunk chunk) throws IOException {
        try (ChunkReader events = chunk.read(EVENTS)) {
            Map<Owned, Part> profiles = new HashMap<>();
            AddedSites added = new AddedSites(sites, question.byThread());
            SnapshotReader snapshots = new SnapshotReader(events);
            for (int event = events.next(); event >= 0; event = events.next()) {
                if (event == SNAPSHOT_FRAME) {
                    snapshots.frame();
                } else if (question.isAbout(events.stringAt(RecorderEvents.PROFILE))) {
                    switch (event) {
                        case ADD ->
                            part(profiles, events)
                                    .add(
                                            events.longAt(RecorderEvents.ID),
                                            events.startNanos(),
                                            isChosen(added.site(events)));
                        case REMOVE ->
                            part(profiles, events)
                                    .remove(events.longAt(RecorderEvents.ID), RecorderEvents.removed(events));
                        case COLLECTED ->
                            part(profiles, events)
                                    .remove(events.longAt(RecorderEvents.ID), RecorderEvents.collected(events));
                        case SNAPSHOT -> snapshots.header();
                        case SNAPSHOT_ROW -> snapshots.row();
                        default -> throw new AssertionError("an event that was not selected: " + event);
                    }
                }
            }
            return new Contents(chunk, profiles, snapshots.snapshots());
        }
    }

    private Part part(Map<Owned, Part> profiles, ChunkReader events) throws IOException {
        Owned owned = new Owned(events.longAt(RecorderEvents.RECORDER), events.stringAt(RecorderEvents.PROFILE));
        return profiles.computeIfAbsent(owned, absent -> new Part());
    }

    private boolean isChosen(ProfileSite site) {
        return known.computeIfAbsent(
                site, one -> chosen.test(cut.getOrDefault(one, one).site()));
    }

    /** @param contents null for a chunk that was not read */
    private void merge(Contents contents) {
        if (contents == null) {
            return;
        }
        int jvm = contents.chunk.jvm();
        long settledBefore = contents.chunk.startNanos() - Chunk.LATE_NANOS;
        for (Map<RecorderCopy, Course> copies : courses.values()) {
            copies.forEach((copy, course) -> {
                if (copy.jvm() == jvm) {
                    course.settle(settledBefore);
                }
            });
        }
        for (Snapshot snapshot : contents.snapshots) {
            course(snapshot.profile, new RecorderCopy(jvm, snapshot.recorder)).add(snapshot);
            snapshot.allRows().forEach(row -> isChosen(row.site()));
        }
        contents.profiles.forEach((owned, part) ->
                course(owned.profile, new RecorderCopy(jvm, owned.recorder)).merge(part));
    }

    private Course course(String profile, RecorderCopy copy) {
        return courses.computeIfAbsent(profile, absent -> new LinkedHashMap<>())
                .computeIfAbsent(copy, absent -> new Course());
    }

    private Map<String, Turnover> turnovers() throws IOException {
        Map<String, Peak> peaks = withPeaks ? peaks() : Map.of();
        Map<String, Turnover> turnovers = new TreeMap<>();
        courses.forEach((profile, copies) -> {
            ProfileCounts counts = new ProfileCounts(instants.size());
            copies.values().forEach(course -> counts.addAll(course.all.counts));
            turnovers.put(
                    profile,
                    new Turnover(
                            counts.intervals(),
                            counts.added(),
                            counts.removed(),
                            counts.collected(),
                            copies.values().stream()
                                    .mapToLong(course -> course.siteless)
                                    .sum(),
                            peaks.get(profile)));
        });
        return turnovers;
    }

    /** What was live at the snapshots, the replay knows, and from there on the events tell. */
    private Map<String, Peak> peaks() throws IOException {
        Map<String, List<PeakSearch.Stretch>> stretches = new HashMap<>();
        TreeSet<Long> snapshots = new TreeSet<>();
        courses.forEach((profile, copies) -> {
            if (copies.size() == 1) {
                stretches.put(profile, copies.values().iterator().next().peak.stretches());
            }
        });
        stretches
                .values()
                .forEach(all -> all.stream()
                        .filter(stretch -> stretch.snapshot() != null)
                        .forEach(stretch -> snapshots.add(stretch.snapshot().timeNanos)));
        List<Long> starts = snapshots.isEmpty() ? List.of(Replay.END) : List.copyOf(snapshots);
        Map<String, Peak> peaks = new HashMap<>();
        for (Timeline timeline : Replay.timelines(recording, question, starts).profiles()) {
            long[] live = timeline.where(chosen).counts();
            Peak peak = null;
            for (PeakSearch.Stretch stretch : stretches.getOrDefault(timeline.profile(), List.of())) {
                Snapshot snapshot = stretch.snapshot();
                boolean isKnown = snapshot != null || timeline.span().startNanos() <= stretch.mostNanos();
                if (isKnown) {
                    long before = snapshot == null ? 0 : live[starts.indexOf(snapshot.timeNanos)] - stretch.sumBefore();
                    peak = PeakSearch.higher(peak, stretch, before);
                }
            }
            peaks.put(timeline.profile(), peak);
        }
        return peaks;
    }
}
