package dev.customprofiles.cli;

import dev.customprofiles.builtin.BuiltinAnswer;
import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.replay.AgeRange;
import dev.customprofiles.replay.History;
import dev.customprofiles.replay.LiveSet;
import dev.customprofiles.replay.Losses;
import dev.customprofiles.replay.ProfileHistory;
import dev.customprofiles.replay.Question;
import dev.customprofiles.replay.Replay;
import dev.customprofiles.replay.Site;
import dev.customprofiles.replay.SiteFilter;
import dev.customprofiles.replay.Span;
import dev.customprofiles.writer.InstantText;
import dev.customprofiles.writer.LiveSetProfile;
import dev.customprofiles.writer.Origin;
import dev.customprofiles.writer.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that choose one live set out of recordings, and the way to it. */
final class LiveSetOptions {

    /** A profile with all that is to be said of it, and the files it was read from. */
    record Answer(StackProfile profile, String summary, Losses losses, Origin origin, List<Path> files) {}

    private record Found(ProfileHistory profile, Losses losses, Span pause) {}

    @Option(
            names = "--profile",
            order = 1,
            paramLabel = "NAME",
            description = {
                "The profile; may be left out if the recording has only one, and names that of --open. Go's builtin ones, of what the JVM records:",
                "  profile, allocs, block, mutex, threadcreate   --from TIME --to TIME",
                "  heap, goroutine                               --at TIME"
            })
    private String profile;

    @Option(
            names = "--at",
            order = 2,
            paramLabel = "TIME",
            description = {
                "The instant (default: end). One of:",
                "  start, end",
                "  +1m30s                   so long after the start",
                "  -15s                     so long before the end",
                "  13:20[:15[.123]]         local time of day",
                "  2026-11-23T13:20:15      local; with Z or +01:00, there",
                "  @1795440015123           milliseconds since 1970",
                "  50%%                      of the way to the end"
            })
    private TimeExpression at = new TimeExpression.End();

    @Option(names = "--threads", order = 3, description = "Tell objects apart by the thread that added them.")
    private boolean threads;

    @Option(
            names = "--collected",
            order = 4,
            description = "Instead of the live objects those that were garbage collected before anyone removed them.")
    private boolean collected;

    @Option(
            names = "--min-age",
            order = 5,
            paramLabel = "DURATION",
            description = "Only objects that were this old: 30s, 5m, 1h30m.")
    private Duration minAge;

    @Option(
            names = "--max-age",
            order = 5,
            paramLabel = "DURATION",
            description = "Only objects that were at most this old.")
    private Duration maxAge;

    @Option(
            names = "--label",
            order = 6,
            paramLabel = "REGEX",
            description =
                    "Only objects whose label has a match. With --open, FIELD or FIELD=REGEX: the field of the opening"
                            + " event that is the label.")
    private Label label;

    @Option(names = "--class", order = 6, paramLabel = "REGEX", description = "Only objects whose class has a match.")
    private Pattern objectClass;

    @Option(
            names = "--thread",
            order = 6,
            paramLabel = "REGEX",
            description = "Only objects whose adding thread has a match; tells threads apart, as --threads does.")
    private Pattern thread;

    @ArgGroup(exclusive = false, heading = PairOptions.HEADING)
    private PairOptions pair;

    @Mixin
    private BuiltinOptions builtins;

    /** Reads the recordings and returns the profile that was asked for. */
    Answer ask(RecordingOptions recordings, Streams streams) throws IOException {
        Optional<BuiltinProfile> builtin = pair == null ? BuiltinProfile.named(profile) : Optional.empty();
        refuseMisplaced(recordings, builtin);
        refuseWhatPairsHaveNot(recordings);
        Pattern chosenLabels = chosenLabels(recordings);
        try (Recording recording = recordings.open(streams)) {
            if (builtin.isPresent()) {
                return askBuiltin(recordings, recording, builtin.get());
            }
            ZoneId zone = ZoneId.systemDefault();
            long atNanos = at.resolve(timeBase(recordings, recording), zone);
            Found found = find(recordings, recording, question(recordings, atNanos));
            ProfileHistory chosen = found.profile();
            if (atNanos != Replay.END && !chosen.span().contains(atNanos)) {
                throw outside(chosen, atNanos);
            }
            if (found.pause() != null) {
                throw new IOException("nothing was recorded at " + InstantText.local(atNanos, zone)
                        + ": the recording pauses from " + range(found.pause(), zone));
            }
            LiveSet set = (collected ? chosen.leaked() : chosen.live())
                    .where(new SiteFilter(chosenLabels, objectClass, thread));
            return new Answer(
                    LiveSetProfile.of(set), summary(set), found.losses(), recordings.origin(), files(recording));
        }
    }

    /** {@code blobstore.Open at 2026-11-23T13:20:15.123456789Z: 9 live from 2 sites}. */
    private static String summary(LiveSet live) {
        return live.profile() + " at " + InstantText.local(live.atNanos(), ZoneId.systemDefault()) + ": " + live.count()
                + " live from " + Quantity.of(live.sites().size(), "site");
    }

    private static List<Path> files(Recording recording) {
        return recording.chunks().stream().map(Chunk::file).distinct().toList();
    }

    private Answer askBuiltin(RecordingOptions recordings, Recording recording, BuiltinProfile builtin)
            throws IOException {
        BuiltinAnswer answer = builtins.ask(recordings, recording, builtin, at, threads || thread != null);
        StackProfile found = answer.profile().where(this::isWanted);
        return new Answer(
                found, BuiltinOptions.summary(builtin, found), answer.losses(), recordings.origin(), files(recording));
    }

    private static String text(StackSample sample, String label) {
        return sample.label(label).map(SampleLabel::text).orElse(null);
    }

    private boolean isWanted(StackSample sample) {
        long age = sample.label("age").map(SampleLabel::number).orElse(0L);
        Site site = new Site(sample.frames(), null, text(sample, "class"), text(sample, "thread"));
        return ages().minNanos() <= age
                && age <= ages().maxNanos()
                && new SiteFilter(null, objectClass, thread).test(site);
    }

    private void refuseWhatPairsHaveNot(RecordingOptions recordings) {
        if (pair == null) {
            return;
        }
        pair.pair(recordings, labelField());
        if (collected) {
            throw recordings.misuse("--collected is about profiles of the recorder, not about a pair of events");
        }
        if (objectClass != null) {
            throw recordings.misuse(
                    "a pair of events has no class to choose by, but --label FIELD=REGEX" + " chooses by a field");
        }
    }

    private Pattern chosenLabels(RecordingOptions recordings) {
        try {
            return label == null ? null : label.regex(pair != null);
        } catch (IllegalArgumentException e) {
            throw recordings.misuse("--label: " + e.getMessage());
        }
    }

    private String labelField() {
        return label == null ? null : label.field();
    }

    private Question question(RecordingOptions recordings, long atNanos) {
        Question question = Question.liveSet(profile, atNanos);
        if (collected) {
            question = question.withWholeHistory();
        }
        if (threads || thread != null) {
            question = question.withThreads();
        }
        if (minAge == null && maxAge == null) {
            return question;
        }
        if (collected) {
            throw recordings.misuse("--min-age and --max-age are about live objects, not about --collected ones");
        }
        return question.ofAge(ages());
    }

    private AgeRange ages() {
        return new AgeRange(
                minAge == null ? AgeRange.ALL.minNanos() : minAge.toNanos(),
                maxAge == null ? AgeRange.ALL.maxNanos() : maxAge.toNanos());
    }

    /** What one kind of profile has and the other has not. */
    private void refuseMisplaced(RecordingOptions recordings, Optional<BuiltinProfile> builtin) {
        if (builtin.isEmpty()) {
            if (builtins.given()) {
                throw recordings.misuse(
                        "--from and --to are for builtin profiles that add up, such as --profile allocs");
            }
            return;
        }
        if (collected || label != null) {
            throw recordings.misuse(
                    (collected ? "--collected" : "--label") + " is about custom profiles, not about " + profile);
        }
        if ((minAge != null || maxAge != null) && builtin.get() != BuiltinProfile.HEAP) {
            throw recordings.misuse("--min-age and --max-age are about objects, which " + profile + " has not");
        }
    }

    /** What the expression counts from; the profile's start is looked for at the start of the recording first. */
    private Span timeBase(RecordingOptions recordings, Recording recording) throws IOException {
        if (!at.fromStart() || pair != null) {
            return new Span(recording.startNanos(), recording.endNanos());
        }
        Question beginning = Question.liveSet(profile, recording.startNanos());
        return find(recordings, recording, beginning).profile().span();
    }

    private static IOException outside(ProfileHistory profile, long atNanos) {
        ZoneId zone = ZoneId.systemDefault();
        return new IOException(InstantText.local(atNanos, zone) + " is outside what the recording tells of "
                + profile.name() + ": " + range(profile.span(), zone));
    }

    /** Asks; where the part of the recording that the instant needs does not know the profile, all of it is asked. */
    private Found find(RecordingOptions recordings, Recording recording, Question question) throws IOException {
        if (pair != null) {
            History history = pair.ask(recordings, recording, question, labelField());
            return new Found(history.profiles().get(0), history.losses(), history.pause());
        }
        History history = Replay.run(recording, question);
        Optional<ProfileHistory> chosen = chosen(recordings, history);
        if (chosen.isEmpty()) {
            history = Replay.run(recording, question.withWholeHistory());
            chosen = chosen(recordings, history);
        }
        if (chosen.isPresent()) {
            return new Found(chosen.get(), history.losses(), history.pause());
        }
        History all = Replay.run(recording, Question.everything());
        if (all.profiles().isEmpty()) {
            throw recordings.nothingIn(all);
        }
        throw new IOException(
                "no profile \"" + profile + "\" in " + recordings.asGiven() + " (has: " + names(all) + ")");
    }

    private Optional<ProfileHistory> chosen(RecordingOptions recordings, History history) {
        if (profile != null) {
            return history.profile(profile);
        }
        if (history.profiles().size() > 1) {
            throw recordings.misuse(
                    "several profiles in " + recordings.asGiven() + ", choose one with --profile: " + names(history));
        }
        return history.profiles().stream().findFirst();
    }

    private static String names(History history) {
        return history.profiles().stream().map(ProfileHistory::name).collect(Collectors.joining(", "));
    }

    private static String range(Span span, ZoneId zone) {
        return InstantText.local(span.startNanos(), zone) + " to " + InstantText.local(span.endNanos(), zone);
    }
}
