package dev.customprofiles;

import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;

/** Writes JFR events. */
final class JfrJournal extends Journal {

    private static final List<Class<? extends Event>> EVENTS = List.of(
            AddEvent.class,
            RemoveEvent.class,
            CollectedEvent.class,
            SnapshotEvent.class,
            LiveSiteEvent.class,
            FrameEvent.class,
            LostEvent.class);

    /** Number of this copy of the recorder in the JVM: each copy has its own event classes, and JFR numbers those. */
    private final long recorder;

    private JfrJournal() {
        // Registered before the first event, so that a recording started earlier enables them in time.
        FlightRecorder.register(AddEvent.class);
        FlightRecorder.register(RemoveEvent.class);
        FlightRecorder.register(FrameEvent.class);
        FlightRecorder.register(LostEvent.class);
        recorder = EventType.getEventType(AddEvent.class).getId();
    }

    static Journal open() {
        return FlightRecorder.isAvailable() ? new JfrJournal() : new Journal();
    }

    @Override
    void schedule(Runnable eachSecond, Runnable atChunkStart, Runnable atChunkEnd) {
        PeriodicHook.register(CollectedEvent.class, eachSecond);
        PeriodicHook.register(SnapshotEvent.class, atChunkStart);
        PeriodicHook.register(LiveSiteEvent.class, atChunkEnd);
    }

    @Override
    void end() {
        PeriodicHook.end();
        for (Class<? extends Event> type : EVENTS) {
            FlightRecorder.unregister(type);
        }
    }

    @Override
    boolean recordsAdds() {
        return new AddEvent().isEnabled();
    }

    @Override
    void added(LiveObject object, Class<?> objectClass, int skip, long weight) {
        AddEvent event = new AddEvent();
        if (event.shouldCommit()) {
            event.recorder = recorder;
            event.profile = object.profile.name();
            event.id = object.id;
            event.epoch = object.epoch;
            event.skip = skip;
            event.objectClass = objectClass;
            event.weight = weight;
            event.label = object.label;
            event.commit();
        }
    }

    @Override
    void removed(Departure departure) {
        RemoveEvent event = new RemoveEvent();
        if (event.shouldCommit()) {
            LiveObject object = departure.object();
            event.recorder = recorder;
            event.profile = object.profile.name();
            event.id = object.id;
            event.epoch = departure.epoch();
            event.site = departure.site();
            event.age = System.nanoTime() - departure.addedNanos();
            event.weight = departure.weight();
            event.label = object.label;
            event.commit();
        }
    }

    @Override
    void collected(Departure departure) {
        CollectedEvent event = new CollectedEvent();
        if (event.shouldCommit()) {
            LiveObject object = departure.object();
            event.recorder = recorder;
            event.profile = object.profile.name();
            event.id = object.id;
            event.epoch = departure.epoch();
            event.site = departure.site();
            event.age = System.nanoTime() - departure.addedNanos();
            event.weight = departure.weight();
            event.label = object.label;
            event.weak = object.profile.isWeak();
            if (departure.where() instanceof Site site) {
                event.topFrame = FrameTable.readable(site.frames);
            }
            event.commit();
        }
    }

    @Override
    void lost(Profile profile, long events) {
        LostEvent event = new LostEvent();
        if (event.shouldCommit()) {
            event.recorder = recorder;
            event.profile = profile.name();
            event.events = events;
            event.commit();
        }
    }

    @Override
    Header snapshot(Profile profile, int epoch) {
        SnapshotEvent event = new SnapshotEvent();
        event.begin();
        event.end();
        if (!event.shouldCommit()) {
            return Header.NONE;
        }
        event.recorder = recorder;
        event.profile = profile.name();
        event.epoch = epoch;
        event.unit = profile.unit();
        event.weak = profile.isWeak();
        return (cut, all) -> {
            event.liveCount = all.live.objects;
            event.liveWeight = all.live.weight;
            event.collectedCount = all.collected.objects;
            event.liveSites = cut.rows.size();
            event.added = cut.added;
            event.removed = cut.added - all.live.objects - (profile.isWeak() ? cut.collected : 0);
            event.collected = cut.collected;
            event.commit();
        };
    }

    @Override
    void row(int epoch, SiteCount row, long site, String frames) {
        LiveSiteEvent event = new LiveSiteEvent();
        if (event.shouldCommit()) {
            event.recorder = recorder;
            event.profile = row.site.profile;
            event.epoch = epoch;
            event.site = site;
            event.topFrame = FrameTable.readable(row.site.frames);
            event.liveCount = row.live.objects;
            event.liveWeight = row.live.weight;
            event.oldestAge = row.live.oldestAge;
            event.totalAge = row.live.totalAge;
            event.ages = row.live.objects == 1 ? null : row.live.ages();
            event.collectedCount = row.collected.objects;
            event.collectedWeight = row.collected.weight;
            event.collectedAge = row.collected.totalAge;
            event.collectedAges = row.collected.objects <= 1 ? null : row.collected.ages();
            event.objectClassName = row.site.objectClass;
            event.label = row.site.label;
            event.frames = frames;
            event.truncated = row.site.truncated;
            event.commit();
        }
    }

    @Override
    void frame(int epoch, int number, StackTraceElement frame) {
        FrameEvent event = new FrameEvent();
        if (event.shouldCommit()) {
            event.recorder = recorder;
            event.epoch = epoch;
            event.number = number;
            event.type = frame.getClassName();
            event.method = frame.getMethodName();
            event.line = frame.getLineNumber();
            event.commit();
        }
    }
}
