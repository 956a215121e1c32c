package dev.customprofiles.leaks;

import dev.customprofiles.live.Ages;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.SaturatingMath;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteTimeline;
import dev.customprofiles.live.SiteTurnover;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.text.DurationText;
import dev.customprofiles.text.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Searches one profile for sites that leak.
 *
 * <p>The timeline must answer a question {@linkplain Question#withTurnover() with turnover}, at {@link #INSTANTS}
 * equidistant instants from the start of the recording to its end.
 */
public final class LeakSearch {

    /** Number of instants at which growth is measured. */
    public static final int INSTANTS = 48;

    /** Stands for the time of the last snapshot if there is none. */
    public static final long NO_SNAPSHOT = Long.MIN_VALUE;

    /** Least number of removals that show the usual lifetime. */
    private static final int ENOUGH = 10;

    /** From this number of sites on, a leak may be spread over many of them. */
    private static final int MANY = 20;

    /** Least number of objects that is not chance. */
    private static final int FEWEST = 3;

    /** Quantile of the removed objects' lifetimes that counts as usual. */
    private static final double MOST = 0.95;

    /**
     * Objects are old at this multiple of the usual lifetime; the smaller multiple applies if the recording is too
     * short.
     */
    private static final int[] FACTORS = {4, 2};

    /**
     * Multiples of the age limit to test at. A pause of the program delays removals, so that normal objects pass the
     * limit too; only the greater multiples then tell leaked objects apart.
     */
    private static final int[] PAUSES = {1, 4, 16};

    /** Least age that counts as old, given the precision of event timestamps. */
    private static final long SHORTEST = 1_000_000;

    private static final Comparator<Suspect> SUREST_FIRST = Comparator.comparing(Suspect::verdict)
            .thenComparing(Comparator.comparingLong(Suspect::leaked).reversed())
            .thenComparing(Suspect::site);

    private final Timeline profile;

    /** How long the profile has been recorded. */
    private final long knownNanos;

    /** Age from which on a snapshot counted the objects, regardless of events lost before it. */
    private final long countedNanos;

    /** Estimated share of missing events. */
    private final double lost;

    private final List<SiteTurnover> turnover;
    private final Ages lifetimes;

    private LeakSearch(Timeline profile, Losses losses, long lastSnapshotNanos) {
        this.profile = profile;
        this.turnover = profile.churn().sites();
        this.knownNanos = Math.max(1, last() - profile.span().startNanos());
        this.countedNanos = lastSnapshotNanos == NO_SNAPSHOT ? Long.MAX_VALUE : last() - lastSnapshotNanos;
        this.lifetimes = turnover.stream().map(SiteTurnover::lifetimes).reduce(Ages.NONE, Ages::plus);
        this.lost = losses.baseless().contains(profile.profile()) ? 0 : lostShare();
    }

    /**
     * Creates a search in a profile.
     *
     * @param lastSnapshotNanos time of the last snapshot, which counted the objects live then regardless of events lost
     *     before; {@link #NO_SNAPSHOT} if the profile has none
     */
    public static LeakSearch of(Timeline profile, Losses losses, long lastSnapshotNanos) {
        return new LeakSearch(profile, losses, lastSnapshotNanos);
    }

    /**
     * Merges the suspects of several searches, the surest first. Of suspects with the same signature, only the first is
     * kept.
     */
    public static List<Suspect> together(List<Suspect> suspects) {
        Set<String> seen = new HashSet<>();
        return suspects.stream()
                .sorted(SUREST_FIRST)
                .filter(suspect -> seen.add(suspect.signature()))
                .toList();
    }

    /** Returns reasons why the recording limits the search, each a sentence without a full stop; may be empty. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        long usual = lifetimes.quantile(MOST);
        if (lifetimes.count() < ENOUGH && live() > 0) {
            notes.add("too few objects of " + profile.profile() + " were removed, " + lifetimes.count() + " in "
                    + DurationText.about(knownNanos)
                    + ": what is usual is not known, so only what keeps coming is suspected");
        }
        if (SaturatingMath.multiply(usual, FACTORS[0]) > knownNanos) {
            notes.add("objects of " + profile.profile() + " live for up to " + DurationText.about(usual)
                    + ", and it was recorded for " + DurationText.about(knownNanos)
                    + ": too short to see which of them live on");
        }
        long before = live() - born();
        if (2 * before > live()) {
            notes.add(before + " of the " + Quantity.of(live(), "live object") + " of " + profile.profile()
                    + " are older than what the recording tells: their ages are known to a factor of two");
        }
        return notes;
    }

    /** Returns how many of the live objects were added in the recording. */
    private long born() {
        return turnover.stream()
                .flatMap(site -> site.births().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    private long live() {
        return turnover.stream().mapToLong(site -> site.ages().count()).sum();
    }

    /**
     * Estimates the share of missing events: a removal without an Add shows that the Add is missing, and removals are
     * probably missing as often.
     */
    private double lostShare() {
        long removed = Math.max(1, profile.churn().removed() + profile.churn().orphans());
        return Math.min(1, (double) profile.churn().orphans() / removed);
    }

    private long last() {
        return Math.min(
                profile.instants().get(profile.instants().size() - 1),
                profile.span().endNanos());
    }

    /** Returns the sites that leak, the surest first; empty if all are healthy. */
    public List<Suspect> suspects() {
        Map<String, SiteEvidence> byStack = new TreeMap<>();
        Map<String, Map<String, SiteEvidence>> byLabel = new TreeMap<>();
        for (SiteTurnover site : turnover) {
            evidence(byStack, byLabel, site.site()).forEach(evidence -> evidence.add(site));
        }
        for (SiteTimeline site : profile.sites()) {
            evidence(byStack, byLabel, site.site()).forEach(evidence -> evidence.add(site));
        }
        List<Suspect> suspects = new ArrayList<>();
        byStack.forEach((stack, evidence) -> suspects.addAll(suspects(evidence, byLabel.get(stack))));
        spread(byStack.size(), suspects).ifPresent(suspects::add);
        suspects.sort(SUREST_FIRST);
        return suspects;
    }

    /**
     * Finds a leak that is spread over many sites, with few objects of each, so that it shows only in their sum. It is
     * reported at the site with most objects.
     *
     * @param found the suspects among single sites
     */
    private Optional<Suspect> spread(int sites, List<Suspect> found) {
        if (sites < MANY) {
            return Optional.empty();
        }
        SiteEvidence all = new SiteEvidence(profile.instants().size());
        turnover.forEach(all::add);
        profile.sites().forEach(all::add);
        Suspect together = old(all, all.site());
        long explained = found.stream().mapToLong(Suspect::leaked).sum();
        if (together == null || together.verdict() != Verdict.OLD || 2 * explained >= together.leaked()) {
            return Optional.empty();
        }
        String sentence = "Of " + sites + " sites together: " + together.sentence() + " This one has most of them.";
        return Optional.of(new Suspect(
                together.profile(),
                together.signature(),
                together.site(),
                together.verdict(),
                sentence,
                together.leaked(),
                together.live(),
                together.collected(),
                together.added(),
                together.removed(),
                together.perHour(),
                together.oldestNanos()));
    }

    /**
     * Returns the evidence that a site belongs to: that of its stack with all labels, and that of its stack with its
     * own label.
     */
    private List<SiteEvidence> evidence(
            Map<String, SiteEvidence> byStack, Map<String, Map<String, SiteEvidence>> byLabel, Site site) {
        String stack = unlabelled(site).signature(profile.profile());
        int instants = profile.instants().size();
        return List.of(
                byStack.computeIfAbsent(stack, absent -> new SiteEvidence(instants)),
                byLabel.computeIfAbsent(stack, absent -> new TreeMap<>())
                        .computeIfAbsent(
                                site.label() == null ? "" : site.label(), absent -> new SiteEvidence(instants)));
    }

    private static Site unlabelled(Site site) {
        return new Site(site.frames(), null, site.objectClass(), null);
    }

    /** Returns the labels that leak; a single suspect for all of them if they are many. */
    private List<Suspect> suspects(SiteEvidence all, Map<String, SiteEvidence> labels) {
        List<Suspect> ofLabels = new ArrayList<>();
        for (SiteEvidence label : labels.values()) {
            Suspect suspect = suspect(label, label.site());
            if (suspect != null) {
                ofLabels.add(suspect);
            }
        }
        if (labels.size() == 1) {
            return ofLabels;
        }
        Suspect together = suspect(all, unlabelled(all.site()));
        long leaked = ofLabels.stream().mapToLong(Suspect::leaked).sum();
        boolean areFew = ofLabels.size() <= FEWEST && together != null && 2 * leaked >= together.leaked();
        return together == null || areFew ? ofLabels : List.of(together);
    }

    private Suspect suspect(SiteEvidence site, Site as) {
        Suspect suspect = collected(site, as);
        suspect = suspect == null ? old(site, as) : suspect;
        return suspect == null ? growing(site, as) : suspect;
    }

    private Suspect collected(SiteEvidence site, Site as) {
        long events = site.turnover() == null ? 0 : site.turnover().collected();
        long collected = Math.max(events, site.collectedLive());
        if (profile.weak() || collected == 0) {
            return null;
        }
        long added = site.turnover() == null ? 0 : site.turnover().added();
        String sentence = which(collected, added, events) + (collected == 1 ? " was" : " were")
                + " garbage collected without being removed.";
        return made(site, as, Verdict.COLLECTED, sentence, collected, collected * 3.6e12 / knownNanos);
    }

    /** {@code 3 of the 5 objects added here}; only if all of them were added in the recording. */
    private static String which(long collected, long added, long inRecording) {
        if (inRecording < collected || added < collected) {
            return Quantity.of(collected, "object");
        }
        if (added == collected) {
            return (added == 1 ? "the only object" : "all " + Quantity.of(added, "object")) + " added here";
        }
        return collected + " of the " + Quantity.of(added, "object") + " added here";
    }

    /** Tests for objects that live on where others do not, and that keep being added. */
    private Suspect old(SiteEvidence site, Site as) {
        SiteTurnover turned = site.turnover();
        if (turned == null || turned.ages().count() == 0) {
            return null;
        }
        boolean byOwn = turned.lifetimes().count() >= ENOUGH;
        Ages usual = byOwn ? turned.lifetimes() : lifetimes;
        if (usual.count() < ENOUGH) {
            Births births = births(site, knownNanos / 8, false);
            return births.areSteady() && turned.removed() == 0 ? neverRemoved(site, as, births) : null;
        }
        long usualNanos = usual.quantile(MOST);
        boolean byActivity = byOwn || turned.removed() == 0;
        long limit = 0;
        Births births = null;
        for (int factor : FACTORS) {
            limit = Math.max(SHORTEST, SaturatingMath.multiply(usualNanos, factor));
            births = births(site, limit, byActivity);
            if (births.rangeNanos() >= limit / 2) {
                break;
            }
        }
        if (births.rangeNanos() < limit / 2 || !births.goOn()) {
            return null;
        }
        for (int pause : PAUSES) {
            long age = SaturatingMath.multiply(limit, pause);
            Births older = pause == 1 ? births : births(site, age, byActivity);
            if (older.count() >= FEWEST
                    && older.count() >= 4 * turned.lifetimes().countFrom(age)) {
                return old(site, as, older, usualNanos, age);
            }
        }
        return null;
    }

    /**
     * Returns the births of objects older than a limit. If events were lost, objects whose Remove is missing seem to
     * live on, so their expected number is subtracted.
     */
    private Births births(SiteEvidence site, long limit, boolean byActivity) {
        SiteTurnover turned = site.turnover();
        double missing = 2 * lost * turned.removed();
        if (lost > 0) {
            Births counted = Births.inTime(turned.ages(), Math.max(limit, countedNanos), knownNanos)
                    .without(1 + 2 * lost * Slope.median(site.levels.clone()));
            if (counted.count() >= FEWEST && counted.goOn()) {
                return counted;
            }
        }
        Births births = Births.inTime(turned.ages(), limit, knownNanos).without(missing);
        return births.goOn() || !byActivity || lost > 0 ? births : byActivity(turned, limit, births);
    }

    /** Returns births by activity, leaving out the latest: objects of a burst at the end may yet be removed. */
    private Births byActivity(SiteTurnover turned, long limit, Births inTime) {
        List<Timeline.Interval> activity = profile.churn().intervals();
        int upTo = 0;
        while (upTo < activity.size() && profile.instants().get(upTo) <= last() - limit) {
            upTo++;
        }
        long before = turned.ages().count()
                - turned.births().stream().mapToLong(Long::longValue).sum();
        boolean hasSettled =
                2 * turned.ages().countFrom(knownNanos / 4) >= turned.ages().count();
        return hasSettled && !turned.births().isEmpty()
                ? Births.inActivity(turned.births(), before, activity, upTo, Math.max(0, knownNanos - limit))
                : inTime;
    }

    private Suspect old(SiteEvidence site, Site as, Births births, long usualNanos, long limit) {
        SiteTurnover turned = site.turnover();
        String usual = DurationText.about(usualNanos);
        String oldest = DurationText.about(turned.ages().oldestNanos());
        if (turned.removed() == 0) {
            String sentence = "none of the " + Quantity.of(site.live(), "live object")
                    + " of this site was ever removed, while 95 % of those removed elsewhere in the profile lived for less than "
                    + usual + "; the oldest is " + oldest + " old.";
            return made(site, as, Verdict.NEVER_REMOVED, sentence, site.live(), births.perHour());
        }
        String sentence =
                Quantity.of(Math.round(births.count()), "object") + " are older than " + DurationText.about(limit)
                        + ", the oldest " + oldest + ", while 95 % of the " + Quantity.of(turned.removed(), "object")
                        + " removed here lived for less than " + usual + ".";
        return made(site, as, Verdict.OLD, sentence, Math.round(births.count()), births.perHour());
    }

    private Suspect neverRemoved(SiteEvidence site, Site as, Births births) {
        String sentence = Quantity.of(site.live(), "object") + " came all the time and none was removed; the oldest is "
                + DurationText.about(site.turnover().ages().oldestNanos()) + " old.";
        return made(site, as, Verdict.GROWS, sentence, site.live(), births.perHour());
    }

    /** Tests for growth of the live count that neither load nor warm-up explains. */
    private Suspect growing(SiteEvidence site, Site as) {
        SiteTurnover turned = site.turnover();
        if (turned == null || turned.removed() < ENOUGH) {
            return null;
        }
        if (SaturatingMath.multiply(turned.lifetimes().quantile(MOST), 4) > knownNanos) {
            return null; // too short even for usual objects to come and go
        }
        int warm = site.levels.length / 4;
        double[] levels = Arrays.copyOfRange(site.levels, warm, site.levels.length);
        Slope slope = Slope.of(levels);
        double rise = slope.perStep() * (levels.length - 1);
        int half = levels.length / 2;
        double early = Slope.of(Arrays.copyOf(levels, half)).perStep();
        double late = Slope.of(Arrays.copyOfRange(levels, half, levels.length)).perStep();
        boolean isSteady = slope.agreement() >= 0.8 && late >= early / 2;
        boolean isMuch = rise >= FEWEST + 4 * slope.noise() + 2 * lost * turned.removed()
                && rise >= Slope.median(levels.clone()) / 4;
        if (!isSteady || !isMuch || isExplainedByLoad(levels)) {
            return null;
        }
        double stepNanos = (double) knownNanos / Math.max(1, site.levels.length - 1);
        String sentence = "what is live grew steadily from " + Math.round(site.levels[warm]) + " to "
                + Math.round(site.levels[site.levels.length - 1]) + ", though no more was added than before.";
        return made(site, as, Verdict.GROWS, sentence, Math.round(rise), slope.perStep() * 3.6e12 / stepNanos);
    }

    /** Returns whether load explains the growth: twice the throughput means twice the live objects. */
    private boolean isExplainedByLoad(double[] levels) {
        List<Timeline.Interval> intervals = profile.churn().intervals();
        if (intervals.size() < levels.length) {
            return false;
        }
        List<Timeline.Interval> meanwhile = intervals.subList(intervals.size() - levels.length, intervals.size());
        int third = levels.length / 3;
        double addedEarly = added(meanwhile.subList(0, third));
        double addedLate = added(meanwhile.subList(levels.length - third, levels.length));
        double liveEarly = Slope.median(Arrays.copyOf(levels, third));
        double liveLate = Slope.median(Arrays.copyOfRange(levels, levels.length - third, levels.length));
        return (liveLate + 1) / (liveEarly + 1) <= 1.5 * Math.max(1, (addedLate + 1) / (addedEarly + 1))
                && addedLate > 1.1 * addedEarly;
    }

    private static double added(List<Timeline.Interval> intervals) {
        return intervals.stream().mapToLong(Timeline.Interval::added).sum();
    }

    private Suspect made(SiteEvidence site, Site as, Verdict verdict, String sentence, long leaked, double perHour) {
        SiteTurnover turned = site.turnover();
        return new Suspect(
                profile.profile(),
                as.signature(profile.profile()),
                as,
                verdict,
                Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1),
                leaked,
                site.live(),
                site.collectedLive(),
                turned == null ? 0 : turned.added(),
                turned == null ? 0 : turned.removed(),
                perHour,
                turned == null ? 0 : turned.ages().oldestNanos());
    }
}
