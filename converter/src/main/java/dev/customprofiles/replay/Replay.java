package dev.customprofiles.replay;

import dev.customprofiles.counts.Instants;
import dev.customprofiles.counts.LeftOutEvents;
import dev.customprofiles.counts.ProfileCounts;
import dev.customprofiles.counts.ProfileSite;
import dev.customprofiles.counts.SiteTable;
import dev.customprofiles.live.AgeRange;
import dev.customprofiles.live.Churn;
import dev.customprofiles.live.Drift;
import dev.customprofiles.live.History;
import dev.customprofiles.live.LeftOut;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Peak;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.SaturatingMath;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteTimeline;
import dev.customprofiles.live.SiteTurnover;
import dev.customprofiles.live.Span;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.live.Unpaired;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.Damage;
import dev.customprofiles.reader.EventSelection;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Rebuilds live sets. The live set at an instant is that of the last snapshot before it, plus the objects added since,
 * minus those removed since. Without a snapshot, it is everything added and not removed. Objects are matched by id
 * within the JVM, regardless of the order of events.
 *
 * <p>Chunks are replayed in parallel and merged in order. Memory grows with the objects that outlive their chunk, not
 * with the length of the recording.
 */
public final class Replay {

    private final Question question;
    private final ReplayPlan plan;
    private final Instants instants;
    private final Totals totals;
    private final ChosenSites chosen;
    private final Map<RecorderCopy, CopyReplay> copies = new LinkedHashMap<>();

    /** Sites that are counted as one because the rest of their stacks is unknown. */
    private Map<ProfileSite, ProfileSite> cut = Map.of();

    private Replay(Question question, ReplayPlan plan, ChosenSites chosen, long endNanos) {
        this.question = question;
        this.plan = plan;
        this.instants = plan.instants();
        this.chosen = chosen;
        this.totals = new Totals(plan.sites(), instants, question.ages(), question.turnover(), endNanos);
    }

    /** Returns the events that name every profile of a recording, with just the field of the name. */
    public static List<EventSelection> namingEvents() {
        return Stream.of(RecorderEvents.SNAPSHOT, RecorderEvents.ADD)
                .map(event -> EventSelection.of(event.eventName(), "profile"))
                .toList();
    }

    /**
     * Answers a question in one pass. If events were lost between several instants, a second pass counts the instants
     * after a loss from the snapshot after it.
     *
     * @return the profiles found. An instant outside a profile's {@link Timeline#span()}, or in a
     *     {@linkplain History#pauses() pause}, has no answer: see {@link History#isKnown}
     * @throws IOException if the recording cannot be read at all; unreadable parts are reported in {@link Losses}
     */
    public static History run(Recording recording, Question question) throws IOException {
        Instants instants = Instants.of(question.instants());
        SiteTable sites = new SiteTable();
        Predicate<Site> wanted = question.choosesSites() && question.churn() ? question.sites() : null;
        ChosenSites chosen = new ChosenSites(sites, wanted, Map.of());
        Replay replay = run(recording, question, ReplayPlan.of(recording, question, instants, sites), chosen);
        Map<ReplayPlan.CopyProfile, List<BaseSnapshot>> better = replay.betterBases();
        Set<ReplayPlan.CopyProfile> lacking = replay.lackingBases();
        boolean isChosenOtherwise = chosen.areChangedBy(replay.cut);
        if (better.isEmpty() && lacking.isEmpty() && !isChosenOtherwise) {
            return replay.history(recording);
        }
        ReplayPlan plan = ReplayPlan.of(recording, question, instants, sites, better, lacking);
        return run(recording, question, plan, isChosenOtherwise ? new ChosenSites(sites, wanted, replay.cut) : chosen)
                .history(recording);
    }

    private static Replay run(Recording recording, Question question, ReplayPlan plan, ChosenSites chosen)
            throws IOException {
        Replay replay = new Replay(question, plan, chosen, recording.endNanos());
        recording.process(
                chunk -> plan.reads(chunk) ? ChunkReplay.run(question, plan, chosen, chunk, replay.totals.live) : null,
                replay::merge);
        replay.finish();
        return replay;
    }

    private void finish() {
        copies.values().forEach(CopyReplay::finish);
        cut = TruncatedStacks.cut(plan.sites().all(), totals.truncated);
        totals.live.move(cut);
        if (totals.turnover != null) {
            cut.forEach((from, to) ->
                    totals.turnover.move(plan.sites().number(from), plan.sites().number(to)));
        }
    }

    private Map<ReplayPlan.CopyProfile, List<BaseSnapshot>> betterBases() {
        Map<ReplayPlan.CopyProfile, List<BaseSnapshot>> better = new HashMap<>();
        copies.forEach((copy, replay) -> replay.betterBases()
                .forEach((profile, bases) -> better.put(new ReplayPlan.CopyProfile(copy, profile), bases)));
        return better;
    }

    private Set<ReplayPlan.CopyProfile> lackingBases() {
        Set<ReplayPlan.CopyProfile> lacking = new HashSet<>();
        copies.forEach((copy, replay) ->
                replay.lackingBases().forEach(profile -> lacking.add(new ReplayPlan.CopyProfile(copy, profile))));
        return lacking;
    }

    /** @param chunk null for a chunk that was not read */
    private void merge(ChunkOutcome chunk) {
        if (chunk != null) {
            totals.merge(chunk);
            for (CopyOutcome outcome : chunk.copies.values()) {
                copies.computeIfAbsent(outcome.copy, copy -> new CopyReplay(copy, plan, chosen, totals))
                        .merge(outcome);
            }
        }
    }

    private History history(Recording recording) {
        Instants known = instants.upTo(totals.lastNanos);
        Map<String, List<SiteTimeline>> sites = new HashMap<>();
        Losses losses = losses(recording);
        Map<String, List<SiteTurnover>> turnover = totals.turnover == null
                ? Map.of()
                : totals.turnover.bySite(plan.sites(), totals.live, question.sites());
        totals.live.drain(known, (profile, site) -> {
            if (question.sites().test(site.site())) {
                sites.computeIfAbsent(profile, absent -> new ArrayList<>()).add(site);
            }
        });
        List<Timeline> timelines = new ArrayList<>();
        totals.profiles.forEach((name, counts) -> {
            List<SiteTimeline> ofProfile = sites.getOrDefault(name, new ArrayList<>());
            ofProfile.sort(Comparator.comparing(SiteTimeline::site));
            timelines.add(new Timeline(
                    name,
                    totals.units.get(name),
                    isWeak(name, counts),
                    span(name),
                    known.toList(),
                    churn(name, counts, turnover.getOrDefault(name, List.of())),
                    ofProfile));
        });
        return new History(timelines, plan.pauses(), losses);
    }

    /** Returns the churn, which is unknown if objects were chosen by age. */
    private Churn churn(String profile, ProfileCounts counts, List<SiteTurnover> sites) {
        if (!question.ages().equals(AgeRange.ALL) || question.choosesSites() && !question.churn()) {
            return Churn.unknown(counts.orphans).withSites(sites);
        }
        return new Churn(
                counts.intervals(),
                counts.added(),
                counts.removed(),
                counts.collected(),
                counts.orphans,
                chosen.areAll() ? 0 : counts.siteless,
                plan.findsPeak() ? peak(profile) : null,
                sites);
    }

    private boolean isWeak(String profile, ProfileCounts counts) {
        return totals.weak.contains(profile) || counts.dropped;
    }

    /**
     * Returns the peak; null if the profile has several JVMs or recorder copies, because that would require a total
     * order of their events.
     */
    private Peak peak(String profile) {
        List<CopyReplay> having =
                copies.values().stream().filter(copy -> copy.has(profile)).toList();
        return having.size() == 1 ? having.get(0).findPeak(profile) : null;
    }

    private Span span(String profile) {
        return new Span(totals.starts.get(profile), totals.lastNanos);
    }

    private List<String> baseless() {
        return totals.profiles.keySet().stream()
                .filter(profile -> copies.values().stream().anyMatch(copy -> copy.isBaseless(profile)))
                .toList();
    }

    /** Returns the time from which events matter: older events are in the base snapshots. */
    private long eventsFromNanos() {
        return question.wholeHistory() || copies.isEmpty()
                ? Long.MIN_VALUE
                : copies.values().stream()
                        .mapToLong(CopyReplay::eventsFromNanos)
                        .min()
                        .getAsLong();
    }

    /** Returns the number of missing events that matter. The recorder reports them within a second or two. */
    private long unwritten() {
        long from = eventsFromNanos();
        long to = SaturatingMath.add(instants.last(), Chunk.LATE_NANOS);
        return totals.unwritten.stream()
                .filter(unwritten -> from < unwritten.nanos() && unwritten.nanos() <= to)
                .mapToLong(Unwritten::events)
                .sum();
    }

    /** Returns the time ranges that matter: up to the last instant, and not before the base snapshots. */
    private List<LeftOut> leftOut() {
        long from = eventsFromNanos();
        return LeftOutEvents.joined(totals.leftOut).stream()
                .filter(leftOut -> leftOut.fromNanos() <= instants.last() && leftOut.toNanos() > from)
                .toList();
    }

    private Losses losses(Recording recording) {
        List<String> damage = new ArrayList<>(
                recording.damage().stream().map(Damage::toString).toList());
        damage.addAll(totals.partialSnapshots.stream().sorted().toList());
        totals.drifts.sort(Comparator.comparing(Drift::profile)); // both are in the order of chunks
        long orphans = totals.profiles.values().stream()
                .mapToLong(counts -> counts.orphans)
                .sum();
        return new Losses(
                damage,
                totals.drifts,
                leftOut(),
                unwritten(),
                totals.lostBytes,
                totals.lossRecorded,
                orphans,
                totals.duplicates,
                totals.live.withoutStack(),
                totals.live.truncated(),
                totals.uncertainAges,
                question.byThread() ? totals.live.countLast(site -> site.thread() == null) : 0,
                totals.live.countLast(site -> site.frames().get(0).isOfSeveralSites()),
                baseless(),
                Unpaired.NONE);
    }
}
