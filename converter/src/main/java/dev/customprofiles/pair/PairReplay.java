package dev.customprofiles.pair;

import dev.customprofiles.counts.Instants;
import dev.customprofiles.counts.LeftOutEvents;
import dev.customprofiles.counts.LiveCounts;
import dev.customprofiles.counts.ProfileCounts;
import dev.customprofiles.counts.SiteTable;
import dev.customprofiles.counts.Turnover;
import dev.customprofiles.live.AgeRange;
import dev.customprofiles.live.Churn;
import dev.customprofiles.live.History;
import dev.customprofiles.live.LeftOut;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Sampling;
import dev.customprofiles.live.SiteTimeline;
import dev.customprofiles.live.SiteTurnover;
import dev.customprofiles.live.Span;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.live.Unpaired;
import dev.customprofiles.reader.Damage;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rebuilds the live sets of instants from a {@linkplain EventPair pair of events}. A key is live if the last of its
 * events up to the instant opened it; so what decides is their time, not where they stand in the recording.
 *
 * <p>Chunks are read side by side. What of them may still be followed by late events waits until it cannot, then only what
 * is open is kept: memory follows the live set and the last seconds.
 */
public final class PairReplay {

    private final Question question;
    private final Instants instants;
    private final PairPlan plan;
    private final SiteTable sites = new SiteTable();
    private final LiveCounts live;

    /** What came and went by site; null unless it is asked for. */
    private final Turnover turnover;

    /** The keys of the JVM whose chunks are read at present, by what happened to them last. */
    private final Map<Object, PairRun> open = new HashMap<>();

    /** What may not be the next thing that happened to its key. */
    private final Map<Object, List<PairRun>> waiting = new HashMap<>();

    private int jvm = -1;
    private Unpaired unpaired = Unpaired.NONE;
    private long opens;
    private long closes;
    private final ProfileCounts counts;
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final Set<String> openSettings = new TreeSet<>();
    private final Set<String> closeSettings = new TreeSet<>();
    private final long lastNanos;
    private long lostBytes;
    private boolean lossRecorded;

    private PairReplay(Question question, Instants instants, PairPlan plan, long endNanos) {
        this.question = question;
        this.instants = instants;
        this.counts = new ProfileCounts(instants.size());
        this.plan = plan;
        this.turnover = question.turnover() ? new Turnover() : null;
        this.lastNanos = endNanos;
        this.live = new LiveCounts(sites, instants.upTo(endNanos), question.ages(), question.turnover());
    }

    /**
     * Answers a question about the profile that a pair of events makes. It has the name that the question has, else that of
     * the event which opens. All of the recording up to the last instant is read, whatever the question says. The churn of
     * chosen sites, or of some ages, is unknown.
     *
     * @return the one profile, which the recording tells of from its beginning to its end, whether anything happened or not
     * @throws UnknownPairException if there are no such events, or they have no such fields
     * @throws IOException if the recording cannot be read at all; parts of it that cannot are in {@link Losses}
     */
    public static History run(Recording recording, EventPair pair, Question question)
            throws IOException, UnknownPairException {
        Instants instants = Instants.of(question.instants());
        PairPlan plan = PairPlan.of(recording, pair);
        Question named = question.profile() == null ? question.about(pair.open()) : question;
        PairReplay replay = new PairReplay(named, instants, plan, recording.endNanos());
        recording.process(
                chunk -> plan.reads(chunk, instants.last())
                        ? PairChunk.run(named, instants, plan, chunk, replay.sites)
                        : null,
                replay::merge);
        replay.finishJvm();
        return replay.history(recording);
    }

    /** @param chunk null for one that was not read */
    private void merge(PairOutcome chunk) {
        if (chunk == null) {
            return;
        }
        if (chunk.jvm != jvm) {
            finishJvm();
            jvm = chunk.jvm;
        }
        counts.addAll(chunk.counts);
        if (turnover != null) {
            turnover.addAll(chunk.turnover);
        }
        leftOut.addAll(chunk.leftOut);
        openSettings.addAll(chunk.openSettings);
        closeSettings.addAll(chunk.closeSettings);
        unpaired = unpaired.plus(chunk.unpaired);
        lostBytes += chunk.lostBytes;
        lossRecorded |= chunk.lossRecorded;
        for (PairRun run : chunk.runs) {
            List<PairRun> before = waiting.get(run.key());
            if (before != null) {
                before.add(run);
            } else if (run.lastNanos() < chunk.settledBefore) {
                happen(run);
            } else {
                List<PairRun> runs = new ArrayList<>(1);
                runs.add(run);
                waiting.put(run.key(), runs);
            }
        }
        settle(chunk.settledBefore);
    }

    /** Lets happen what no late event can come before. */
    private void settle(long beforeNanos) {
        for (Iterator<List<PairRun>> each = waiting.values().iterator(); each.hasNext(); ) {
            List<PairRun> runs = each.next();
            runs.sort(Comparator.comparingLong(PairRun::firstTicks));
            int settled = 0;
            while (settled < runs.size()
                    && (beforeNanos == Long.MAX_VALUE || runs.get(settled).lastNanos() < beforeNanos)) {
                happen(runs.get(settled++));
            }
            if (settled == runs.size()) {
                each.remove();
            } else {
                runs.subList(0, settled).clear();
            }
        }
    }

    private void happen(PairRun run) {
        PairRun before = open.get(run.key());
        if (before != null && run.lastTicks() < before.lastTicks()) {
            closes += run.opensFirst() ? 0 : 1; // a closing so long that what it closed has been opened anew
            return;
        }
        if (before != null) {
            count(before, run.instant());
            if (turnover != null && !run.opensFirst()) {
                turnover.removed(before.site(), run.firstNanos() - before.lastNanos());
            }
        }
        opens += run.opensFirst() && before != null ? 1 : 0;
        closes += run.opensFirst() || before != null ? 0 : 1;
        if (run.opensLast()) {
            open.put(run.key(), run);
        } else if (before != null) {
            open.remove(run.key());
        }
    }

    private void finishJvm() {
        settle(Long.MAX_VALUE);
        open.values().forEach(run -> count(run, instants.size()));
        open.clear();
    }

    /** Counts what a run opened, up to the instant of an index. */
    private void count(PairRun run, int to) {
        if (run.instant() < to) {
            live.add(run.site(), run.lastNanos(), run.weight(), run.instant(), to);
        }
    }

    private History history(Recording recording) {
        Instants known = instants.upTo(lastNanos);
        List<SiteTimeline> sites = new ArrayList<>();
        Losses losses = losses(recording);
        List<SiteTurnover> bySite = turnover == null
                ? List.of()
                : turnover.bySite(this.sites, live, question.sites()).getOrDefault(question.profile(), List.of());
        live.drain(known, (profile, site) -> {
            if (question.sites().test(site.site())) {
                sites.add(site);
            }
        });
        sites.sort(Comparator.comparing(SiteTimeline::site));
        Timeline timeline = new Timeline(
                question.profile(),
                plan.unit(),
                false,
                span(recording),
                known.toList(),
                churn().withSites(bySite),
                sites);
        return new History(List.of(timeline), plan.pauses(), losses);
    }

    private Churn churn() {
        long orphans = unpaired().closes();
        return question.choosesSites() || !question.ages().equals(AgeRange.ALL)
                ? Churn.unknown(orphans)
                : new Churn(counts.intervals(), counts.added(), counts.removed(), 0, orphans, 0, null, List.of());
    }

    private Span span(Recording recording) {
        return new Span(recording.startNanos(), lastNanos);
    }

    private Unpaired unpaired() {
        return unpaired.plus(new Unpaired(opens, closes, 0))
                .of(Sampling.of(plan.pair().open(), openSettings));
    }

    private Losses losses(Recording recording) {
        Unpaired all = unpaired();
        List<String> damage = new ArrayList<>(
                recording.damage().stream().map(Damage::toString).toList());
        plan.pauses().stream()
                .filter(pause -> pause.endNanos() <= instants.last())
                .forEach(pause -> damage.add("nothing was recorded from " + Instant.ofEpochSecond(0, pause.startNanos())
                        + " to " + Instant.ofEpochSecond(0, pause.endNanos())
                        + ": what was closed then counts as live"));
        Sampling closings = Sampling.of(plan.pair().close(), closeSettings);
        if (closings.kind() == Sampling.Kind.SAMPLED) {
            damage.add(plan.pair().close() + " is sampled"
                    + (closings.limits().isEmpty() ? "" : " (" + String.join(", ", closings.limits()) + ")")
                    + ": what was closed without being recorded counts as live");
        }
        if (all.keyless() > 0 && counts.added() + counts.removed() == 0) {
            damage.add("none of the events has a key that can be read");
        }
        return new Losses(
                damage,
                List.of(),
                LeftOutEvents.joined(leftOut).stream()
                        .filter(time -> time.fromNanos() <= instants.last())
                        .toList(),
                0,
                lostBytes,
                lossRecorded,
                0,
                0,
                live.withoutStack(),
                live.truncated(),
                0,
                0,
                0,
                List.of(),
                all);
    }
}
