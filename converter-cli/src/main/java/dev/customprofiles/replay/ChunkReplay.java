package dev.customprofiles.replay;

import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import dev.customprofiles.reader.EventType;
import dev.customprofiles.reader.ThreadInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Replays one chunk. Objects that came and went within it are settled here; the rest is left for {@link Replay} to match
 * with other chunks. Events may come in any order. Stacks are resolved for objects that were live at the instant or
 * outlive the chunk, so one that came and went costs none.
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
        EventSelection.of(
                "customprofiles.Add",
                "profile",
                "id",
                "epoch",
                "stackTrace",
                "skip",
                "objectClass",
                "weight",
                "label",
                "eventThread"),
        EventSelection.of("customprofiles.Remove", "profile", "id", "epoch", "site", "age", "weight", "collected"),
        SnapshotReader.HEADERS,
        SnapshotReader.ROWS,
        SnapshotReader.FRAMES,
        EventSelection.of(DATA_LOSS_EVENT, "amount"),
        EventSelection.of("jdk.ActiveSetting", "id", "name", "value"),
    };

    /** What tells sites apart inside a chunk without looking at stacks; two keys may still stand for equal stacks. */
    private record RawSite(String profile, long stack, int skip, long objectClass, String label, long thread) {

        boolean is(String aProfile, long aStack, int aSkip, long aClass, String aLabel, long aThread) {
            return stack == aStack
                    && objectClass == aClass
                    && skip == aSkip
                    && thread == aThread
                    && profile.equals(aProfile)
                    && Objects.equals(label, aLabel);
        }
    }

    /** What is looked up for each event of a profile. */
    private static final class Context {
        final String profile;
        final boolean wanted;
        final long baseEpoch;
        final ProfileCounts counts = new ProfileCounts();
        long ledgerEpoch = Long.MIN_VALUE;
        Ledger.Epoch ledger;

        Context(String profile, boolean wanted, long baseEpoch) {
            this.profile = profile;
            this.wanted = wanted;
            this.baseEpoch = baseEpoch;
        }
    }

    private final Question question;
    private final ReplayPlan plan;
    private final ChunkReader events;
    private final long dataLossType;
    private final ChunkOutcome outcome;
    private final SnapshotReader snapshots;
    private final Map<String, Context> contexts = new HashMap<>();
    private Context latest = new Context("", false, 0);
    private final List<RawSite> rawSites = new ArrayList<>();
    private final Map<RawSite, Integer> rawSiteIndex = new HashMap<>();

    /** Equal sites are looked up as one object, by its identity, which is quick. */
    private final Map<ProfileSite, ProfileSite> oneOfEqual = new HashMap<>();

    /** The site that was met last for a stack, or -1: most Adds are of a site that was just met. */
    private final int[] recentSites = new int[1024];

    private ChunkReplay(Question question, ReplayPlan plan, Chunk chunk, ChunkReader events, ChunkOutcome outcome)
            throws IOException {
        this.question = question;
        this.plan = plan;
        this.events = events;
        this.dataLossType = typeId(chunk, DATA_LOSS_EVENT);
        this.outcome = outcome;
        this.snapshots = new SnapshotReader(events);
        Arrays.fill(recentSites, -1);
    }

    /**
     * Replays a chunk to its end, whatever the instant: what comes after it still says which removals have an Add.
     *
     * @param empty a tally for the instant
     */
    static ChunkOutcome run(Question question, ReplayPlan plan, Chunk chunk, Tally empty) throws IOException {
        try (ChunkReader events = chunk.read(EVENTS)) {
            ChunkOutcome outcome = new ChunkOutcome(chunk.jvm(), empty);
            ChunkReplay replay = new ChunkReplay(question, plan, chunk, events, outcome);
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
        long weight = events.longAt(6);
        int site = rawSite(
                context.profile,
                events.longAt(3),
                (int) events.longAt(4),
                events.longAt(5),
                events.stringAt(7),
                question.byThread() ? events.longAt(8) : 0);
        Removal removal = outcome.removed.remove(id);
        if (removal != null) {
            settle(context, site, epoch, time, weight, removal);
        } else if (!outcome.open.put(id, time, weight, site, epoch)) {
            outcome.duplicates++;
            return;
        }
        context.counts.added++;
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
        if (collected) {
            context.counts.collected++;
        } else {
            context.counts.removed++;
        }
        ledger(context, epoch).removes++;
        ObjectTable open = outcome.open;
        int added = open.find(id);
        boolean isPlain = added >= 0
                && !collected
                && open.epoch(added) == epoch
                && (epoch < context.baseEpoch || time <= question.atNanos());
        if (isPlain) {
            open.remove(added); // most objects: they came and went, and nothing remembers them
            return;
        }
        Removal removal = new Removal(
                context.profile, epoch, time, events.longAt(3), events.longAt(5), events.nanosAt(4), collected);
        if (added >= 0) {
            settle(context, open.site(added), open.epoch(added), open.time(added), open.weight(added), removal);
            open.remove(added);
        } else {
            outcome.removed.put(id, removal);
        }
    }

    private void settle(Context context, int site, long addEpoch, long addedNanos, long weight, Removal removal)
            throws IOException {
        int effect = removal.effect(addEpoch, addedNanos, context.baseEpoch, question.atNanos());
        if (effect > 0) {
            outcome.settled.add(resolved(site), addedNanos, weight);
        } else if (effect < 0) {
            outcome.leftSinceBase.add(removal);
        }
        if (removal.collected() && removal.timeNanos() <= question.atNanos()) {
            outcome.collected.addEnded(resolved(site), weight, removal.ageNanos());
        }
        if (addEpoch != removal.epoch()) {
            ledger(context, addEpoch).added(resolved(site).withoutThread());
            ledger(context, removal.epoch()).removed(removal.site());
        }
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
            Context context = new Context(name, question.isAbout(profile), plan.baseEpoch(outcome.jvm, name));
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

    private int rawSite(String profile, long stack, int skip, long objectClass, String label, long thread) {
        int slot = Long.hashCode(stack * 31 + thread) & (recentSites.length - 1);
        int recent = recentSites[slot];
        if (recent >= 0 && rawSites.get(recent).is(profile, stack, skip, objectClass, label, thread)) {
            return recent;
        }
        RawSite site = new RawSite(profile, stack, skip, objectClass, label, thread);
        int number = rawSiteIndex.computeIfAbsent(site, absent -> {
            rawSites.add(site);
            outcome.sites.add(null);
            return rawSites.size() - 1;
        });
        recentSites[slot] = number;
        return number;
    }

    private void finish() throws IOException {
        outcome.snapshots.addAll(snapshots.snapshots());
        ObjectTable open = outcome.open;
        for (int slot = 0; slot < open.slots(); slot++) {
            if (open.used(slot)) {
                ProfileSite site = resolved(open.site(slot));
                outcome.ledger.epoch(site.profile(), open.epoch(slot)).added(site.withoutThread());
            }
        }
        outcome.removed.forEach((id, removal) -> {
            if (removal.site() != 0) {
                outcome.ledger.epoch(removal.profile(), removal.epoch()).removed(removal.site());
            }
        });
    }

    private ProfileSite resolved(int index) throws IOException {
        ProfileSite site = outcome.sites.get(index);
        if (site == null) {
            RawSite raw = rawSites.get(index);
            ProfileSite resolved = new ProfileSite(
                    raw.profile,
                    new Site(
                            Stacks.frames(events.stackTrace(raw.stack), raw.skip),
                            raw.label,
                            HiddenClass.withoutAddress(events.className(raw.objectClass)),
                            question.byThread() ? threadName(raw.thread) : null));
            site = oneOfEqual.computeIfAbsent(resolved, same -> same);
            outcome.sites.set(index, site);
        }
        return site;
    }

    /** A virtual thread seldom has a name, and all of those without one are not one thread. */
    private String threadName(long key) throws IOException {
        ThreadInfo thread = events.thread(key);
        if (thread == null) {
            return null;
        }
        return thread.displayName().isEmpty() ? "#" + thread.javaThreadId() : thread.displayName();
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
