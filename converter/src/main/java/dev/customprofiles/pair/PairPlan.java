package dev.customprofiles.pair;

import dev.customprofiles.live.Span;
import dev.customprofiles.pair.PairField.Kind;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.EventField;
import dev.customprofiles.reader.EventType;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Preparation for replaying a pair of events: checks that a recording has the events and fields, and decides what to
 * read.
 */
final class PairPlan {

    private record Layout(Chunk chunk, EventType type) {}

    private enum Use {
        KEY("a whole number, a string, a thread, or a class or other thing with a name") {
            @Override
            boolean suits(PairField field) {
                return field.kind() != Kind.OTHER && field.kind() != Kind.FRACTION;
            }
        },
        WEIGHT("a number of the event itself, and no point in time") {
            @Override
            boolean suits(PairField field) {
                return (field.kind() == Kind.WHOLE_NUMBER || field.kind() == Kind.FRACTION)
                        && field.unit() != EventField.Unit.TIMESTAMP;
            }
        },
        LABEL("a number, a string, a thread, or a class or other thing with a name") {
            @Override
            boolean suits(PairField field) {
                return field.kind() != Kind.OTHER;
            }
        };

        final String what;

        Use(String what) {
            this.what = what;
        }

        abstract boolean suits(PairField field);
    }

    /** A requested field. */
    private record Wish(String event, String field, Use use) {}

    private final EventPair pair;
    private final Map<String, List<Layout>> layouts = new HashMap<>();
    private final Set<String> eventNames = new TreeSet<>();
    private final Map<Chunk, Chunk> next = new HashMap<>();
    private final List<Span> pauses = new ArrayList<>();
    private boolean closingsLast;
    private Kind keyKind;
    private String unit;

    private PairPlan(EventPair pair) {
        this.pair = pair;
        layouts.put(pair.open(), new ArrayList<>());
        layouts.put(pair.close(), new ArrayList<>());
    }

    static PairPlan of(Recording recording, EventPair pair) throws IOException, UnknownPairException {
        PairPlan plan = new PairPlan(pair);
        plan.order(recording.chunks());
        plan.find(recording.chunks());
        return plan;
    }

    EventPair pair() {
        return pair;
    }

    /** Returns the kind of the key. In a layout in which the field has another kind, events have no key. */
    Kind keyKind() {
        return keyKind;
    }

    /** Returns the unit of the weights; null if there are none. */
    String unit() {
        return unit;
    }

    /** Returns the time ranges in which a JVM was not recorded, although it was before and after. */
    List<Span> pauses() {
        return pauses;
    }

    /**
     * Returns whether a chunk may have events at or before an instant: a closing may begin long before it is written.
     */
    boolean reads(Chunk chunk, long atNanos) {
        return closingsLast || chunk.startNanos() - Chunk.LATE_NANOS <= atNanos;
    }

    private boolean closingsLast() {
        return layouts.get(pair.close()).stream()
                .anyMatch(layout -> layout.type.fields().stream()
                        .anyMatch(field -> field.name().equals("duration")));
    }

    /** Returns the instant before which no later chunk can have events. */
    long settledBefore(Chunk chunk) {
        Chunk later = next.get(chunk);
        return later == null ? Long.MAX_VALUE : Math.min(chunk.endNanos(), later.startNanos()) - Chunk.LATE_NANOS;
    }

    private void order(List<Chunk> chunks) {
        for (int i = 1; i < chunks.size(); i++) {
            Chunk before = chunks.get(i - 1);
            Chunk after = chunks.get(i);
            if (before.jvm() == after.jvm()) {
                next.put(before, after);
                if (after.startNanos() - before.endNanos() > Chunk.ROTATION_NANOS) {
                    pauses.add(new Span(before.endNanos(), after.startNanos()));
                }
            }
        }
    }

    /** Searches the chunks until everything is found, starting with the last, which knows the most types. */
    private void find(List<Chunk> chunks) throws IOException, UnknownPairException {
        List<Wish> wishes = new ArrayList<>();
        wishes.add(new Wish(pair.open(), pair.key(), Use.KEY));
        wishes.add(new Wish(pair.close(), pair.closeKey(), Use.KEY));
        if (pair.weight() != null) {
            wishes.add(new Wish(pair.open(), pair.weight(), Use.WEIGHT));
        }
        if (pair.label() != null) {
            wishes.add(new Wish(pair.open(), pair.label(), Use.LABEL));
        }
        Map<Wish, PairField> found = new HashMap<>();
        for (int i = chunks.size() - 1; i >= 0 && found.size() < wishes.size(); i--) {
            Chunk chunk = chunks.get(i);
            for (EventType type : chunk.eventTypes()) {
                eventNames.add(type.name());
                if (layouts.containsKey(type.name())) {
                    layouts.get(type.name()).add(new Layout(chunk, type));
                    for (Wish wish : wishes) {
                        PairField field = wish.event.equals(type.name()) && !found.containsKey(wish)
                                ? PairField.find(chunk, type, wish.field)
                                : null;
                        if (field != null) {
                            found.put(wish, field);
                        }
                    }
                }
            }
        }
        for (Wish wish : wishes) {
            check(wish, found.get(wish));
        }
        use(
                found.get(wishes.get(0)),
                found.get(wishes.get(1)),
                pair.weight() == null ? null : found.get(wishes.get(2)));
    }

    private void check(Wish wish, PairField field) throws IOException, UnknownPairException {
        List<Layout> known = layouts.get(wish.event);
        if (known.isEmpty()) {
            throw UnknownPairException.event(wish.event, eventNames);
        }
        if (field == null) {
            Layout layout = known.get(0);
            throw UnknownPairException.field("no field \"" + wish.field + "\" in " + wish.event + " (has: "
                    + String.join(", ", PairField.names(layout.chunk, layout.type, wish.field)) + ")");
        }
        if (!wish.use.suits(field)) {
            throw UnknownPairException.field("the field " + wish.field + " of " + wish.event + " cannot be a "
                    + wish.use.name().toLowerCase(Locale.ROOT) + ", which is " + wish.use.what);
        }
    }

    private void use(PairField openKey, PairField closeKey, PairField weight) throws UnknownPairException {
        if (openKey.kind() != closeKey.kind()) {
            String fields = pair.key().equals(pair.closeKey())
                    ? "the field " + pair.key() + " is not the same kind of thing in " + pair.open() + " and in "
                    : "the field " + pair.key() + " of " + pair.open() + " is not the same kind of thing as "
                            + pair.closeKey() + " of ";
            throw UnknownPairException.field(fields + pair.close());
        }
        keyKind = openKey.kind();
        closingsLast = closingsLast();
        if (weight != null) {
            unit = switch (weight.unit()) {
                case BYTES -> "bytes";
                case BITS -> "bits";
                case TIMESPAN -> "nanoseconds";
                case NONE, TIMESTAMP -> "count";
            };
        }
    }
}
