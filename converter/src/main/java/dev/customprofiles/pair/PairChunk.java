package dev.customprofiles.pair;

import dev.customprofiles.counts.Instants;
import dev.customprofiles.counts.LeftOutEvents;
import dev.customprofiles.counts.ProfileSite;
import dev.customprofiles.counts.SiteTable;
import dev.customprofiles.counts.Stacks;
import dev.customprofiles.counts.Turnover;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.Unpaired;
import dev.customprofiles.pair.PairField.Kind;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventField;
import dev.customprofiles.reader.EventSelection;
import dev.customprofiles.reader.EventType;
import dev.customprofiles.reader.ThreadInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the events of a pair in one chunk and groups them into {@linkplain PairRun runs}. Events may be in any order.
 * The stack of an opening is resolved only if the chunk has no later event of its key.
 */
final class PairChunk {

    private static final int OPEN = 0;
    private static final int CLOSE = 1;
    private static final String DATA_LOSS = "jdk.DataLoss";
    private static final String SETTING = "jdk.ActiveSetting";

    /** Marks a closing in place of a site. */
    private static final int CLOSES = -1;

    /** JFR's marker of an absent number. */
    private static final long NO_NUMBER = Long.MIN_VALUE;

    private record RawSite(long stack, long thread, String label) {}

    /** The fields of an event to read, each once even if it has several uses. */
    private static final class Fields {
        private final List<String> names = new ArrayList<>();

        int slot(String name) {
            int slot = names.indexOf(name);
            if (slot < 0) {
                names.add(name);
                slot = names.size() - 1;
            }
            return slot;
        }

        EventSelection of(String event) {
            return new EventSelection(event, names);
        }
    }

    /** Reads the values of a field, caching those of references. */
    private final class Values {
        private final PairField field;
        private final int slot;
        private final Function<ThreadInfo, Object> ofThread;
        private final Map<Long, Object> known = new HashMap<>();

        /** @param field null if this chunk's layout of the event lacks it */
        Values(PairField field, Fields fields, Function<ThreadInfo, Object> ofThread) {
            this.field = field;
            this.slot = field == null ? -1 : fields.slot(field.slot());
            this.ofThread = ofThread;
        }

        /** Returns the value in the current event; null if there is none. */
        Object get() throws IOException {
            if (field == null || !events.has(slot)) {
                return null;
            }
            if (!field.reference()) {
                return resolve();
            }
            long reference = events.longAt(slot);
            Object value = known.get(reference);
            if (value == null) {
                value = resolve();
                if (value != null) {
                    known.put(reference, value);
                }
            }
            return value;
        }

        /** Returns the value as text. */
        String text() throws IOException {
            boolean number = field != null && field.kind() == Kind.WHOLE_NUMBER;
            Object value = number ? events.stringAt(slot) : get();
            return value == null ? null : value.toString();
        }

        private Object resolve() throws IOException {
            if (field.kind() == Kind.WHOLE_NUMBER) {
                long number = events.longAt(slot);
                return number == NO_NUMBER ? null : (Object) number;
            }
            if (field.member() != null) {
                return events.stringAt(slot, field.member());
            }
            if (field.kind() == Kind.THREAD) {
                ThreadInfo thread = events.threadAt(slot);
                return thread == null ? null : ofThread.apply(thread);
            }
            return events.stringAt(slot);
        }
    }

    private final Question question;
    private final Instants instants;
    private final Instants.Cursor cursor;
    private final PairPlan plan;
    private final Chunk chunk;
    private final SiteTable sites;
    private final PairOutcome outcome;
    private ChunkReader events;
    private Values openKeys;
    private Values closeKeys;
    private Values labels;
    private PairField weight;
    private int weightSlot;
    private int stackSlot;
    private int threadSlot;
    private int durationSlot;
    private long dataLossType = -1;
    private long openType = -1;
    private long closeType = -1;

    private Stacks stacks;

    /** Turnover by number of the raw site; null unless requested. */
    private final Turnover turnover;

    private final Map<Object, Integer> keyNumbers = new HashMap<>();
    private final List<Object> keys = new ArrayList<>();
    private final Map<RawSite, Integer> siteNumbers = new HashMap<>();
    private final List<RawSite> rawSites = new ArrayList<>();
    private final List<Integer> resolvedSites = new ArrayList<>();

    private int size;
    private int[] key = new int[256];
    private int[] site = new int[256];
    private long[] ticks = new long[256];
    private long[] weights = new long[256];

    private PairChunk(Question question, Instants instants, PairPlan plan, Chunk chunk, SiteTable sites) {
        this.question = question;
        this.instants = instants;
        this.cursor = instants.cursor();
        this.plan = plan;
        this.chunk = chunk;
        this.sites = sites;
        this.outcome = new PairOutcome(chunk.jvm(), plan.settledBefore(chunk), instants.size());
        this.turnover = question.turnover() ? new Turnover() : null;
    }

    /**
     * Reads a chunk.
     *
     * @param sites the sites of all chunks
     */
    static PairOutcome run(Question question, Instants instants, PairPlan plan, Chunk chunk, SiteTable sites)
            throws IOException {
        PairChunk pairs = new PairChunk(question, instants, plan, chunk, sites);
        try (ChunkReader events = chunk.read(pairs.selections())) {
            pairs.events = events;
            pairs.stacks = new Stacks(sites, events);
            pairs.readEvents();
            pairs.makeRuns();
            pairs.outcome.turnover = pairs.turnoverBySite();
        }
        return pairs.outcome;
    }

    private EventSelection[] selections() throws IOException {
        EventPair pair = plan.pair();
        Map<String, EventType> types = new HashMap<>();
        chunk.eventTypes().forEach(type -> types.putIfAbsent(type.name(), type));
        Fields open = new Fields();
        openKeys = new Values(key(types.get(pair.open()), pair.key()), open, PairChunk::identity);
        labels = new Values(find(types.get(pair.open()), pair.label()), open, PairChunk::name);
        weight = find(types.get(pair.open()), pair.weight());
        weightSlot = weight == null ? -1 : open.slot(weight.slot());
        stackSlot = open.slot("stackTrace");
        threadSlot = open.slot("eventThread");
        durationSlot = open.slot("duration");
        Fields close = new Fields();
        closeKeys = new Values(key(types.get(pair.close()), pair.closeKey()), close, PairChunk::identity);
        List<EventSelection> selections = new ArrayList<>(List.of(open.of(pair.open()), close.of(pair.close())));
        if (!Set.of(pair.open(), pair.close()).contains(DATA_LOSS)
                && !Set.of(pair.open(), pair.close()).contains(SETTING)) {
            selections.add(EventSelection.of(DATA_LOSS, "amount"));
            selections.add(EventSelection.of(SETTING, "id", "name", "value"));
        }
        dataLossType = id(types.get(DATA_LOSS));
        openType = id(types.get(pair.open()));
        closeType = id(types.get(pair.close()));
        return selections.toArray(new EventSelection[0]);
    }

    private static long id(EventType type) {
        return type == null ? -1 : type.id();
    }

    private PairField key(EventType type, String name) throws IOException {
        PairField field = find(type, name);
        return field == null || field.kind() != plan.keyKind() ? null : field;
    }

    private PairField find(EventType type, String name) throws IOException {
        return type == null || name == null ? null : PairField.find(chunk, type, name);
    }

    /** Java never reuses thread ids, but a non-Java thread has only the id of the operating system. */
    private static Object identity(ThreadInfo thread) {
        return thread.javaThreadId() > 0 ? thread.javaThreadId() : -1 - thread.osThreadId();
    }

    /** Most virtual threads have no name, so they are named by id to keep them apart. */
    private static String name(ThreadInfo thread) {
        return thread.displayName().isEmpty() ? "#" + thread.javaThreadId() : thread.displayName();
    }

    private void readEvents() throws IOException {
        EventPair pair = plan.pair();
        LeftOutEvents leftOut = new LeftOutEvents(chunk, Set.of(pair.open(), pair.close()));
        for (int event = events.next(); event >= 0; event = events.next()) {
            if (event == OPEN) {
                open();
            } else if (event == CLOSE) {
                close();
            } else if (event == CLOSE + 1) {
                outcome.lossRecorded = true;
                outcome.lostBytes += events.longAt(0);
            } else {
                setting(events.longAt(0), events.stringAt(1), events.stringAt(2));
                leftOut.setting(events.longAt(0), events.startNanos(), events.stringAt(1), events.stringAt(2));
            }
        }
        outcome.leftOut = leftOut.switchedOff();
    }

    private void setting(long type, String name, String value) {
        if (type == dataLossType && "enabled".equals(name) && "true".equals(value)) {
            outcome.lossRecorded = true;
        }
        if (name != null && value != null && type == openType) {
            outcome.openSettings.add(name + '=' + value);
        }
        if (name != null && value != null && type == closeType) {
            outcome.closeSettings.add(name + '=' + value);
        }
    }

    private void open() throws IOException {
        long time = events.endTicks(durationSlot);
        if (counts(time)) {
            Object opened = openKeys.get();
            if (opened == null) {
                keyless();
            } else {
                outcome.counts.added(interval(time), 1);
                int from = rawSite();
                if (turnover != null) {
                    turnover.added(from, 1);
                }
                add(opened, time, from, weight());
            }
        }
    }

    private void close() throws IOException {
        long time = events.startTicks();
        if (counts(time)) {
            Object closed = closeKeys.get();
            if (closed == null) {
                keyless();
            } else {
                outcome.counts.removed(interval(time), false);
                add(closed, time, CLOSES, 0);
            }
        }
    }

    private boolean counts(long time) {
        return events.nanosOf(time) <= instants.last();
    }

    /** Returns the index of the first instant at or after a time. */
    private int interval(long time) {
        return cursor.from(events.nanosOf(time));
    }

    private void keyless() {
        outcome.unpaired = outcome.unpaired.plus(new Unpaired(0, 0, 1));
    }

    private long weight() {
        if (weight == null) {
            return 0;
        }
        long value = weight.kind() == Kind.FRACTION && weight.unit() != EventField.Unit.TIMESPAN
                ? Math.round(events.doubleAt(weightSlot))
                : events.nanosAt(weightSlot);
        return value == NO_NUMBER ? 0 : value;
    }

    private int rawSite() throws IOException {
        RawSite raw = new RawSite(
                events.longAt(stackSlot), question.byThread() ? events.longAt(threadSlot) : 0, labels.text());
        return siteNumbers.computeIfAbsent(raw, absent -> {
            rawSites.add(raw);
            resolvedSites.add(null);
            return rawSites.size() - 1;
        });
    }

    private void add(Object ofKey, long time, int atSite, long weighing) {
        if (size == key.length) {
            key = Arrays.copyOf(key, 2 * size);
            site = Arrays.copyOf(site, 2 * size);
            ticks = Arrays.copyOf(ticks, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
        }
        key[size] = keyNumbers.computeIfAbsent(ofKey, absent -> {
            keys.add(ofKey);
            return keys.size() - 1;
        });
        site[size] = atSite;
        ticks[size] = time;
        weights[size] = weighing;
        size++;
    }

    private void makeRuns() throws IOException {
        int[] ends = new int[keys.size() + 1];
        for (int event = 0; event < size; event++) {
            ends[key[event] + 1]++;
        }
        for (int number = 0; number < keys.size(); number++) {
            ends[number + 1] += ends[number];
        }
        // Position of the next event of each key; in the end, the start of the next key's events.
        int[] order = new int[size];
        for (int event = 0; event < size; event++) {
            order[ends[key[event]]++] = event;
        }
        int from = 0;
        for (int number = 0; number < keys.size(); number++) {
            sort(order, from, ends[number]);
            makeRuns(keys.get(number), order, from, ends[number]);
            from = ends[number];
        }
    }

    /** Sorts by time; events of the same time stay in the order of the file. */
    private void sort(int[] order, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (ticks[order[i]] < ticks[order[i - 1]]) {
                Integer[] unsorted = Arrays.stream(order, from, to).boxed().toArray(Integer[]::new);
                Arrays.sort(unsorted, Comparator.comparingLong(event -> ticks[event]));
                for (int k = 0; k < unsorted.length; k++) {
                    order[from + k] = unsorted[k];
                }
                return;
            }
        }
    }

    private void makeRuns(Object ofKey, int[] order, int from, int to) throws IOException {
        int first = from;
        while (first < to) {
            int last = first;
            int instant = interval(ticks[order[first]]);
            while (last + 1 < to
                    && isSettled(order[first])
                    && isSettled(order[last + 1])
                    && interval(ticks[order[last + 1]]) == instant) {
                join(order[last], order[last + 1]);
                last++;
            }
            int end = order[last];
            boolean opens = site[end] != CLOSES;
            boolean matters = turnover != null || last + 1 == to || interval(ticks[order[last + 1]]) != instant;
            outcome.runs.add(new PairRun(
                    ofKey,
                    ticks[order[first]],
                    events.nanosOf(ticks[order[first]]),
                    site[order[first]] != CLOSES,
                    ticks[end],
                    events.nanosOf(ticks[end]),
                    instant,
                    opens,
                    weights[end],
                    opens && matters ? resolved(site[end]) : PairRun.NO_SITE));
            first = last + 1;
        }
    }

    /** Returns whether the event lies in a time in which no other chunk has events. */
    private boolean isSettled(int event) {
        long nanos = events.nanosOf(ticks[event]);
        return chunk.startNanos() <= nanos && nanos < outcome.settledBefore;
    }

    private void join(int event, int after) {
        boolean opens = site[after] != CLOSES;
        if (opens == (site[event] != CLOSES)) {
            outcome.unpaired = outcome.unpaired.plus(opens ? new Unpaired(1, 0, 0) : new Unpaired(0, 1, 0));
        } else if (turnover != null && !opens) {
            turnover.removed(site[event], events.nanosOf(ticks[after]) - events.nanosOf(ticks[event]));
        }
    }

    private Turnover turnoverBySite() throws IOException {
        if (turnover == null) {
            return null;
        }
        Turnover bySite = new Turnover();
        for (int number = 0; number < turnover.size(); number++) {
            if (turnover.has(number)) {
                bySite.add(resolved(number), turnover, number);
            }
        }
        return bySite;
    }

    private int resolved(int number) throws IOException {
        Integer resolved = resolvedSites.get(number);
        if (resolved == null) {
            RawSite raw = rawSites.get(number);
            ThreadInfo thread = question.byThread() ? events.thread(raw.thread) : null;
            List<Frame> frames = stacks.frames(raw.stack, 0);
            Site made = new Site(frames, raw.label, null, thread == null ? null : name(thread));
            resolved = sites.number(new ProfileSite(question.profile(), made));
            resolvedSites.set(number, resolved);
        }
        return resolved;
    }
}
