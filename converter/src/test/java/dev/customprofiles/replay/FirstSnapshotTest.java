package dev.customprofiles.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.live.History;
import dev.customprofiles.live.Peak;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.reader.ChunkBuilder;
import dev.customprofiles.reader.Encoder;
import dev.customprofiles.reader.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first snapshot in a recording says of objects that are older, in chunks so long that each is settled by itself. */
class FirstSnapshotTest {

    private static final String PROFILE = "first.Open";
    private static final long SECOND = 1_000_000_000L;
    private static final long CHUNK_NANOS = 10 * SECOND;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    private ChunkBuilder chunk;
    private int number;

    private void begin() {
        chunk = new ChunkBuilder();
        chunk.durationNanos = CHUNK_NANOS;
        chunk.startNanos += number * CHUNK_NANOS;
        chunk.startTicks += number * CHUNK_NANOS;
        number++;
        chunk.event(
                "customprofiles.Add",
                "recorder:long",
                "profile:java.lang.String",
                "epoch:long",
                "id:long",
                "label:java.lang.String");
        String[] end = {"recorder:long", "profile:java.lang.String", "epoch:long", "id:long", "site:long", "age:long"};
        chunk.event("customprofiles.Remove", end);
        chunk.event("customprofiles.Collected", end);
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
                "label:java.lang.String",
                "frames:java.lang.String");
        chunk.event(
                "customprofiles.Frame",
                "recorder:long",
                "epoch:long",
                "number:long",
                "type:java.lang.String",
                "method:java.lang.String");
        chunk.metadata().checkpoint();
    }

    private void end() {
        chunks.writeBytes(chunk.usualCheckpoint().build());
    }

    private Encoder at(long second, int epoch) {
        return at(second, epoch, 0);
    }

    /** @param stack 1 for that of {@link ChunkBuilder#usualCheckpoint}, 0 for none */
    private Encoder at(long second, int epoch, int stack) {
        return ChunkBuilder.fields(chunk.startTicks + second * SECOND, stack)
                .number(1)
                .latin1(PROFILE)
                .number(epoch);
    }

    private void add(long second, int epoch, long id, String label) {
        chunk.write("customprofiles.Add", at(second, epoch).number(id).latin1(label));
    }

    /** @param event Remove or Collected, of an object that was live for a second */
    private void end(String event, long second, int epoch, long id, long site) {
        chunk.write(
                "customprofiles." + event,
                at(second, epoch).number(id).number(site).number(SECOND));
    }

    /** @param live how many objects, of which there may be more than the rows say */
    private void snapshot(int epoch, long live, long added) {
        chunk.write(
                "customprofiles.Snapshot",
                at(1, epoch).number(live).number(added).number(added - live));
    }

    /** @param frames the numbers of the frames: A for the first, which {@link #frame} writes */
    private void row(int epoch, long site, long live, String label, String frames) {
        chunk.write(
                "customprofiles.LiveSite",
                at(1, epoch).number(site).number(live).latin1(label).latin1(frames));
    }

    private void frame(int epoch) {
        chunk.write(
                "customprofiles.Frame",
                ChunkBuilder.fields(chunk.startTicks + SECOND, 0)
                        .number(1)
                        .number(epoch)
                        .number(0)
                        .latin1("app.Main")
                        .latin1("open"));
    }

    private History ask(Question question) throws IOException {
        Path file = Files.write(folder.resolve("made.jfr"), chunks.toByteArray());
        try (Recording recording = Recording.open(List.of(file))) {
            return Replay.run(recording, question);
        }
    }

    private static Question chosen(String label) {
        return Question.everything()
                .withPeak()
                .where(site -> label.equals(site.label()))
                .withChurn();
    }

    @Test
    void aRemovalOfWhichOnlyASnapshotKnowsTheSiteCountsAmongTheChosenOnes() throws Exception {
        begin();
        snapshot(1, 3, 5);
        row(1, 7, 2, "blue", "");
        row(1, 8, 1, "red", "");
        end();
        begin();
        snapshot(2, 3, 5);
        row(2, 7, 2, "blue", "");
        row(2, 8, 1, "red", "");
        end("Remove", 2, 2, 4, 7);
        end();
        Timeline blue = ask(chosen("blue")).profiles().get(0);
        assertEquals(1, blue.at(0).count());
        assertEquals(1, blue.churn().removed());
        assertEquals(2, blue.churn().peak().count());
    }

    @Test
    void whereNothingWasChosenThePeakIsZeroFromTheFirstSnapshotOn() throws Exception {
        begin();
        snapshot(1, 0, 0);
        add(2, 1, 1, "blue");
        end();
        begin();
        snapshot(2, 1, 1);
        row(2, 7, 1, "blue", "");
        end();
        assertEquals(
                new Peak(0, ChunkBuilder.START_NANOS + SECOND),
                ask(chosen("red")).profiles().get(0).churn().peak());
    }

    /** The one object is live at the first snapshot, and the other is added before it is removed. */
    @Test
    void whatEventsSayOfAnObjectCountsInThePeakEvenIfTheFirstSnapshotKnowsLess() throws Exception {
        begin();
        chunk.write("customprofiles.Add", at(0, 0, 1).number(11).latin1("blue"));
        snapshot(1, 2, 11);
        row(1, 7, 2, "blue", "");
        chunk.write("customprofiles.Add", at(2, 1, 1).number(12).latin1("blue"));
        end("Remove", 3, 1, 11, 7);
        end();
        Question withStack = Question.everything()
                .withPeak()
                .where(site -> !site.frames().get(0).isPseudo())
                .withChurn();
        assertEquals(2, ask(withStack).profiles().get(0).churn().peak().count());
    }

    @Test
    void aRemovalBeforeTheFirstSnapshotIsNoOrphanHoweverLongBefore() throws Exception {
        begin();
        end("Remove", 2, 1, 4, 7);
        end();
        begin();
        end("Remove", 2, 1, 5, 7);
        snapshot(2, 0, 5);
        end("Remove", 4, 2, 6, 0);
        end();
        History history = ask(Question.everything());
        assertEquals(1, history.losses().orphans(), "that of which the snapshot would know");
    }

    @Test
    void withoutASnapshotEachRemovalWithoutAnAddIsAnOrphan() throws Exception {
        begin();
        end("Remove", 2, 1, 4, 7);
        end();
        begin();
        end("Remove", 2, 1, 5, 0);
        end();
        assertEquals(2, ask(Question.everything()).losses().orphans());
    }

    @Test
    void aSiteIsThatOfTheSnapshotWhoseFramesAreThere() throws Exception {
        begin();
        snapshot(1, 1, 1);
        row(1, 7, 1, "blue", "A");
        end();
        begin();
        snapshot(2, 1, 1);
        row(2, 7, 1, "blue", "A");
        frame(2);
        end();
        begin();
        snapshot(3, 1, 1);
        end("Collected", 2, 3, 1, 7);
        end();
        Timeline profile = ask(Question.everything()).profiles().get(0);
        assertEquals(
                List.of("app.Main.open"),
                profile.at(0).sites().stream()
                        .filter(live -> live.site().collected())
                        .map(live -> live.site().frames().get(0).function())
                        .toList());
    }
}
