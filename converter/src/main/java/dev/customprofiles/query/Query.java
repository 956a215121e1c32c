package dev.customprofiles.query;

import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteFilter;
import dev.customprofiles.live.Span;
import dev.customprofiles.pair.EventPair;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.QueryException.Part;
import dev.customprofiles.text.InstantText;
import dev.customprofiles.text.Quantity;
import dev.customprofiles.writer.LiveSetProfile;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Chooses one profile, at an instant or in a range of time, and which of its objects.
 *
 * @param profile the name of a custom or builtin profile; null for the only custom one, or for the event that opens
 * @param at the instant
 * @param from the start of the range, of a builtin profile that adds up; null for the recording's
 * @param to its end; null for the recording's
 * @param objects which objects count
 * @param pair the events that make the profile; null if it is one of the recorder's or a builtin one
 * @param zone of the user, for times of day in the question and in messages
 */
public record Query(
        String profile,
        TimeExpression at,
        TimeExpression from,
        TimeExpression to,
        ObjectFilter objects,
        PairQuery pair,
        ZoneId zone) {

    /** All of a profile, at the end of the recording. */
    public static Query of(String profile, ZoneId zone) {
        return new Query(profile, new TimeExpression.End(), null, null, ObjectFilter.ALL, null, zone);
    }

    /** The same question of another instant. */
    public Query at(TimeExpression time) {
        return new Query(profile, time, from, to, objects, pair, zone);
    }

    /** The same question of what happened at {@code start} or later and before {@code end}; each may be null. */
    public Query between(TimeExpression start, TimeExpression end) {
        return new Query(profile, at, start, end, objects, pair, zone);
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
        } else if (from != null || to != null) {
            throw QueryException.misuse(
                    "%s and %s are for builtin profiles that add up, such as %s allocs",
                    Part.FROM, Part.TO, Part.PROFILE);
        }
        if (pair != null) {
            checkPair();
        }
        chosenLabels();
    }

    /** What custom profiles have and builtin ones have not. */
    private void checkBuiltin(BuiltinProfile builtin) throws QueryException {
        if (objects.collected() != null || objects.label() != null) {
            throw QueryException.misuse(
                    "%s is about custom profiles, not about %s",
                    objects.collected() == null ? Part.LABEL : objects.collectedPart(), profile);
        }
        if (objects.ages() != null && builtin != BuiltinProfile.HEAP && builtin != BuiltinProfile.GOROUTINELEAK) {
            throw QueryException.misuse(
                    "%s and %s are about objects, which %s has not", Part.MIN_AGE, Part.MAX_AGE, profile);
        }
    }

    private void checkPair() throws QueryException {
        eventPair();
        if (objects.collected() != null) {
            throw QueryException.misuse(
                    "%s is about profiles of the recorder, not about a pair of events", objects.collectedPart());
        }
        if (objects.objectClass() != null) {
            throw QueryException.misuse(
                    "a pair of events has no class to choose by, but %s FIELD=REGEX chooses by a field", Part.LABEL);
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
            return new Builtins(builtin.get(), at, from, to, objects, zone).ask(input);
        }
        TimelineAnswer answer = overTime(input).at(List.of(at));
        LiveSet set = answer.timeline().at(0);
        return new Answer(LiveSetProfile.of(set), summary(set), answer.losses(), answer.origin(), answer.files());
    }

    /**
     * As {@link #ask}, with how many objects of each site were added and removed by then as two more values, which takes all of the
     * recording. Without them where they are not known: of a builtin profile, or of objects that were chosen by their age or by
     * being collected.
     */
    public Answer askWithTurnover(Input input) throws IOException {
        check();
        if (builtin().isPresent() || objects.ages() != null || objects.collected() != null) {
            return ask(input);
        }
        TimelineAnswer answer = overTime(input).at(List.of(at), true);
        LiveSet set = answer.timeline().at(0);
        return new Answer(
                LiveSetProfile.of(set, answer.timeline().churn().sites()),
                summary(set),
                answer.losses(),
                answer.origin(),
                answer.files());
    }

    /**
     * The profile at each of some instants, in one pass. The instant of this question does not matter.
     *
     * @param instants at least one; the answer has them in ascending order, each once
     * @throws QueryException if the recording does not know one of them, or there is no answer for another reason
     * @throws IOException if the recording cannot be read
     */
    public TimelineAnswer ask(Input input, List<TimeExpression> instants) throws IOException {
        return overTime(input).at(instants);
    }

    /**
     * The profile at several instants, in one pass. The instant of this question does not matter.
     *
     * @throws QueryException if there is no answer, or the profile is a builtin one
     * @throws IOException if the recording cannot be read
     */
    public TimelineAnswer timeline(Input input, Steps steps) throws IOException {
        return overTime(input).timeline(steps);
    }

    /**
     * As {@link #timeline(Input, Steps)}, of the stacks that a shape keeps, and in this shape. What came and went is that of the
     * objects that were chosen. It is left out where it is not known: of some ages, of a pair of events.
     *
     * @throws QueryException if there is no answer, or the profile is a builtin one
     * @throws IOException if the recording cannot be read
     */
    public TimelineAnswer timeline(Input input, Steps steps, Shaping shaping) throws IOException {
        return overTime(input).timeline(steps, shaping);
    }

    /**
     * As {@link #timeline(Input, Steps, Shaping)}, of all profiles if this question names none.
     *
     * @throws QueryException if there is no answer, or the profile is a builtin one
     * @throws IOException if the recording cannot be read
     */
    public TimelineAnswer timelines(Input input, Steps steps, Shaping shaping) throws IOException {
        return overTime(input).timelines(steps, shaping);
    }

    /**
     * As {@link #timelines}, with the sites that leak; mostly in the same pass.
     *
     * @throws QueryException if there is no answer, or the profile is a builtin one
     * @throws IOException if the recording cannot be read
     */
    public ReportAnswer report(Input input, Steps steps, Shaping shaping) throws IOException {
        return overTime(input).report(steps, shaping, false);
    }

    /**
     * As {@link #timeline(Input, Steps, Shaping)}, with the sites that leak; mostly in the same pass.
     *
     * @throws QueryException if there is no answer, or the profile is a builtin one
     * @throws IOException if the recording cannot be read
     */
    public ReportAnswer reportOfOne(Input input, Steps steps, Shaping shaping) throws IOException {
        return overTime(input).report(steps, shaping, true);
    }

    /**
     * What was added after an instant and is still live at this question's, and what left meanwhile.
     *
     * @throws QueryException if there is no answer, or the profile is a builtin one
     * @throws IOException if the recording cannot be read
     */
    public DiffAnswer diff(Input input, TimeExpression base) throws IOException {
        return overTime(input).diff(base, at);
    }

    /**
     * How much there is of each profile, or of the one that was chosen: at the end of the recording and in all of it, as far as
     * it is of the objects and the stacks that were chosen.
     *
     * @throws QueryException if there is nothing
     * @throws IOException if the recording cannot be read
     */
    public ListAnswer list(Input input, Shaping shaping) throws IOException {
        check();
        return new Listing(builtin().orElse(null), custom(), shaping).ask(input);
    }

    /**
     * Which sites leak, of all profiles or of the one that was chosen. The instant of this question does not matter.
     *
     * @throws QueryException if there is nothing, the profile is a builtin one, or objects were chosen by their ages
     * @throws IOException if the recording cannot be read
     */
    public LeaksAnswer leaks(Input input, Shaping shaping) throws IOException {
        if (builtin().isPresent()) {
            throw QueryException.misuse("%s is a builtin profile: this is about live sets over time", profile);
        }
        check();
        return new Leaks(custom(), shaping).ask(input);
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
            Span span = input.span();
            boolean atEnd = at instanceof TimeExpression.End;
            long end = atEnd ? span.endNanos() : at.resolve(span, zone);
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
    private String summary(LiveSet live) {
        long collected = live.where(Site::collected).count();
        long sites = live.sites().stream()
                .map(site -> site.site().collected(false))
                .distinct()
                .count();
        return live.profile() + " at " + InstantText.local(live.atNanos(), zone) + ": " + live.count() + " live from "
                + Quantity.of(sites, "site") + (collected == 0 ? "" : ", " + collected + " collected");
    }

    static String range(Span span, ZoneId zone) {
        return InstantText.local(span.startNanos(), zone) + " to " + InstantText.local(span.endNanos(), zone);
    }

    private Optional<BuiltinProfile> builtin() {
        return pair == null ? BuiltinProfile.named(profile) : Optional.empty();
    }

    private CustomProfile custom() throws QueryException {
        SiteFilter filter =
                new SiteFilter(chosenLabels(), objects.objectClass(), objects.thread(), objects.collected());
        return new CustomProfile(profile, eventPair(), objects.byThread(), objects.ages(), filter);
    }

    private OverTime overTime(Input input) throws QueryException {
        if (builtin().isPresent()) {
            throw QueryException.misuse("%s is a builtin profile: this is about live sets over time", profile);
        }
        check();
        return new OverTime(custom(), input, zone);
    }

    private EventPair eventPair() throws QueryException {
        return pair == null
                ? null
                : pair.pair(objects.label() == null ? null : objects.label().field());
    }

    private Pattern chosenLabels() throws QueryException {
        try {
            return objects.label() == null ? null : objects.label().regex(pair != null);
        } catch (IllegalArgumentException e) {
            throw QueryException.misuse("%s: %s", Part.LABEL, e.getMessage());
        }
    }
}
