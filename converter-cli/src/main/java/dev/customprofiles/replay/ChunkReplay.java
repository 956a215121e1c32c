package dev.customprofiles.replay;

import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import dev.customprofiles.reader.EventType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replays one chunk. Objects that came and went within it are settled here; the rest is left for {@link Replay} to match
 * with other chunks. Events may come in any order. Of an Add only what is needed to match it is read at first: most
 * objects come and go and nobody asks for their stacks. Those that were live at the instant, or outlive the chunk, are
 * looked at again.
 */
final class ChunkReplay {

    private static final int ADD = 0;
    private static final int REMOVE = 1;
    private static final int SNAPSHOT = 2;
    private static final int SNAPSHOT_ROW = 3;
    private static final int SNAPSHOT_FRAME = 4;
    private static final int DATA_LOSS = 5;
    private static final int SETTING = 6;

    private static final String DATA_LOSS_EVENT = "jdk.DataLoss";

    private static final EventSelection[] EVENTS = {
        EventSelection.of("customprofiles.Add", "profile", "id", "epoch"),
        EventSelection.of("customprofiles.Remove", "profile", "id", "epoch", "site", "age", "weight", "collected"),
        SnapshotReader.HEADERS,
        SnapshotReader.ROWS,
        SnapshotReader.FRAMES,
        EventSelection.of(DATA_LOSS_EVENT, "amount"),
        EventSelection.of("jdk.ActiveSetting", "id", "name", "value"),
    };

    /** The column of {@link #adds}: the number of the event's phase, and above it how far into the chunk the event is. */
    private static final int PLACE = 0;

    private static final int PHASE_BITS = 20;

    /** The number of all phases from this one on, about which an Add's row tells nothing more. */
    private static final int SOME_PHASE = (1 << PHASE_BITS) - 1;

    /** An object that was removed in this chunk, too, and matters nevertheless. */
    private record Settled(long position, Removal removal) {}

    /** What is looked up for each event of a profile. */
    private static final class Context {
        final String profile;
        final boolean wanted;
        final List<Base> bases;
        final ProfileCounts counts;
        final Map<Long, Map<Integer, Phase>> phases = new HashMap<>();
        Phase phase;

        Context(String profile, boolean wanted, List<Base> bases, ProfileCounts counts) {
            this.profile = profile;
            this.wanted = wanted;
            this.bases = bases;
            this.counts = counts;
        }
    }

    private final Question question;
    private final ReplayPlan plan;
    private final SiteTable sites;
    private final ChunkReader events;

    /** Where the chunk begins. */
    private final long start;

    private final long dataLossType;
    private final ChunkOutcome outcome;
    private final SnapshotReader snapshots;
    private final Map<String, Context> contexts = new HashMap<>();
    private final Instants instants;
    private final List<Phase> phases = new ArrayList<>();
    private String latestProfile;
    private Context latest;

    /** The Adds whose removal has not been met, by the object's id. */
    private final IdTable adds = new IdTable(1);

    private final List<Settled> settled = new ArrayList<>();
    private final AddedSites addedSites;

    private ChunkReplay(
            Question question, ReplayPlan plan, SiteTable sites, Chunk chunk, ChunkReader events, ChunkOutcome outcome)
            throws IOException {
        this.question = question;
        this.plan = plan;
        this.sites = sites;
        this.events = events;
        this.start = chunk.offset();
        this.dataLossType = typeId(chunk, DATA_LOSS_EVENT);
        this.outcome = outcome;
        this.snapshots = new SnapshotReader(events);
        this.addedSites = new AddedSites(sites, question.byThread());
        this.instants = plan.instants();
    }

    /**
     * Replays a chunk to its end, whatever the instants: what comes after them still says which removals have an Add.
     *
     * @param sites those of all chunks
     * @param empty a tally for the instants
     */
    static ChunkOutcome run(Question question, ReplayPlan plan, SiteTable sites, Chunk chunk, Tally empty)
            throws IOException {
        try (ChunkReader events = chunk.read(EVENTS)) {
            ChunkOutcome outcome = new ChunkOutcome(chunk.jvm(), chunk.startNanos(), empty);
            ChunkReplay replay = new ChunkReplay(question, plan, sites, chunk, events, outcome);
            replay.readEvents();
            replay.finish();
            return outcome;
        }
    }

    private void readEvents() throws IOException {
        for (int event = events.next(); event >= 0; event = events.next()) {
            switch (event) {
                case ADD -> add();
                case REMOVE -> remove();
                case SNAPSHOT -> snapshot();
                case SNAPSHOT_ROW -> snapshots.row();
                case SNAPSHOT_FRAME -> snapshots.frame();
                case DATA_LOSS -> {
                    outcome.lossRecorded = true;
                    outcome.lostBytes += events.longAt(0);
                }
                case SETTING -> setting();
                default -> throw new AssertionError("an event nobody selected: " + event);
            }
        }
    }

    private void add() throws IOException {
        Context context = context(events.stringAt(0));
        if (!context.wanted) {
            return;
        }
        long id = events.longAt(1);
        long time = events.startNanos();
        Phase phase = phase(context, events.longAt(2), time);
        Removal removal = outcome.removed.remove(id);
        if (removal != null) {
            settle(phase, events.position(), removal);
        } else {
            int row = adds.put(id);
            if (row < 0) {
                outcome.duplicates++;
                return;
            }
            adds.set(row, PLACE, events.position() - start << PHASE_BITS | phase.number);
        }
        phase.adds++;
        if (context.counts.times != null) {
            context.counts.times.added(time);
        }
    }

    private void remove() throws IOException {
        Context context = context(events.stringAt(0));
        if (!context.wanted) {
            return;
        }
        long id = events.longAt(1);
        long epoch = events.longAt(2);
        long time = events.startNanos();
        Phase phase = phase(context, epoch, time);
        boolean collected = events.longAt(6) != 0;
        if (collected) {
            phase.collected++;
        } else {
            phase.removes++;
        }
        if (context.counts.times != null) {
            context.counts.times.removed(time);
        }
        int row = adds.find(id);
        long place = row < 0 ? 0 : adds.get(row, PLACE);
        if (row >= 0 && !collected && phaseOf(place) == phase.number && phase.number != SOME_PHASE) {
            adds.remove(row); // most objects: nothing remembers them
            return;
        }
        Removal removal = new Removal(
                context.profile, epoch, time, events.longAt(3), events.longAt(5), events.nanosAt(4), collected);
        if (row >= 0) {
            settle(phases.get(phaseOf(place)), positionOf(place), removal);
            adds.remove(row);
        } else {
            outcome.removed.put(id, removal);
        }
    }

    private void settle(Phase added, long position, Removal removal) {
        boolean isLiveSometime = added.interval < instants.from(removal.timeNanos());
        if (added.number == SOME_PHASE || isLiveSometime || added.epoch != removal.epoch() || isCollected(removal)) {
            settled.add(new Settled(position, removal));
        }
    }

    private static int phaseOf(long place) {
        return (int) place & SOME_PHASE;
    }

    private long positionOf(long place) {
        return start + (place >>> PHASE_BITS);
    }

    private boolean isCollected(Removal removal) {
        return removal.collected() && removal.timeNanos() <= instants.last();
    }

    private void snapshot() throws IOException {
        Context context = context(events.stringAt(0));
        if (context.wanted) {
            long time = events.startNanos();
            outcome.lastNanos = Math.max(outcome.lastNanos, time);
            context.counts.seen(time);
            context.counts.seenSnapshot(time);
            snapshots.header();
        }
    }

    private void setting() throws IOException {
        if (events.longAt(0) == dataLossType
                && "enabled".equals(events.stringAt(1))
                && "true".equals(events.stringAt(2))) {
            outcome.lossRecorded = true;
        }
    }

    private Context context(String profile) {
        if (latest != null && latestProfile == profile) { // the reader gives a name that is repeated as the same object
            return latest;
        }
        latestProfile = profile;
        latest = contexts.computeIfAbsent(profile == null ? "" : profile, name -> {
            Context context = new Context(
                    name,
                    question.isAbout(profile),
                    plan.bases(outcome.jvm, name),
                    new ProfileCounts(instants.size(), question.peak() && instants.size() == 1));
            if (context.wanted) {
                outcome.profiles.put(name, context.counts);
            }
            return context;
        });
        return latest;
    }

    private Phase phase(Context context, long epoch, long nanos) {
        Phase phase = context.phase;
        if (phase == null || !phase.has(epoch, nanos)) {
            phase = context.phases
                    .computeIfAbsent(epoch, absent -> new HashMap<>())
                    .computeIfAbsent(instants.from(nanos), interval -> {
                        phases.add(new Phase(
                                Math.min(phases.size(), SOME_PHASE), context.profile, epoch, interval, instants));
                        return phases.get(phases.size() - 1);
                    });
            context.phase = phase;
        }
        phase.seen(nanos);
        return phase;
    }

    private void finish() throws IOException {
        phases.forEach(phase -> phase.count(contexts.get(phase.profile).counts, outcome));
        for (Snapshot snapshot : snapshots.snapshots()) {
            // Each chunk has snapshots of much the same sites, and all of them are kept to the end.
            snapshot.rows.replaceAll((number, row) -> row.at(sites.one(row.site())));
            outcome.snapshots.add(snapshot);
        }
        ChunkReader whole = events.again(AddedSites.WHOLE_ADD);
        settled.sort(Comparator.comparingLong(Settled::position));
        for (Settled object : settled) {
            if (whole.moveTo(object.position) == ADD) {
                count(added(whole), object.removal);
            }
        }
        long[] positions = new long[adds.size()];
        int n = 0;
        for (int row = adds.first(); row >= 0; row = adds.next(row)) {
            positions[n++] = positionOf(adds.get(row, PLACE));
        }
        Arrays.sort(positions);
        for (long position : positions) {
            if (whole.moveTo(position) == ADD) {
                Added added = added(whole);
                outcome.open.add(added);
                outcome.ledger
                        .epoch(added.site().profile(), added.epoch())
                        .added(added.site().withoutThread());
            }
        }
        outcome.removed.forEach((id, removal) -> {
            if (removal.site() != 0) {
                outcome.ledger.epoch(removal.profile(), removal.epoch()).removed(removal.site());
            }
        });
    }

    private void count(Added added, Removal removal) {
        Context context = context(removal.profile());
        int to = instants.from(removal.timeNanos());
        Base.apply(
                context.bases, added.epoch(), removal.epoch(), instants.from(added.timeNanos()), to, new Base.Effect() {
                    @Override
                    public void live(int from, int end) {
                        outcome.settled.add(added.site(), added.timeNanos(), added.weight(), from, end);
                    }

                    @Override
                    public void left(Base base, int from, int end) {
                        outcome.leftSinceBase.add(new ChunkOutcome.Left(removal, base, from, end));
                    }
                });
        if (isCollected(removal)) {
            outcome.collected.addEnded(added.site(), added.weight(), removal.ageNanos(), to);
        }
        if (added.epoch() != removal.epoch()) {
            outcome.ledger
                    .epoch(context.profile, added.epoch())
                    .added(added.site().withoutThread());
            outcome.ledger.epoch(context.profile, removal.epoch()).removed(removal.site());
        }
    }

    /** The object that an Add is of. */
    private Added added(ChunkReader add) throws IOException {
        return new Added(add.longAt(1), add.startNanos(), add.longAt(6), add.longAt(2), addedSites.site(add));
    }

    /** The id by which settings name an event type in this chunk, or -1. */
    private static long typeId(Chunk chunk, String eventName) throws IOException {
        return chunk.eventTypes().stream()
                .filter(type -> type.name().equals(eventName))
                .mapToLong(EventType::id)
                .findFirst()
                .orElse(-1);
    }
}
