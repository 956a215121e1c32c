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

    /** The columns of {@link #adds}: when, in which epoch, and where the event is. */
    private static final int TIME = 0;

    private static final int EPOCH = 1;
    private static final int POSITION = 2;

    /** An object that was removed in this chunk, too, and matters nevertheless. */
    private record Settled(long position, Removal removal) {}

    /** What is looked up for each event of a profile. */
    private static final class Context {
        final String profile;
        final boolean wanted;
        final List<Base> bases;
        final ProfileCounts counts;
        long ledgerEpoch = Long.MIN_VALUE;
        Ledger.Epoch ledger;

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
    private final long dataLossType;
    private final ChunkOutcome outcome;
    private final SnapshotReader snapshots;
    private final Map<String, Context> contexts = new HashMap<>();
    private final Instants instants;
    private final Instants.Cursor cursor;
    private Context latest = new Context("", false, List.of(), new ProfileCounts(0));

    /** The Adds whose removal has not been met, by the object's id. */
    private final IdTable adds = new IdTable(3);

    private final List<Settled> settled = new ArrayList<>();
    private final AddedSites addedSites;

    private ChunkReplay(
            Question question, ReplayPlan plan, SiteTable sites, Chunk chunk, ChunkReader events, ChunkOutcome outcome)
            throws IOException {
        this.question = question;
        this.plan = plan;
        this.sites = sites;
        this.events = events;
        this.dataLossType = typeId(chunk, DATA_LOSS_EVENT);
        this.outcome = outcome;
        this.snapshots = new SnapshotReader(events);
        this.addedSites = new AddedSites(sites, question.byThread());
        this.instants = plan.instants();
        this.cursor = instants.cursor();
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
        long epoch = events.longAt(2);
        long time = seen(context);
        Removal removal = outcome.removed.remove(id);
        if (removal != null) {
            settle(epoch, time, events.position(), removal);
        } else {
            int row = adds.put(id);
            if (row < 0) {
                outcome.duplicates++;
                return;
            }
            adds.set(row, TIME, time);
            adds.set(row, EPOCH, epoch);
            adds.set(row, POSITION, events.position());
        }
        context.counts.added(cursor.from(time), 1);
        if (context.counts.times != null) {
            context.counts.times.added(time);
        }
        ledger(context, epoch).adds++;
    }

    private void remove() throws IOException {
        Context context = context(events.stringAt(0));
        if (!context.wanted) {
            return;
        }
        long id = events.longAt(1);
        long epoch = events.longAt(2);
        long time = seen(context);
        boolean collected = events.longAt(6) != 0;
        int interval = cursor.from(time);
        context.counts.removed(interval, collected);
        if (context.counts.times != null) {
            context.counts.times.removed(time);
        }
        ledger(context, epoch).removes++;
        int row = adds.find(id);
        boolean isPlain =
                row >= 0 && !collected && adds.get(row, EPOCH) == epoch && cursor.from(adds.get(row, TIME)) == interval;
        if (isPlain) {
            adds.remove(row); // most objects: they came and went between two instants, and nothing remembers them
            return;
        }
        Removal removal = new Removal(
                context.profile, epoch, time, events.longAt(3), events.longAt(5), events.nanosAt(4), collected);
        if (row >= 0) {
            settle(adds.get(row, EPOCH), adds.get(row, TIME), adds.get(row, POSITION), removal);
            adds.remove(row);
        } else {
            outcome.removed.put(id, removal);
        }
    }

    private void settle(long addEpoch, long addedNanos, long position, Removal removal) {
        boolean isLiveSometime = instants.from(addedNanos) < instants.from(removal.timeNanos());
        if (isLiveSometime || addEpoch != removal.epoch() || isCollected(removal)) {
            settled.add(new Settled(position, removal));
        }
    }

    private boolean isCollected(Removal removal) {
        return removal.collected() && removal.timeNanos() <= instants.last();
    }

    private void snapshot() throws IOException {
        Context context = context(events.stringAt(0));
        if (context.wanted) {
            context.counts.seenSnapshot(seen(context));
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
        if (latest.profile.equals(profile)) {
            return latest;
        }
        latest = contexts.computeIfAbsent(profile == null ? "" : profile, name -> {
            Context context = new Context(
                    name,
                    question.isAbout(profile),
                    plan.bases(outcome.jvm, name),
                    new ProfileCounts(instants.size(), question.wholeHistory() && instants.size() == 1));
            if (context.wanted) {
                outcome.profiles.put(name, context.counts);
            }
            return context;
        });
        return latest;
    }

    private long seen(Context context) {
        long time = events.startNanos();
        outcome.lastNanos = Math.max(outcome.lastNanos, time);
        context.counts.seen(time);
        return time;
    }

    private Ledger.Epoch ledger(Context context, long epoch) {
        if (context.ledger == null || context.ledgerEpoch != epoch) {
            context.ledgerEpoch = epoch;
            context.ledger = outcome.ledger.epoch(context.profile, epoch);
        }
        return context.ledger;
    }

    private void finish() throws IOException {
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
            positions[n++] = adds.get(row, POSITION);
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
                ledger(context(removal.profile()), removal.epoch()).removed(removal.site());
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
            ledger(context, added.epoch()).added(added.site().withoutThread());
            ledger(context, removal.epoch()).removed(removal.site());
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
