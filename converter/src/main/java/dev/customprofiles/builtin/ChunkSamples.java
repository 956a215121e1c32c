package dev.customprofiles.builtin;

import dev.customprofiles.builtin.BuiltinProfile.Events;
import dev.customprofiles.live.HiddenClass;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.StackTally;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The samples that one chunk adds to a profile over a time range. */
final class ChunkSamples {

    /** JFR's default sampling period, assumed if a recording has no setting. */
    static final long ASSUMED_PERIOD = 20_000_000;

    /** A sample by its keys, without resolving stacks. Two different keys may still have equal stacks. */
    private record RawSample(int source, long stack, long objectClass, long thread, long owner) {}

    /** Slots of a source's fields; -1 for absent fields. */
    private record Slots(
            ProfiledEvent source, int stack, int thread, int objectClass, int owner, int value, int decides) {
        static Slots of(BuiltinProfile profile, ProfiledEvent source) {
            return new Slots(
                    source,
                    source.slot(ProfiledEvent.STACK),
                    source.slot(source.thread()),
                    source.slot(source.objectClass()),
                    source.slot(source.owner()),
                    source.slot(source.value()),
                    source.slot(CountingRule.field(profile, source)));
        }
    }

    final StackTally tally;

    /** Number of samples by sampling period. */
    final TreeMap<Long, Long> periods = new TreeMap<>();

    /** Number of samples whose period is unknown. */
    long withoutPeriod;

    /** Number of samples that the JVM took but could not keep. */
    long lost;

    private final BuiltinProfile profile;
    private final TimeRange range;
    private final boolean byThread;
    private final ChunkReader events;
    private final List<Slots> sources = new ArrayList<>();
    private final List<TreeMap<Long, Long>> settings = new ArrayList<>();
    private final Map<RawSample, long[]> raw = new HashMap<>();
    private final CountingRule rule;

    private ChunkSamples(BuiltinProfile profile, TimeRange range, boolean byThread, ChunkReader events) {
        this.profile = profile;
        this.range = range;
        this.byThread = byThread;
        this.events = events;
        this.rule = new CountingRule(profile, events);
        this.tally = new StackTally(profile.types.size());
    }

    /** Reads the events of the sources in the time range. */
    static ChunkSamples read(
            BuiltinProfile profile,
            List<ProfiledEvent> sources,
            Inventory inventory,
            TimeRange range,
            boolean byThread,
            Chunk chunk)
            throws IOException {
        List<EventSelection> wanted = new ArrayList<>();
        sources.forEach(source -> wanted.add(source.selection()));
        if (profile == BuiltinProfile.PROFILE) {
            wanted.add(EventSelection.of(Events.CPU_TIME_SAMPLES_LOST, "lostSamples"));
        }
        try (ChunkReader events = chunk.read(wanted.toArray(EventSelection[]::new))) {
            ChunkSamples samples = new ChunkSamples(profile, range, byThread, events);
            for (ProfiledEvent source : sources) {
                samples.sources.add(Slots.of(profile, source));
                samples.settings.add(inventory.periods(chunk.jvm(), source.event()));
            }
            samples.readEvents();
            samples.resolve();
            return samples;
        }
    }

    /** Returns the names of the events that were read. */
    Stream<String> events() {
        return sources.stream().map(slots -> slots.source.event());
    }

    private void readEvents() throws IOException {
        for (int event = events.next(); event >= 0; event = events.next()) {
            if (event == sources.size()) {
                if (range.contains(events.startNanos())) {
                    lost += events.longAt(0);
                }
            } else {
                sample(event, sources.get(event));
            }
        }
    }

    private void sample(int source, Slots slots) throws IOException {
        long start = events.startNanos();
        if (!range.contains(start + Math.max(0, events.nanosAt(slots.source.slot(ProfiledEvent.DURATION))))
                || !rule.counts(slots.decides)) {
            return;
        }
        RawSample sample = new RawSample(
                source,
                events.longAt(slots.stack),
                number(slots.objectClass),
                byThread ? events.longAt(slots.thread) : 0,
                byThread ? number(slots.owner) : 0);
        long[] sum = raw.computeIfAbsent(sample, absent -> new long[2]);
        sum[0]++;
        sum[1] += measure(source, slots, start);
    }

    private long number(int slot) {
        return slot < 0 ? 0 : events.longAt(slot);
    }

    private long measure(int source, Slots slots, long startNanos) {
        switch (slots.source.measure()) {
            case NUMBER:
                return Math.max(0, events.longAt(slots.value));
            case TIME:
                long time = Math.max(0, events.nanosAt(slots.value));
                if (profile == BuiltinProfile.PROFILE) {
                    periods.merge(time, 1L, Long::sum);
                }
                return time;
            case PERIOD:
                long period = period(settings.get(source), startNanos);
                if (period == 0) {
                    withoutPeriod++;
                    period = ASSUMED_PERIOD;
                }
                periods.merge(period, 1L, Long::sum);
                return period;
            default:
                return 0;
        }
    }

    private static long period(TreeMap<Long, Long> settings, long atNanos) {
        Map.Entry<Long, Long> setting = settings.floorEntry(atNanos);
        if (setting == null) {
            setting = settings.firstEntry();
        }
        return setting == null ? 0 : setting.getValue();
    }

    private void resolve() throws IOException {
        WholeStacks stacks = new WholeStacks(events);
        for (Map.Entry<RawSample, long[]> entry : raw.entrySet()) {
            RawSample sample = entry.getKey();
            List<SampleLabel> labels = new ArrayList<>();
            if (profile == BuiltinProfile.BLOCK) {
                labels.add(SampleLabel.text(
                        "event", sources.get(sample.source).source.event()));
            }
            label(labels, SampleLabel.CLASS, className(sample.objectClass));
            label(labels, SampleLabel.THREAD, threadName(sample.thread));
            label(labels, "owner", threadName(sample.owner));
            tally.add(stacks.of(sample.stack), labels, entry.getValue());
        }
        raw.clear();
    }

    private String className(long key) throws IOException {
        return key == 0 ? null : HiddenClass.withoutAddress(events.className(key));
    }

    private String threadName(long key) throws IOException {
        return key == 0 ? null : WholeStacks.name(events.thread(key));
    }

    private static void label(List<SampleLabel> labels, String key, String text) {
        if (text != null) {
            labels.add(SampleLabel.text(key, text));
        }
    }
}
