package dev.customprofiles.replay;

import dev.customprofiles.live.Question;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.tally.Instants;
import dev.customprofiles.tally.ProfileCounts;
import dev.customprofiles.tally.SiteTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replays what one copy of the recorder wrote into one chunk. Objects that came and went within it are settled here; the rest is
 * left for {@link Replay} to match with other chunks. Events may come in any order. Of an Add only what is needed to match it is
 * read at first: most objects come and go, and their stacks are never asked for. Those that were live at an instant, or outlive
 * the chunk, are looked at again.
 */
final class CopyChunk {

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

    private final CopyOutcome outcome;
    private final Map<String, Context> contexts = new HashMap<>();
    private final Instants instants;
    private final List<Phase> phases = new ArrayList<>();
    private String latestProfile;
    private Context latest;

    /** The Adds whose removal has not been met, by the object's id. */
    private final IdTable adds = new IdTable(1);

    private final List<Settled> settled = new ArrayList<>();

    /**
     * @param sites those of all chunks
     * @param events the chunk's; each method takes the current one
     * @param start where the chunk begins
     */
    CopyChunk(
            Question question, ReplayPlan plan, SiteTable sites, ChunkReader events, long start, CopyOutcome outcome) {
        this.question = question;
        this.plan = plan;
        this.sites = sites;
        this.events = events;
        this.start = start;
        this.outcome = outcome;
        this.instants = plan.instants();
    }

    void add() throws IOException {
        Context context = context(events.stringAt(RecorderEvents.PROFILE));
        if (!context.wanted) {
            return;
        }
        long id = events.longAt(RecorderEvents.ID);
        long time = events.startNanos();
        Phase phase = phase(context, events.longAt(RecorderEvents.EPOCH), time);
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

    void remove() throws IOException {
        Context context = context(events.stringAt(RecorderEvents.PROFILE));
        if (!context.wanted) {
            return;
        }
        long id = events.longAt(RecorderEvents.ID);
        Phase phase = phase(context, events.longAt(RecorderEvents.EPOCH), events.startNanos());
        int row = adds.find(id);
        if (row >= 0 && phaseOf(adds.get(row, PLACE)) == phase.number && phase.number != SOME_PHASE) {
            count(context, phase, RecorderEvents.removalKind(events), events.startNanos());
            adds.remove(row); // most objects: no trace of them is kept
            return;
        }
        end(context, phase, id, row, RecorderEvents.removed(events));
    }

    void collected() throws IOException {
        Context context = context(events.stringAt(RecorderEvents.PROFILE));
        if (context.wanted) {
            long id = events.longAt(RecorderEvents.ID);
            Phase phase = phase(context, events.longAt(RecorderEvents.EPOCH), events.startNanos());
            end(context, phase, id, adds.find(id), RecorderEvents.collected(events));
        }
    }

    /** @param row where the object's Add is among {@link #adds}; -1 if it has not been met */
    private void end(Context context, Phase phase, long id, int row, Removal removal) {
        count(context, phase, removal.kind(), removal.timeNanos());
        if (row >= 0) {
            long place = adds.get(row, PLACE);
            settle(phases.get(phaseOf(place)), positionOf(place), removal);
            adds.remove(row);
        } else {
            outcome.removed.put(id, removal);
        }
    }

    private void count(Context context, Phase phase, Removal.Kind kind, long nanos) {
        switch (kind) {
            case REMOVED -> phase.removes++;
            case COLLECTED -> phase.collected++;
            case DROPPED -> {
                phase.collected++;
                phase.dropped++;
                phase.droppedAsRemoved += outcome.copy.recorder() == 0 ? 1 : 0;
            }
        }
        if (context.counts.times != null && kind != Removal.Kind.COLLECTED) {
            context.counts.times.removed(nanos);
        }
    }

    private void settle(Phase added, long position, Removal removal) {
        boolean isLiveSometime = added.interval < instants.from(removal.timeNanos());
        if (added.number == SOME_PHASE || isLiveSometime || added.epoch != removal.epoch() || removal.staysLive()) {
            settled.add(new Settled(position, removal));
        }
    }

    private static int phaseOf(long place) {
        return (int) place & SOME_PHASE;
    }

    private long positionOf(long place) {
        return start + (place >>> PHASE_BITS);
    }

    /** Takes a snapshot's header. */
    void snapshot(Snapshot header) {
        Context context = context(header.profile);
        context.counts.seen(header.timeNanos);
        context.counts.seenSnapshot(header.timeNanos);
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
                    plan.bases(outcome.copy, name),
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

    /** Looks again at the Adds that matter. */
    void finish(ChunkReader whole, AddedSites addedSites) throws IOException {
        phases.forEach(phase -> phase.count(contexts.get(phase.profile).counts, outcome));
        settled.sort(Comparator.comparingLong(Settled::position));
        for (Settled object : settled) {
            if (whole.moveTo(object.position) >= 0) {
                count(added(whole, addedSites), object.removal);
            }
        }
        long[] positions = new long[adds.size()];
        int n = 0;
        for (int row = adds.first(); row >= 0; row = adds.next(row)) {
            positions[n++] = positionOf(adds.get(row, PLACE));
        }
        Arrays.sort(positions);
        for (long position : positions) {
            if (whole.moveTo(position) >= 0) {
                Added added = added(whole, addedSites);
                outcome.open.add(added);
                outcome.ledger
                        .epoch(added.site().profile(), added.epoch())
                        .added(added.site().withoutThread());
            }
        }
        outcome.removed.forEach((id, removal) -> {
            if (removal.site() != 0) {
                Ledger.Epoch ledger = outcome.ledger.epoch(removal.profile(), removal.epoch());
                ledger.removed(removal.site());
                if (removal.staysLive()) {
                    ledger.collected(removal.site());
                }
            }
        });
    }

    private void count(Added added, Removal removal) {
        Context context = context(removal.profile());
        int to = instants.from(removal.timeNanos());
        apply(context, added, added.epoch(), removal, instants.from(added.timeNanos()), to);
        Ledger.Epoch ledger = outcome.ledger.epoch(context.profile, removal.epoch());
        if (added.epoch() != removal.epoch()) {
            outcome.ledger
                    .epoch(context.profile, added.epoch())
                    .added(added.site().withoutThread());
            ledger.removed(removal.site());
        }
        if (removal.staysLive()) {
            Added collected = added.asCollected(sites);
            apply(context, collected, removal.epoch(), null, to, instants.size());
            ledger.added(collected.site().withoutThread());
        }
    }

    /** @param removal null for an object that stays live */
    private void apply(Context context, Added added, long addEpoch, Removal removal, int from, int to) {
        long removeEpoch = removal == null ? Long.MAX_VALUE : removal.epoch();
        Base.apply(context.bases, addEpoch, removeEpoch, from, to, new Base.Effect() {
            @Override
            public void live(int first, int end) {
                outcome.settled.add(added.site(), added.timeNanos(), added.weight(), first, end);
            }

            @Override
            public void left(Base base, int first, int end) {
                outcome.leftSinceBase.add(new CopyOutcome.Left(added, removal, base, first, end));
            }
        });
    }

    /** The object that an Add is of. */
    private static Added added(ChunkReader add, AddedSites addedSites) throws IOException {
        return new Added(
                add.longAt(RecorderEvents.ID),
                add.startNanos(),
                add.longAt(RecorderEvents.ADD_WEIGHT),
                add.longAt(RecorderEvents.EPOCH),
                addedSites.site(add));
    }
}
