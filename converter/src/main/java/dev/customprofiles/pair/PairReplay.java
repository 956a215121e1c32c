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
 * Rebuilds live sets from a {@linkplain EventPair pair of events}. A key is live if the last of its events up to the
 * instant, in order of time, is an opening.
 *
 * <p>Chunks are read in parallel. Their runs wait until no late event can precede them; then only open keys are kept.
 * So memory grows with the live set and the events of a few seconds.
 */
public final class PairReplay {

    private final Question question;
    private final Instants instants;
    private final PairPlan plan;
    private final SiteTable sites = new SiteTable();
    private final LiveCounts live;

    /** Turnover by site; null unless requested. */
    private final Turnover turnover;

    /** The last run of each key of the JVM whose chunks are being read. */
    private final Map<Object, PairRun> open = new HashMap<>();

    /** Runs that a late event could still precede, by key. */
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
     * Answers a question about the profile made of a pair of events. Its name is that of the question, or else that of
     * the opening event. The recording is always read from its start to the last instant. The churn of chosen sites or
     * ages is unknown.
     *
     * @return the single profile, which spans the whole recording even if it has no events
     * @throws UnknownPairException if the recording does not have the event types or the fields
     * @throws IOException if the recording cannot be read at all; unreadable parts are reported in {@link Losses}
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

    /** @param chunk null for a chunk that was not read */
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

    /** Applies the waiting runs that no late event can precede. */
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
            closes += run.opensFirst() ? 0 : 1; // a closing that took so long that its key was opened again meanwhile
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

    /** Counts the object that a run opened, up to the instant of an index. */
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
