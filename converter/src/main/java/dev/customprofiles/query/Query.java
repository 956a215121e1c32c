package dev.customprofiles.query;

import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.live.AgeRange;
import dev.customprofiles.live.History;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.ProfileHistory;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteFilter;
import dev.customprofiles.live.Span;
import dev.customprofiles.live.Turnover;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.replay.Replay;
import dev.customprofiles.replay.TurnoverReplay;
import dev.customprofiles.writer.InstantText;
import dev.customprofiles.writer.LiveSetProfile;
import dev.customprofiles.writer.Quantity;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Chooses one profile, at an instant or in a range of time, and which of its objects. Messages call the parts what the
 * command line calls them.
 *
 * @param profile the name of a custom or builtin profile; null for the only custom one, or for the event that opens
 * @param at the instant
 * @param from the start of the range, of a builtin profile that adds up; null for the recording's
 * @param to its end; null for the recording's
 * @param threads whether objects are told apart by the thread that added them
 * @param collected true for the live objects whose value was garbage collected only, false for the others only, null for both
 * @param ages which objects count by their age; null for all of them
 * @param label which objects count by their label, and the field that is the label of a pair; null for all of them
 * @param objectClass which objects count by their class; null for all of them
 * @param thread which objects count by the thread that added them; null for all of them
 * @param pair the events that make the profile; null if it is one of the recorder's or a builtin one
 */
public record Query(
        String profile,
        TimeExpression at,
        TimeExpression from,
        TimeExpression to,
        boolean threads,
        Boolean collected,
        AgeRange ages,
        Label label,
        Pattern objectClass,
        Pattern thread,
        PairQuery pair) {

    static final String BUILTIN_HINT = ": 'jfr2pprof list' shows which profiles of the JVM's own there are";

    private record Found(ProfileHistory profile, Losses losses, Span pause) {}

    /** All of a profile, at the end of the recording. */
    public static Query of(String profile) {
        return new Query(profile, new TimeExpression.End(), null, null, false, null, null, null, null, null, null);
    }

    /** The same question of another instant. */
    public Query at(TimeExpression time) {
        return new Query(profile, time, from, to, threads, collected, ages, label, objectClass, thread, pair);
    }

    /** The same question of the objects whose value was garbage collected, or of the others. */
    public Query ofCollected(boolean areCollected) {
        return new Query(profile, at, from, to, threads, areCollected, ages, label, objectClass, thread, pair);
    }

    /** The same question of objects whether their value was collected or not. */
    Query ofReachableAndCollected() {
        return new Query(profile, at, from, to, threads, null, ages, label, objectClass, thread, pair);
    }

    /** The same question of what happened at {@code start} or later and before {@code end}; each may be null. */
    public Query between(TimeExpression start, TimeExpression end) {
        return new Query(profile, at, start, end, threads, collected, ages, label, objectClass, thread, pair);
    }

    /**
     * Refuses what is wrong whatever the recording, so that it is known before the work.
     *
     * @throws QueryException always of {@link QueryException.Kind#MISUSE}
     */
    public void check() throws QueryException {
        Optional<BuiltinProfile> builtin = builtin();
        if (builtin.isPresent()) {
            checkBuiltin(builtin.get());
        } else if (hasRange()) {
            throw QueryException.misuse(
                    "--from and --to are for builtin profiles that add up, such as --profile allocs");
        }
        if (pair != null) {
            checkPair();
        }
        chosenLabels();
    }

    /** What custom profiles have and builtin ones have not. */
    private void checkBuiltin(BuiltinProfile builtin) throws QueryException {
        if (collected != null || label != null) {
            throw QueryException.misuse((collected == null ? "--label" : collectedOption())
                    + " is about custom profiles, not about " + profile);
        }
        if (ages != null && builtin != BuiltinProfile.HEAP) {
            throw QueryException.misuse("--min-age and --max-age are about objects, which " + profile + " has not");
        }
    }

    private void checkPair() throws QueryException {
        pair.pair(labelField());
        if (collected != null) {
            throw QueryException.misuse(
                    collectedOption() + " is about profiles of the recorder, not about a pair of events");
        }
        if (objectClass != null) {
            throw QueryException.misuse(
                    "a pair of events has no class to choose by, but --label FIELD=REGEX chooses by a field");
        }
    }

    /**
     * The profile that was asked for.
     *
     * @throws QueryException if there is no answer
     * @throws IOException if the recording cannot be read
     */
    public Answer ask(Input input) throws IOException {
        check();
        Optional<BuiltinProfile> builtin = builtin();
        if (builtin.isPresent()) {
            return new Builtins(this, builtin.get()).ask(input);
        }
        ZoneId zone = ZoneId.systemDefault();
        long atNanos = at.resolve(timeBase(input, at.fromStart()), zone);
        Found found = find(input, question(atNanos));
        ProfileHistory chosen = found.profile();
        if (atNanos != Replay.END && !chosen.span().contains(atNanos)) {
            throw QueryException.outside(InstantText.local(atNanos, zone) + " is outside what the recording tells of "
                    + chosen.name() + ": " + range(chosen.span(), zone));
        }
        if (found.pause() != null) {
            throw QueryException.outside("nothing was recorded at " + InstantText.local(atNanos, zone)
                    + ": the recording pauses from " + range(found.pause(), zone));
        }
        LiveSet set = chosen.live().where(siteFilter());
        return new Answer(LiveSetProfile.of(set), summary(set), found.losses(), input.origin(), input.files());
    }

    /** Which sites were chosen. */
    Predicate<Site> sites(Shaping shaping) throws QueryException {
        return siteFilter().and(shaping::passes);
    }

    SiteFilter siteFilter() throws QueryException {
        return new SiteFilter(chosenLabels(), objectClass, thread, collected);
    }

    private String collectedOption() {
        return collected ? "--collected" : "--reachable";
    }

    /** Empty where it is not known: what is of some age, or collected, at one instant has no time of coming. */
    Map<String, Turnover> turnovers(Input input, Question question, List<Long> instants, Predicate<Site> sites)
            throws IOException {
        return pair != null || ages != null || collected != null
                ? Map.of()
                : TurnoverReplay.run(input.recording(), question, instants, sites);
    }

    /** Whether all objects of a profile are meant. */
    boolean isWhole() throws QueryException {
        return chosenLabels() == null && objectClass == null && thread == null && ages == null && collected == null;
    }

    /**
     * The profile at several instants, in one pass. The instant of this question does not matter.
     *
     * @throws QueryException if there is no answer, or the profile is a builtin one
     * @throws IOException if the recording cannot be read
     */
    public TimelineAnswer timeline(Input input, Steps steps) throws IOException {
        return new OverTime(this).timeline(input, steps);
    }

    /**
     * As {@link #timeline(Input, Steps)}, of the stacks that a shape keeps, and in this shape. What came and went is that of the
     * objects that were chosen; it takes another pass. It is left out where nobody can tell: of some ages, of a pair of events.
     *
     * @throws QueryException if there is no answer, or the profile is a builtin one
     * @throws IOException if the recording cannot be read
     */
    public TimelineAnswer timeline(Input input, Steps steps, Shaping shaping) throws IOException {
        return new OverTime(this).timeline(input, steps, shaping);
    }

    /**
     * As {@link #timeline(Input, Steps, Shaping)}, of all profiles if this question names none.
     *
     * @throws QueryException if there is no answer, or the profile is a builtin one
     * @throws IOException if the recording cannot be read
     */
    public TimelinesAnswer timelines(Input input, Steps steps, Shaping shaping) throws IOException {
        return new OverTime(this).timelines(input, steps, shaping);
    }

    /**
     * What was added after an instant and is still live at this question's, and what left meanwhile.
     *
     * @throws QueryException if there is no answer, or the profile is a builtin one
     * @throws IOException if the recording cannot be read
     */
    public DiffAnswer diff(Input input, TimeExpression base) throws IOException {
        return new OverTime(this).diff(input, base);
    }

    /**
     * How much there is of each profile, or of the one that was chosen: at the end of the recording and in all of it, as far as
     * it is of the objects and the stacks that were chosen.
     *
     * @throws QueryException if there is nothing
     * @throws IOException if the recording cannot be read
     */
    public ListAnswer list(Input input, Shaping shaping) throws IOException {
        return new Listing(this, shaping).ask(input);
    }

    /**
     * What the profile that was asked for has more, and less, than so long before. Of one that adds up, what it added in
     * that time.
     *
     * @throws QueryException if there is no answer
     * @throws IOException if the recording cannot be read
     */
    public Answer askForChange(Input input, long nanos) throws IOException {
        if (builtin().filter(BuiltinProfile::accumulates).isPresent()) {
            Span span =
                    new Span(input.recording().startNanos(), input.recording().endNanos());
            boolean atEnd = at instanceof TimeExpression.End;
            long end = atEnd ? span.endNanos() : at.resolve(span, ZoneId.systemDefault());
            return at(new TimeExpression.End())
                    .between(
                            TimeExpression.at(Math.max(end, Long.MIN_VALUE + nanos) - nanos),
                            atEnd ? null : TimeExpression.at(end))
                    .ask(input);
        }
        Answer later = ask(input);
        Answer earlier =
                at(TimeExpression.at(later.profile().timeNanos() - nanos)).ask(input);
        return new Answer(
                later.profile().since(earlier.profile()),
                later.summary(),
                later.losses(),
                later.origin(),
                later.files());
    }

    /** {@code blobstore.Open at 2026-11-23T13:20:15.123456789Z: 9 live from 2 sites}. */
    private static String summary(LiveSet live) {
        long collected = live.where(Site::collected).count();
        long sites = live.sites().stream()
                .map(site -> site.site().collected(false))
                .distinct()
                .count();
        return live.profile() + " at " + InstantText.local(live.atNanos(), ZoneId.systemDefault()) + ": " + live.count()
                + " live from " + Quantity.of(sites, "site") + (collected == 0 ? "" : ", " + collected + " collected");
    }

    static String range(Span span, ZoneId zone) {
        return InstantText.local(span.startNanos(), zone) + " to " + InstantText.local(span.endNanos(), zone);
    }

    Optional<BuiltinProfile> builtin() {
        return pair == null ? BuiltinProfile.named(profile) : Optional.empty();
    }

    boolean hasRange() {
        return from != null || to != null;
    }

    boolean byThread() {
        return threads || thread != null;
    }

    String labelField() {
        return label == null ? null : label.field();
    }

    Pattern chosenLabels() throws QueryException {
        try {
            return label == null ? null : label.regex(pair != null);
        } catch (IllegalArgumentException e) {
            throw QueryException.misuse("--label: " + e.getMessage());
        }
    }

    Question question(long atNanos) {
        Question question = Question.liveSet(profile, atNanos);
        if (byThread()) {
            question = question.withThreads();
        }
        return ages == null ? question : question.ofAge(ages);
    }

    /** What the expression counts from; the profile's start is looked for at the start of the recording first. */
    Span timeBase(Input input, boolean fromStart) throws IOException {
        Span all = new Span(input.recording().startNanos(), input.recording().endNanos());
        if (!fromStart || pair != null) {
            return all;
        }
        return find(input, Question.liveSet(profile, all.startNanos()))
                .profile()
                .span();
    }

    /** Asks; where the part of the recording that the instant needs does not know the profile, all of it is asked. */
    private Found find(Input input, Question question) throws IOException {
        if (pair != null) {
            History history = pair.ask(input, question, labelField());
            return new Found(history.profiles().get(0), history.losses(), history.pause());
        }
        History history = Replay.run(input.recording(), question);
        Optional<ProfileHistory> chosen = chosen(input, history);
        if (chosen.isEmpty()) {
            history = Replay.run(input.recording(), question.withWholeHistory());
            chosen = chosen(input, history);
        }
        if (chosen.isPresent()) {
            return new Found(chosen.get(), history.losses(), history.pause());
        }
        History all = Replay.run(input.recording(), Question.everything());
        throw all.profiles().isEmpty()
                ? new Missing(input).profiles(all, BUILTIN_HINT)
                : new Missing(input).profile(profile, all);
    }

    private Optional<ProfileHistory> chosen(Input input, History history) throws QueryException {
        if (profile != null) {
            return history.profile(profile);
        }
        if (history.profiles().size() > 1) {
            throw QueryException.severalProfiles(input.name(), history);
        }
        return history.profiles().stream().findFirst();
    }
}
