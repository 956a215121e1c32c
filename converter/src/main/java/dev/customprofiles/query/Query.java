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
 * A query: a profile, an instant or a time range, and a choice of objects.
 *
 * @param profile the name of a custom or builtin profile; null for the only custom profile, or for the name of the
 *     opening event
 * @param at the instant
 * @param from the start of the range, for a builtin profile over time; null for that of the recording
 * @param to the end of the range, exclusive; null for that of the recording
 * @param objects the choice of objects
 * @param pair the events that make the profile; null for a profile of the recorder or a builtin one
 * @param zone the user's time zone, for times of day in the query and in messages
 */
public record Query(
        String profile,
        TimeExpression at,
        TimeExpression from,
        TimeExpression to,
        ObjectFilter objects,
        PairQuery pair,
        ZoneId zone) {

    /** Queries all objects of a profile at the end of the recording. */
    public static Query of(String profile, ZoneId zone) {
        return new Query(profile, new TimeExpression.End(), null, null, ObjectFilter.ALL, null, zone);
    }

    /** Returns this query at another instant. */
    public Query at(TimeExpression time) {
        return new Query(profile, time, from, to, objects, pair, zone);
    }

    /** Returns this query over the range from {@code start}, inclusive, to {@code end}, exclusive; each may be null. */
    public Query between(TimeExpression start, TimeExpression end) {
        return new Query(profile, at, start, end, objects, pair, zone);
    }

    /**
     * Rejects what is wrong regardless of the recording, so that mistakes are reported before the work.
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

    /** Rejects options that only custom profiles have. */
    private void checkBuiltin(BuiltinProfile builtin) throws QueryException {
        if (objects.collected() != null || objects.label() != null) {
            throw QueryException.misuse(
                    "%s is about custom profiles, not about %s",
                    objects.collected() == null ? Part.LABEL : objects.collectedPart(), profile);
        }
        if (objects.ages() != null && builtin != BuiltinProfile.HEAP && builtin != BuiltinProfile.GOROUTINELEAK) {
            throw QueryException.misuse(
                    "%s and %s choose objects, which %s does not have", Part.MIN_AGE, Part.MAX_AGE, profile);
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
     * Returns the requested profile.
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
     * Like {@link #ask}, with the numbers of objects added and removed by then as two more values per site, which
     * requires reading the whole recording. Omits these values where they are unknown: for a builtin profile, and for
     * objects chosen by age or collection.
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
     * Returns the profile at each of several instants, in one pass. The instant of this query is ignored.
     *
     * @param instants at least one; the answer has them sorted, without duplicates
     * @throws QueryException if one of the instants is not in the recording, or there is no answer for another reason
     * @throws IOException if the recording cannot be read
     */
    public TimelineAnswer ask(Input input, List<TimeExpression> instants) throws IOException {
        return overTime(input).at(instants);
    }

    /**
     * Returns the profile at equidistant instants, in one pass. The instant of this query is ignored.
     *
     * @throws QueryException if there is no answer, or the profile is a builtin one
     * @throws IOException if the recording cannot be read
     */
    public TimelineAnswer timeline(Input input, Steps steps) throws IOException {
        return overTime(input).timeline(steps);
    }

    /**
     * Like {@link #timeline(Input, Steps)}, in a shape and of the stacks that it keeps. The churn is that of the chosen
     * objects. It is omitted where it is unknown: for chosen ages, and for event pairs.
     *
     * @throws QueryException if there is no answer, or the profile is a builtin one
     * @throws IOException if the recording cannot be read
     */
    public TimelineAnswer timeline(Input input, Steps steps, Shaping shaping) throws IOException {
        return overTime(input).timeline(steps, shaping);
    }

    /**
     * Like {@link #timeline(Input, Steps, Shaping)}, for all profiles if this query names none.
     *
     * @throws QueryException if there is no answer, or the profile is a builtin one
     * @throws IOException if the recording cannot be read
     */
    public TimelineAnswer timelines(Input input, Steps steps, Shaping shaping) throws IOException {
        return overTime(input).timelines(steps, shaping);
    }

    /**
     * Like {@link #timelines}, with the sites that leak; usually in the same pass.
     *
     * @throws QueryException if there is no answer, or the profile is a builtin one
     * @throws IOException if the recording cannot be read
     */
    public ReportAnswer report(Input input, Steps steps, Shaping shaping) throws IOException {
        return overTime(input).report(steps, shaping, false);
    }

    /**
     * Like {@link #timeline(Input, Steps, Shaping)}, with the sites that leak; usually in the same pass.
     *
     * @throws QueryException if there is no answer, or the profile is a builtin one
     * @throws IOException if the recording cannot be read
     */
    public ReportAnswer reportOfOne(Input input, Steps steps, Shaping shaping) throws IOException {
        return overTime(input).report(steps, shaping, true);
    }

    /**
     * Returns the changes from an instant to that of this query.
     *
     * @throws QueryException if there is no answer, or the profile is a builtin one
     * @throws IOException if the recording cannot be read
     */
    public DiffAnswer diff(Input input, TimeExpression base) throws IOException {
        return overTime(input).diff(base, at);
    }

    /**
     * Returns the totals of each profile, or of the named one, at the end of the recording and over all of it, counting
     * only the chosen objects and stacks.
     *
     * @throws QueryException if there is no answer
     * @throws IOException if the recording cannot be read
     */
    public ListAnswer list(Input input, Shaping shaping) throws IOException {
        check();
        return new Listing(builtin().orElse(null), custom(), shaping).ask(input);
    }

    /**
     * Returns the sites that leak, of all profiles or of the named one. The instant of this query is ignored.
     *
     * @throws QueryException if there is no answer, the profile is a builtin one, or objects were chosen by their ages
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
     * Returns the change of the profile over the given duration up to the instant. For a builtin profile over time,
     * these are the samples of that duration.
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
