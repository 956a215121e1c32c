package dev.customprofiles.cli;

import dev.customprofiles.query.Answer;
import dev.customprofiles.query.Query;
import dev.customprofiles.query.TimeExpression;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that choose a profile at an instant or over a time range. */
final class LiveSetOptions {

    @Option(
            names = "--at",
            order = 2,
            paramLabel = "TIME",
            description = {
                "The instant (default: end). One of:",
                "  start, end",
                "  +1m30s               after the start",
                "  -15s                 before the end",
                "  13:20[:15[.123]]     local time of day",
                "  2026-11-23T13:20:15  local; with Z or +01:00, there;",
                "                       a space may stand for the T",
                "  @1795440015123       milliseconds since 1970",
                "  50%%                  of the way to the end"
            })
    private TimeExpression at = new TimeExpression.End();

    @Mixin
    private ProfileOptions profile;

    @Mixin
    private BuiltinOptions builtins;

    /** Keeps threads apart, like {@code --threads}. */
    void tellThreadsApart() {
        profile.tellThreadsApart();
    }

    /** Reads the recordings and returns the chosen profile. */
    Answer ask(RecordingOptions recordings, Streams streams) throws IOException {
        Query query = query();
        query.check();
        try (Recording recording = recordings.open(streams)) {
            return query.ask(recordings.input(recording));
        }
    }

    /** Like {@link #ask}, with the turnover by site. */
    Answer askWithTurnover(RecordingOptions recordings, Streams streams) throws IOException {
        Query query = query();
        query.check();
        try (Recording recording = recordings.open(streams)) {
            return query.askWithTurnover(recordings.input(recording));
        }
    }

    /** What was asked; not checked yet. */
    Query query() {
        return profile.query().at(at).between(builtins.from(), builtins.to());
    }
}
