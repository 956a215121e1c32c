package dev.customprofiles.replay;

import dev.customprofiles.counts.LeftOutEvents;
import dev.customprofiles.counts.LiveCounts;
import dev.customprofiles.live.Question;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import dev.customprofiles.reader.EventType;
import java.io.IOException;
import java.util.TreeMap;

/** Replays one chunk: reads its events once, and passes each to the replay of the recorder copy that wrote it. */
final class ChunkReplay {

    private static final int ADD = 0;
    private static final int REMOVE = 1;
    private static final int COLLECTED = 2;
    private static final int SNAPSHOT = 3;
    private static final int SNAPSHOT_ROW = 4;
    private static final int SNAPSHOT_FRAME = 5;
    private static final int LOST = 6;
    private static final int DATA_LOSS = 7;
    private static final int SETTING = 8;

    /** Slots of a data loss and of a setting. */
    private static final int AMOUNT = 0;

    private static final int SETTING_OF = 0;
    private static final int SETTING_NAME = 1;
    private static final int SETTING_VALUE = 2;

    private static final String DATA_LOSS_EVENT = "jdk.DataLoss";

    private static final EventSelection[] EVENTS = {
        RecorderEvents.ADD,
        RecorderEvents.REMOVE,
        RecorderEvents.COLLECTED,
        RecorderEvents.SNAPSHOT,
        RecorderEvents.ROW,
        RecorderEvents.FRAME,
        RecorderEvents.LOST,
        EventSelection.of(DATA_LOSS_EVENT, "amount"),
        EventSelection.of("jdk.ActiveSetting", "id", "name", "value"),
    };

    private final Question question;
    private final ReplayPlan plan;
    private final ChosenSites chosen;
    private final ChunkReader events;
    private final AddOrigins added;

    private final long dataLossType;
    private final LeftOutEvents leftOut;
    private final ChunkOutcome outcome;
    private final SnapshotReader snapshots;
    private final TreeMap<Long, CopyChunk> copies = new TreeMap<>();
    private CopyChunk latest;
    private long latestRecorder;

    private ChunkReplay(
            Question question,
            ReplayPlan plan,
            ChosenSites chosen,
            Chunk chunk,
            ChunkReader events,
            ChunkOutcome outcome)
            throws IOException {
        this.question = question;
        this.plan = plan;
        this.chosen = chosen;
        this.events = events;
        this.added = new AddOrigins(plan.sites(), question.byThread(), events);
        this.dataLossType = typeId(chunk, DATA_LOSS_EVENT);
        this.leftOut = new LeftOutEvents(chunk, RecorderEvents.NEEDED);
        this.outcome = outcome;
        this.snapshots = plan.snapshotReader(chunk, events);
    }

    /**
     * Replays a chunk to its end, even beyond the instants: later events show which removals have an Add.
     *
     * @param chosen the sites that the question is about
     * @param empty empty counts for the instants
     */
    static ChunkOutcome run(Question question, ReplayPlan plan, ChosenSites chosen, Chunk chunk, LiveCounts empty)
            throws IOException {
        try (ChunkReader events = chunk.read(EVENTS)) {
            ChunkOutcome outcome = new ChunkOutcome(chunk.jvm(), chunk.startNanos(), empty);
            ChunkReplay replay = new ChunkReplay(question, plan, chosen, chunk, events, outcome);
            replay.readEvents();
            replay.finish();
            return outcome;
        }
    }

    private void readEvents() throws IOException {
        for (int event = events.next(); event >= 0; event = events.next()) {
            switch (event) {
                case ADD -> copy(events.longAt(RecorderEvents.RECORDER)).add();
                case REMOVE -> copy(events.longAt(RecorderEvents.RECORDER)).remove();
                case COLLECTED -> copy(events.longAt(RecorderEvents.RECORDER)).collected();
                case SNAPSHOT -> snapshot();
                case SNAPSHOT_ROW -> snapshots.row();
                case SNAPSHOT_FRAME -> snapshots.frame();
                case LOST -> {
                    if (question.isAbout(events.stringAt(RecorderEvents.LOST_PROFILE))) {
                        outcome.unwritten.add(
                                new Unwritten(events.startNanos(), events.longAt(RecorderEvents.LOST_EVENTS)));
                    }
                }
                case DATA_LOSS -> {
                    outcome.lossRecorded = true;
                    outcome.lostBytes += events.longAt(AMOUNT);
                }
                case SETTING -> setting();
                default -> throw new AssertionError("an event that was not selected: " + event);
            }
        }
    }

    private CopyChunk copy(long recorder) {
        if (latest == null || latestRecorder != recorder) {
            latest = copies.computeIfAbsent(
                    recorder, number -> new CopyChunk(question, plan, chosen, events, added, outcome.of(number)));
            latestRecorder = recorder;
        }
        return latest;
    }

    private void snapshot() throws IOException {
        Snapshot header = snapshots.header();
        if (question.isAbout(header.profile)) {
            copy(header.recorder).snapshot(header);
        }
    }

    private void setting() throws IOException {
        long type = events.longAt(SETTING_OF);
        String name = events.stringAt(SETTING_NAME);
        String value = events.stringAt(SETTING_VALUE);
        if (type == dataLossType && "enabled".equals(name) && "true".equals(value)) {
            outcome.lossRecorded = true;
        }
        leftOut.setting(type, events.startNanos(), name, value);
    }

    private void finish() throws IOException {
        for (Snapshot snapshot : snapshots.snapshots()) {
            if (question.isAbout(snapshot.profile)) {
                outcome.of(snapshot.recorder).snapshots.add(snapshot);
            }
        }
        outcome.leftOut = leftOut.found();
        for (CopyChunk copy : copies.values()) {
            copy.finish();
        }
        outcome.truncated = added.truncated();
    }

    /** Returns the id that settings use for an event type in this chunk, or -1. */
    private static long typeId(Chunk chunk, String eventName) throws IOException {
        return chunk.eventTypes().stream()
                .filter(type -> type.name().equals(eventName))
                .mapToLong(EventType::id)
                .findFirst()
                .orElse(-1);
    }
}
