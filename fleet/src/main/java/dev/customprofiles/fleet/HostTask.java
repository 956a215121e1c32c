package dev.customprofiles.fleet;

import dev.customprofiles.builtin.RecordedJvm;
import dev.customprofiles.leaks.Suspect;
import dev.customprofiles.live.History;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.SaturatingMath;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.Span;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.Input;
import dev.customprofiles.query.LeaksAnswer;
import dev.customprofiles.query.Query;
import dev.customprofiles.query.QueryException;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.Damage;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.replay.Replay;
import dev.customprofiles.writer.LossText;
import dev.customprofiles.writer.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.Function;

/**
 * Reads the files of one host on an executor. The files of one JVM are one recording, in any order. A file that cannot be read
 * becomes a row with the reason, never a failure of the job. Memory follows one JVM's live set, as in {@code jfr2pprof}.
 */
final class HostTask implements Function<HostFiles, HostRows> {

    private static final long serialVersionUID = 1L;

    private static final String TOOL = "customprofiles fleet";
    private static final long MICRO = 1_000;

    private final Instants instants;
    private final String versionFrom;
    private final Map<String, String> configuration;

    /**
     * @param versionFrom the system property or environment variable that has the application's version; null not to look for one
     * @param configuration of Hadoop's file systems, which is not serializable itself
     */
    HostTask(Instants instants, String versionFrom, Map<String, String> configuration) {
        this.instants = instants;
        this.versionFrom = versionFrom;
        this.configuration = Map.copyOf(configuration);
    }

    @Override
    public HostRows call(HostFiles host) throws IOException {
        Configuration hadoop = new Configuration();
        configuration.forEach(hadoop::set);
        try (Spool spool = new Spool(host.files(), hadoop)) {
            return new Reading(host, spool).rows();
        }
    }

    /** What is gathered of one host. */
    private final class Reading {
        private final HostFiles files;
        private final String host;
        private final Spool spool;
        private final List<LiveRow> live = new ArrayList<>();
        private final List<SuspectRow> suspects = new ArrayList<>();
        private final List<JvmChunk> chunks = new ArrayList<>();

        /** By copy: what is wrong with it. */
        private final Map<Path, String> reasons = new TreeMap<>();

        private final Map<Path, TreeSet<String>> jvms = new TreeMap<>();
        private final Map<Path, Long> lost = new TreeMap<>();

        Reading(HostFiles files, Spool spool) {
            this.files = files;
            this.host = files.host();
            this.spool = spool;
        }

        HostRows rows() throws IOException {
            List<Path> copies = List.copyOf(spool.origins().keySet());
            if (!copies.isEmpty()) {
                read(copies);
            }
            List<RecordingRow> recordings = new ArrayList<>();
            for (Map.Entry<Path, String> file : spool.origins().entrySet()) {
                Path copy = file.getKey();
                String reason = reasons.get(copy);
                recordings.add(new RecordingRow(
                        host,
                        file.getValue(),
                        Files.exists(copy) ? Files.size(copy) : 0,
                        String.join(", ", jvms.getOrDefault(copy, new TreeSet<>())),
                        reason == null,
                        reason,
                        lost.getOrDefault(copy, 0L)));
            }
            spool.failures()
                    .forEach((file, reason) -> recordings.add(new RecordingRow(host, file, 0, "", false, reason, 0)));
            return new HostRows(files, live, recordings, suspects, chunks);
        }

        private void read(List<Path> copies) throws IOException {
            // Executors run a task on each of their cores.
            try (Recording recording = Recording.open(copies, dev.customprofiles.reader.ProgressListener.NONE, 1)) {
                for (Damage damage : recording.damage()) {
                    note(damage.file(), damage.reason());
                }
                Map<Integer, RecordedJvm> known = RecordedJvm.of(recording);
                for (Recording jvm : recording.byJvm()) {
                    read(jvm, known.get(jvm.chunks().get(0).jvm()));
                }
            } catch (IOException e) {
                allFailed(copies, e);
            }
        }

        /** Not one of the files has a chunk: each for itself says why. */
        private void allFailed(List<Path> copies, IOException all) {
            for (Path copy : copies) {
                try (Recording recording = Recording.open(List.of(copy))) {
                    note(copy, all.getMessage());
                } catch (IOException e) {
                    note(copy, e.getMessage());
                }
            }
        }

        private void note(Path copy, String reason) {
            String line = String.valueOf(reason).replace(copy + ": ", "").replace(copy.toString(), "it");
            reasons.merge(copy, line, (one, other) -> one.contains(other) ? one : one + "; " + other);
        }

        private void read(Recording recording, RecordedJvm known) throws IOException {
            List<Path> files =
                    recording.chunks().stream().map(Chunk::file).distinct().toList();
            Span span = new Span(recording.startNanos(), recording.endNanos());
            String jvm = known == null
                    ? "unknown, from " + Instant.ofEpochSecond(0, span.startNanos())
                    : known.pid() + " from " + Instant.ofEpochSecond(0, known.startNanos());
            long start = (known == null || known.startNanos() == 0 ? span.startNanos() : known.startNanos()) / MICRO;
            files.forEach(file ->
                    jvms.computeIfAbsent(file, absent -> new TreeSet<>()).add(jvm));
            if (known != null) {
                recording
                        .chunks()
                        .forEach(chunk -> chunks.add(new JvmChunk(jvm, chunk.startNanos(), chunk.endNanos())));
            }
            try {
                Losses losses = liveSets(recording, span, jvm, start);
                List<String> warnings = new ArrayList<>(LossText.warnings(losses));
                // Those are noted where they belong: at one file.
                recording.damage().forEach(damage -> warnings.remove(damage.toString()));
                if (!warnings.isEmpty()) {
                    files.forEach(file -> note(
                            file,
                            warnings.stream()
                                    .map(warning -> withoutCopies(warning, files))
                                    .collect(Collectors.joining("; "))));
                    files.forEach(file -> lost.merge(file, losses.lostBytes() + losses.unwritten(), Math::max));
                }
                leaks(recording, jvm);
            } catch (QueryException e) {
                files.forEach(file -> note(file, e.getMessage()));
            }
        }

        private String withoutCopies(String text, List<Path> files) {
            String shown = text;
            for (Path file : files) {
                shown = shown.replace(file.toString(), file.getFileName().toString());
            }
            return shown;
        }

        private Losses liveSets(Recording recording, Span span, String jvm, long start)
                throws IOException, QueryException {
            long at = instants.at(span);
            Long base = instants.base() == null ? null : instants.base(span);
            Question question = Question.liveSet(null, at);
            String version = versionFrom == null ? null : ApplicationVersion.of(recording, versionFrom);
            History history = Replay.run(recording, base == null ? question : question.at(List.of(base, at)));
            for (Timeline timeline : history.profiles()) {
                int last = timeline.instants().size() - 1;
                if (!history.isKnown(timeline, last)) {
                    throw QueryException.misuse("%s is not in the recording", instants.at());
                }
                Map<Site, Long> before = new LinkedHashMap<>();
                if (base != null && history.isKnown(timeline, 0)) {
                    timeline.at(0)
                            .sites()
                            .forEach(site -> before.merge(site.site().collected(false), site.count(), Long::sum));
                }
                addLive(timeline.at(last), base == null ? null : before, jvm, version, start);
            }
            return history.losses();
        }

        private void addLive(LiveSet set, Map<Site, Long> before, String jvm, String version, long start) {
            Map<Site, LiveSite[]> byOrigin = new LinkedHashMap<>();
            for (LiveSite site : set.sites()) {
                byOrigin.computeIfAbsent(site.site().collected(false), absent -> new LiveSite[2])[
                        site.site().collected() ? 1 : 0] = site;
            }
            if (before != null) {
                before.keySet().forEach(site -> byOrigin.computeIfAbsent(site, absent -> new LiveSite[2]));
            }
            byOrigin.forEach((origin, both) -> {
                LiveSite none = new LiveSite(origin, 0, 0, 0);
                LiveSite reachable = both[0] == null ? none : both[0];
                LiveSite collected = both[1] == null ? none : both[1];
                List<String> stack = FrameText.of(origin);
                live.add(new LiveRow(
                        host,
                        jvm,
                        version,
                        start,
                        set.atNanos() / MICRO,
                        set.profile(),
                        set.unit(),
                        origin.signature(set.profile()),
                        stack.get(0),
                        stack,
                        origin.label(),
                        origin.objectClass(),
                        SaturatingMath.add(reachable.count(), collected.count()),
                        collected.count(),
                        SaturatingMath.add(reachable.weight(), collected.weight()),
                        collected.weight(),
                        SaturatingMath.add(reachable.ageNanos(), collected.ageNanos()),
                        collected.ageNanos(),
                        before == null ? null : before.getOrDefault(origin, 0L)));
            });
        }

        private void leaks(Recording recording, String jvm) throws IOException, QueryException {
            Input input = new Input(recording, host, new Origin(TOOL, null, host));
            LeaksAnswer answer = Query.of(null, ZoneId.of(instants.zone())).leaks(input, Shaping.NONE);
            for (Suspect suspect : answer.suspects()) {
                List<String> stack = FrameText.of(suspect.site());
                suspects.add(new SuspectRow(
                        host,
                        jvm,
                        suspect.profile(),
                        suspect.signature(),
                        suspect.verdict().toString(),
                        stack.get(0),
                        stack,
                        suspect.site().label(),
                        suspect.live(),
                        suspect.collected(),
                        suspect.added(),
                        suspect.removed(),
                        suspect.perHour(),
                        suspect.sentence()));
            }
        }
    }
}
