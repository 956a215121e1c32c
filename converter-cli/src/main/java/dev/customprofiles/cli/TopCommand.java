package dev.customprofiles.cli;

import dev.customprofiles.profile.Frameworks;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.Answer;
import dev.customprofiles.writer.Grouping;
import dev.customprofiles.writer.TopJson;
import dev.customprofiles.writer.TopOrder;
import dev.customprofiles.writer.TopTable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code top}: a live set as a table. */
@Command(
        name = "top",
        header = "Shows which functions, sites, labels or classes hold the live objects, like go tool pprof -top.",
        footer = {
            "  jfr2pprof top app.jfr",
            "  jfr2pprof top --profile blobstore.Open --at -30s --limit 5 app.jfr",
            "  jfr2pprof top --by site --sort age --min-age 5m app.jfr",
            "  jfr2pprof top --include blobstore --exclude 'Main\\.(main|init)' app.jfr",
            "  jfr2pprof top --by site --json --limit 0 app.jfr",
            "  jfr2pprof top --profile block --lines --sort cum app.jfr"
        })
final class TopCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin
    private RecordingOptions recordings;

    @Mixin
    private LiveSetOptions liveSet;

    @Mixin
    private ShapeOptions shape;

    /** Candidates for completion. */
    static final class Groupings extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Groupings() {
            super(Main.words(Grouping.values()));
        }
    }

    /** Candidates for completion. */
    private static final class Orders extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Orders() {
            super(Main.words(TopOrder.values()));
        }
    }

    @Option(
            names = "--by",
            order = 8,
            paramLabel = "WHAT",
            completionCandidates = Groupings.class,
            description = "Group by function (default), line (as --lines), site, label, class or thread.")
    private Grouping by;

    @Option(
            names = "--sort",
            order = 8,
            paramLabel = "KEY",
            completionCandidates = Orders.class,
            description =
                    "flat (default), cum, count, weight (in the profile's unit), age (the mean) or collected (how many"
                            + " were garbage collected).")
    private TopOrder order = TopOrder.FLAT;

    @Option(
            names = "--frameworks",
            order = 8,
            paramLabel = "PREFIX[,PREFIX...]",
            // Separate lines, because picocli would break names at their dots. ShapeTest compares them with the
            // default.
            description = {
                "With --by site: beginnings of the names of classes that are not the application's. A site is named by the"
                        + " first frame of any other class. Replaces the default; none takes the leaf. Default:",
                "java., javax., jdk., sun., com.sun., jakarta., kotlin., scala.,",
                "groovy., org.codehaus.groovy., io.netty., com.zaxxer.hikari.,",
                "org.springframework., org.apache., org.hibernate., org.eclipse.,",
                "org.jboss., io.undertow., io.vertx., reactor., io.reactivex.,",
                "io.micrometer., io.grpc., okhttp3., okio., com.google.common.,",
                "com.fasterxml., org.postgresql., com.mysql., oracle.jdbc., org.h2.,",
                "org.mariadb., com.mongodb., redis.clients., io.lettuce., org.junit.,",
                "dev.customprofiles."
            })
    private Frameworks frameworks = Frameworks.DEFAULT;

    @Option(
            names = {"-n", "--limit"},
            order = 8,
            paramLabel = "N",
            defaultValue = "20",
            description = "Maximum number of rows (default: 20); 0 for all.")
    private int limit;

    @Option(names = "--json", order = 8, description = "Write one JSON object.")
    private boolean json;

    TopCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (limit < 0) {
            throw recordings.misuse("--limit is 0 or more, but was " + limit);
        }
        Shaping shaping = shape.shaping(recordings);
        Grouping rows = shape.rows(by, recordings);
        if (order == TopOrder.CUM && !rows.isOfFrames()) {
            throw recordings.misuse("--sort cum is about functions and lines");
        }
        if (frameworks != Frameworks.DEFAULT && rows != Grouping.SITE) {
            throw recordings.misuse("--frameworks is about --by site");
        }
        if (rows == Grouping.THREAD) {
            liveSet.tellThreadsApart();
        }
        Answer found =
                rows == Grouping.SITE ? liveSet.askWithTurnover(recordings, streams) : liveSet.ask(recordings, streams);
        Answer answer = ShapeOptions.apply(shaping, found);
        if (!order.isIn(answer.profile())) {
            throw recordings.misuse(
                    answer.profile().name() + " has no " + order.name().toLowerCase(Locale.ROOT) + " to sort by");
        }
        TopTable table = TopTable.of(answer.profile(), rows, order, frameworks);
        int shown =
                limit == 0 ? table.rows().size() : Math.min(limit, table.rows().size());
        if (!recordings.quiet()) {
            String part = shown < table.rows().size()
                    ? " (top " + shown + " of " + table.rows().size() + " " + rows.plural() + ")"
                    : "";
            streams.say(answer.summary() + part);
        }
        if (json) {
            Writer text = new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8);
            TopJson.write(answer.profile(), table, shown, shaping.keepsFrames(), answer.losses(), text);
            text.flush();
        } else {
            table.write(streams.out(), shown, streams.out().width());
            streams.out().flush();
        }
        return recordings.warn(streams, answer.losses());
    }
}
