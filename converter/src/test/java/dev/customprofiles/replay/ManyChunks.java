package dev.customprofiles.replay;

import dev.customprofiles.live.History;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.reader.ChunkBuilder;
import dev.customprofiles.reader.Encoder;
import dev.customprofiles.reader.Recording;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A recording of many chunks, each of which begins with a snapshot of all sites, and a program that asks it. Every object
 * outlives its chunk; each site has one that stays.
 */
final class ManyChunks {

    static final int SITES = 1_000;
    static final int ADDED = 200;
    private static final String PROFILE = "many.Open";
    private static final long SECOND = 1_000_000_000L;

    /** By site, how many objects are live, and all that were added and removed. */
    private final int[] live = new int[SITES];

    private final Random random;
    private long added;
    private long removed;
    private int[] siteOfBefore = new int[0];

    private ManyChunks(long seed) {
        random = new Random(seed);
    }

    static void write(Path file, int chunks, long seed) throws IOException {
        ManyChunks recording = new ManyChunks(seed);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int number = 0; number < chunks; number++) {
                out.write(recording.chunk(number));
            }
        }
    }

    private byte[] chunk(int number) {
        ChunkBuilder chunk = new ChunkBuilder();
        chunk.durationNanos = SECOND;
        chunk.startNanos += number * SECOND;
        chunk.startTicks += number * SECOND;
        chunk.event(
                "customprofiles.Add",
                "recorder:long",
                "profile:java.lang.String",
                "id:long",
                "epoch:long",
                "weight:long",
                "label:java.lang.String");
        chunk.event(
                "customprofiles.Remove",
                "recorder:long",
                "profile:java.lang.String",
                "id:long",
                "epoch:long",
                "site:long",
                "age:long",
                "weight:long");
        chunk.event(
                "customprofiles.Snapshot",
                "recorder:long",
                "profile:java.lang.String",
                "epoch:long",
                "liveCount:long",
                "added:long",
                "removed:long");
        chunk.event(
                "customprofiles.LiveSite",
                "recorder:long",
                "profile:java.lang.String",
                "epoch:long",
                "site:long",
                "liveCount:long",
                "liveWeight:long",
                "totalAge:long",
                "label:java.lang.String");
        chunk.metadata().checkpoint();
        int epoch = number + 1;
        snapshot(chunk, epoch);
        for (int i = 0; i < siteOfBefore.length; i++) {
            remove(chunk, epoch, added - siteOfBefore.length + i + 1, siteOfBefore[i]);
        }
        int permanent = number == 0 ? SITES : 0;
        int[] siteOf = new int[ADDED];
        for (int i = 0; i < permanent; i++) {
            add(chunk, epoch, i);
        }
        for (int i = 0; i < ADDED; i++) {
            siteOf[i] = random.nextInt(SITES);
            add(chunk, epoch, siteOf[i]);
        }
        siteOfBefore = siteOf;
        return chunk.usualCheckpoint().build();
    }

    private void snapshot(ChunkBuilder chunk, int epoch) {
        chunk.write(
                "customprofiles.Snapshot",
                begin(chunk, 1)
                        .number(epoch)
                        .number(added - removed)
                        .number(added)
                        .number(removed));
        for (int site = 0; site < SITES; site++) {
            if (live[site] > 0) {
                chunk.write(
                        "customprofiles.LiveSite",
                        begin(chunk, 1)
                                .number(epoch)
                                .number(site + 1)
                                .number(live[site])
                                .number(live[site])
                                .number(SECOND * live[site])
                                .latin1("tenant-" + site));
            }
        }
    }

    private void add(ChunkBuilder chunk, int epoch, int site) {
        live[site]++;
        added++;
        chunk.write(
                "customprofiles.Add",
                begin(chunk, 1_000).number(added).number(epoch).number(1).latin1("tenant-" + site));
    }

    private void remove(ChunkBuilder chunk, int epoch, long id, int site) {
        live[site]--;
        removed++;
        chunk.write(
                "customprofiles.Remove",
                begin(chunk, 2_000)
                        .number(id)
                        .number(epoch)
                        .number(site + 1)
                        .number(SECOND)
                        .number(1));
    }

    private static Encoder begin(ChunkBuilder chunk, long ticks) {
        return ChunkBuilder.fields(chunk.startTicks + ticks, 0).number(1).latin1(PROFILE);
    }

    /** {@code ManyChunks FILE}: what is live at the end and half-way, how much was lost, and the peak. */
    public static void main(String[] arguments) throws IOException {
        try (Recording recording = Recording.open(List.of(Path.of(arguments[0])))) {
            History all = Replay.run(recording, Question.everything().withPeak());
            Timeline atEnd = all.profile(PROFILE).orElseThrow();
            long middle = (recording.startNanos() + recording.endNanos()) / 2;
            Question some = Question.everything()
                    .at(List.of(middle, recording.endNanos()))
                    .where(site -> site.label().endsWith("7"))
                    .withChurn();
            Timeline chosen = Replay.run(recording, some).profile(PROFILE).orElseThrow();
            System.out.println(
                    atEnd.at(0).count() + " live from " + atEnd.at(0).sites().size() + " sites, "
                            + atEnd.churn().added() + " added, at most "
                            + atEnd.churn().peak().count());
            System.out.println(
                    all.losses().drifts().size() + " drifts, " + all.losses().orphans() + " orphans");
            System.out.println(chosen.at(1).count()
                    == chosen.churn().added() - chosen.churn().removed());
        }
    }
}
