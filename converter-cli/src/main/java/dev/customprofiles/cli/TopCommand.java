package dev.customprofiles.cli;

import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.Answer;
import dev.customprofiles.writer.TopTable;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The answer in the terminal. */
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpWidth = 100,
        header = "Shows the functions that hold the live objects, as go tool pprof -top does.",
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%n",
        footerHeading = "%nExample usage:%n",
        footer = {"  jfr2pprof top app.jfr", "  jfr2pprof top --profile blobstore.Open --at -30s --limit 5 app.jfr"})
final class TopCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin
    private RecordingOptions recordings;

    @Mixin
    private LiveSetOptions liveSet;

    @Mixin
    private ShapeOptions shape;

    @Option(
            names = {"-n", "--limit"},
            order = 8,
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many functions (default: 20); 0 for all.")
    private int limit;

    TopCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (limit < 0) {
            throw recordings.misuse("--limit is 0 or more, but was " + limit);
        }
        Shaping shaping = shape.shaping(recordings);
        Answer answer = ShapeOptions.apply(shaping, liveSet.ask(recordings, streams));
        TopTable table = TopTable.of(answer.profile());
        int shown =
                limit == 0 ? table.rows().size() : Math.min(limit, table.rows().size());
        if (!recordings.quiet()) {
            String part = shown < table.rows().size()
                    ? " (top " + shown + " of " + table.rows().size() + " functions)"
                    : "";
            streams.say(answer.summary() + part);
        }
        table.write(streams.out(), shown);
        streams.out().flush();
        return streams.warn(answer.losses());
    }
}
