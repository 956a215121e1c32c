package dev.customprofiles.replay;

import dev.customprofiles.counts.Instants;
import dev.customprofiles.counts.ProfileCounts;
import dev.customprofiles.counts.SiteTable;
import dev.customprofiles.counts.Turnover;
import dev.customprofiles.live.Question;
import dev.customprofiles.reader.ChunkReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replays the events of one recorder copy in one chunk. Objects added and removed within the chunk are settled here;
 * the rest is left for {@link Replay} to match with other chunks. Events may be in any order.
 */
final class CopyChunk {

    /** The columns of an open object. */
    static final int TIME = 0;

    static final int WEIGHT = 1;

    /** The number of the phase, and in the low bits that of the origin or, in the end, of the site. */
    static final int PHASE_AND_ORIGIN = 2;

    private static final int COLUMNS = 3;

    /** The data needed for each event of a profile. */
    private static final class Context {
        final String profile;
        final boolean wanted;
        final List<BaseSnapshot> bases;
        final ProfileCounts counts;
        final Map<Long, Map<Integer, Phase>> phases = new HashMap<>();
        Phase phase;

        Context(String profile, boolean wanted, List<BaseSnapshot> bases, ProfileCounts counts) {
            this.profile = profile;
            this.wanted = wanted;
            this.bases = bases;
            this.counts = counts;
        }
    }

    private final Question question;
    private final ReplayPlan plan;
    private final SiteTable sites;
    private final ChosenSites chosen;
    private final ChunkReader events;
    private final AddOrigins added;
    private final CopyOutcome outcome;
    private final Map<String, Context> contexts = new HashMap<>();
    private final Instants instants;

    /** Turnover by origin; null unless requested. */
    private final Turnover turnover;

    private final List<Phase> phases = new ArrayList<>();
    private String latestProfile;
    private Context latest;

    /** Objects whose removal has not been read yet. */
    private final IdTable open = new IdTable(COLUMNS);

    /**
     * @param events the reader of the chunk; each method reads the current event
     * @param added the origins of the chunk's Adds
     */
    CopyChunk(
            Question question,
            ReplayPlan plan,
            ChosenSites chosen,
            ChunkReader events,
            AddOrigins added,
            CopyOutcome outcome) {
        this.question = question;
        this.plan = plan;
        this.sites = plan.sites();
        this.chosen = chosen;
        this.events = events;
        this.added = added;
        this.outcome = outcome;
        this.instants = plan.instants();
        this.turnover = question.turnover() ? new Turnover() : null;
    }

    void add() throws IOException {
        Context context = context(events.stringAt(RecorderEvents.PROFILE));
        if (!context.wanted) {
            return;
        }
        long id = events.longAt(RecorderEvents.ID);
        long time = events.startNanos();
        long weight = events.longAt(RecorderEvents.ADD_WEIGHT);
        Phase phase = phase(context, events.longAt(RecorderEvents.EPOCH), time);
        int origin = added.origin(context.profile);
        Removal removal = outcome.removed.remove(id);
        if (removal == null) {
            int row = open.put(id);
            if (row < 0) {
                outcome.duplicates++;
                return;
            }
            open.set(row, TIME, time);
            open.set(row, WEIGHT, weight);
            open.set(row, PHASE_AND_ORIGIN, (long) phase.number << 32 | origin);
        }
        phase.adds++;
        if (turnover != null && time <= instants.last()) {
            turnover.added(origin, 1);
        }
        boolean isChosen = isChosen(origin);
        if (isChosen) {
            phase.chosenAdds++;
            if (context.counts.times != null) {
                context.counts.times.added(time);
            }
        }
        if (removal != null) {
            if (isChosen && !chosen.areAll()) {
                // Only now is it known whether the object counts.
                Phase removedIn = phase(context, removal.epoch(), removal.timeNanos());
                countChosen(context, removedIn, removal.kind(), removal.timeNanos());
            }
            left(origin, removal);
            settle(context, phase, origin, time, weight, removal);
        }
    }

    private void left(int origin, Removal removal) {
        if (turnover != null && removal.timeNanos() <= instants.last()) {
            removal.count(turnover, origin);
        }
    }

    private boolean isChosen(int origin) throws IOException {
        return chosen.areAll() || chosen.has(added.site(origin));
    }

    void remove() throws IOException {
        Context context = context(events.stringAt(RecorderEvents.PROFILE));
        if (!context.wanted) {
            return;
        }
        long id = events.longAt(RecorderEvents.ID);
        long time = events.startNanos();
        Phase phase = phase(context, events.longAt(RecorderEvents.EPOCH), time);
        int row = open.find(id);
        if (row >= 0 && (int) (open.get(row, PHASE_AND_ORIGIN) >>> 32) == phase.number) {
            count(context, phase, RecorderEvents.removalKind(events), time, isChosen((int)
                    open.get(row, PHASE_AND_ORIGIN)));
            if (turnover != null) {
                left((int) open.get(row, PHASE_AND_ORIGIN), RecorderEvents.removed(events));
            }
            open.remove(row); // most objects, which leave no trace
            return;
        }
        end(context, phase, id, row, RecorderEvents.removed(events));
    }

    void collected() throws IOException {
        Context context = context(events.stringAt(RecorderEvents.PROFILE));
        if (context.wanted) {
            long id = events.longAt(RecorderEvents.ID);
            Phase phase = phase(context, events.longAt(RecorderEvents.EPOCH), events.startNanos());
            end(context, phase, id, open.find(id), RecorderEvents.collected(events));
        }
    }

    /** @param row the row of the object in {@code open}; -1 if its Add has not been read yet */
    private void end(Context context, Phase phase, long id, int row, Removal removal) throws IOException {
        if (row < 0) {
            count(context, phase, removal.kind(), removal.timeNanos(), chosen.areAll());
            outcome.removed.put(id, removal);
            return;
        }
        long place = open.get(row, PHASE_AND_ORIGIN);
        int origin = (int) place;
        count(context, phase, removal.kind(), removal.timeNanos(), isChosen(origin));
        left(origin, removal);
        settle(context, phases.get((int) (place >>> 32)), origin, open.get(row, TIME), open.get(row, WEIGHT), removal);
        open.remove(row);
    }

    private void count(Context context, Phase phase, Removal.Kind kind, long nanos, boolean isChosen) {
        switch (kind) {
            case REMOVED -> phase.removes++;
            case COLLECTED -> phase.collected++;
            case DROPPED -> {
                phase.collected++;
                phase.dropped++;
                phase.droppedAsRemoved += RecorderEvents.isOld(outcome.copy.recorder()) ? 1 : 0;
            }
        }
        if (isChosen) {
            countChosen(context, phase, kind, nanos);
        }
    }

    private static void countChosen(Context context, Phase phase, Removal.Kind kind, long nanos) {
        if (kind == Removal.Kind.REMOVED) {
            phase.chosenRemoves++;
        } else {
            phase.chosenCollected++;
        }
        if (kind != Removal.Kind.COLLECTED) {
            phase.chosenLeft++;
            if (context.counts.times != null) {
                context.counts.times.removed(nanos);
            }
        }
    }

    /** Counts an object added and removed in this chunk, if it is in any answer or changes the count of a snapshot. */
    private void settle(Context context, Phase phase, int origin, long timeNanos, long weight, Removal removal)
            throws IOException {
        int to = instants.from(removal.timeNanos());
        if (phase.interval >= to && phase.epoch == removal.epoch() && !removal.staysLive()) {
            return;
        }
        Added object = new Added(timeNanos, weight, phase.epoch, added.siteOfLive(origin));
        apply(context, object, phase.epoch, removal, phase.interval, to);
        EpochCounts.Epoch ended = outcome.ledger.epoch(context.profile, removal.epoch());
        if (phase.epoch != removal.epoch()) {
            phase.ledger.changes.add(sites.withoutThread(object.site()), 1);
            ended.changesById.add(removal.site(), -1);
        }
        if (removal.staysLive()) {
            Added collected = new Added(timeNanos, weight, phase.epoch, sites.collected(object.site(), true));
            apply(context, collected, removal.epoch(), null, to, instants.size());
            ended.changes.add(sites.withoutThread(collected.site()), 1);
        } else if (plan.keepsDropped() && removal.kind() == Removal.Kind.DROPPED) {
            // No snapshot counts it, so it has no base.
            outcome.settled.add(sites.collected(object.site(), true), timeNanos, weight, to, instants.size());
        }
    }

    /** @param removal null for an object that stays live */
    private void apply(Context context, Added object, long addEpoch, Removal removal, int from, int to) {
        long removeEpoch = removal == null ? Long.MAX_VALUE : removal.epoch();
        BaseSnapshot.apply(context.bases, addEpoch, removeEpoch, from, to, new BaseSnapshot.Effect() {
            @Override
            public void live(int first, int end) {
                outcome.settled.add(object.site(), object.timeNanos(), object.weight(), first, end);
            }

            @Override
            public void left(BaseSnapshot base, int first, int end) {
                outcome.leftSinceBase.add(new CopyOutcome.Left(object, removal, base, first, end));
            }
        });
    }

    /** Adds the header of a snapshot. */
    void snapshot(Snapshot header) {
        Context context = context(header.profile);
        context.counts.seen(header.timeNanos);
        context.counts.seenSnapshot(header.timeNanos);
    }

    private Context context(String profile) {
        if (latest != null && latestProfile == profile) { // the reader returns a repeated name as the same object
            return latest;
        }
        latestProfile = profile;
        latest = contexts.computeIfAbsent(profile == null ? "" : profile, name -> {
            Context context = new Context(
                    name,
                    question.isAbout(profile),
                    plan.bases(outcome.copy, name),
                    new ProfileCounts(instants.size(), plan.findsPeak()));
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
                    .computeIfAbsent(instants.from(nanos), interval -> newPhase(context.profile, epoch, interval));
            context.phase = phase;
        }
        phase.seen(nanos);
        return phase;
    }

    private Phase newPhase(String profile, long epoch, int interval) {
        Phase phase =
                new Phase(phases.size(), profile, epoch, interval, instants, outcome.ledger.epoch(profile, epoch));
        phases.add(phase);
        return phase;
    }

    private Turnover turnoverBySite() throws IOException {
        if (turnover == null) {
            return null;
        }
        Turnover bySite = new Turnover();
        for (int origin = 0; origin < turnover.size(); origin++) {
            if (turnover.has(origin)) {
                bySite.add(added.site(origin), turnover, origin);
            }
        }
        return bySite;
    }

    /** Completes the outcome after the last event. */
    void finish() throws IOException {
        phases.forEach(phase -> phase.count(contexts.get(phase.profile).counts));
        for (int row = open.first(); row >= 0; row = open.next(row)) {
            long place = open.get(row, PHASE_AND_ORIGIN);
            int site = added.siteOfLive((int) place);
            open.set(row, PHASE_AND_ORIGIN, place & -1L << 32 | site);
            phases.get((int) (place >>> 32)).ledger.changes.add(sites.withoutThread(site), 1);
        }
        outcome.turnover = turnoverBySite();
        outcome.open = open;
        outcome.phases = phases;
        outcome.removed.forEach((id, removal) -> {
            if (removal.site() != 0) {
                EpochCounts.Epoch ledger = outcome.ledger.epoch(removal.profile(), removal.epoch());
                ledger.changesById.add(removal.site(), -1);
                if (removal.staysLive()) {
                    ledger.collectedById.add(removal.site(), 1);
                }
            }
        });
    }
}
