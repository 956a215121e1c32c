package dev.customprofiles.heap;

import dev.customprofiles.heap.DumpObject.Instance;
import dev.customprofiles.heap.DumpObject.Primitives;
import dev.customprofiles.holders.AddKey;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The recorder's own objects in a dump: which objects are live in which profile, and where they were added.
 *
 * <p>The names of classes and fields that are read here are part of the recorder's format, as its events are. A dump made by each released
 * recorder is among the tests.
 */
final class RecorderObjects {

    private static final String STRIPE = "Stripe";
    private static final String LIVE_OBJECT = "LiveObject";
    private static final String PROFILE = "Profile";
    private static final String SITE = "Site";
    private static final String CAPTURE = "Capture";
    private static final String COLLECTED = "CollectedCount";
    private static final String JOURNAL = "JfrJournal";
    private static final String CLOCK = "Profiles";

    private static final double NANOS_PER_MILLI = 1e6;

    private final DumpIndex index;
    private final ReferencePass pass;
    private final DetailPass details;

    /** The frames of recorder sites by number: many objects share one. */
    private final Map<Integer, Site> sites = new HashMap<>();

    /** The number under which JFR knows a copy of the recorder. */
    private final Map<Copy, Long> numbers = new HashMap<>();

    private final Map<Copy, Clock> clocks = new HashMap<>();

    /** By copy and name: the units of profiles. */
    private final Map<List<Object>, String> units = new HashMap<>();

    /** A class loader may have loaded several relocated copies. */
    private record Copy(long loaderId, String packageName) {
        static Copy of(DumpClass type) {
            return new Copy(type.loaderId, type.name.substring(0, type.name.lastIndexOf('.')));
        }
    }

    private record Clock(long nanos, long millis) {
        double millisOf(double addedNanos) {
            return millis + (addedNanos - nanos) / NANOS_PER_MILLI;
        }
    }

    RecorderObjects(DumpIndex index, ReferencePass pass, DetailPass details) {
        this.index = index;
        this.pass = pass;
        this.details = details;
    }

    /** Asks for the paths to all values, and for what {@link #read} reads. Returns whether there is a recorder in the dump. */
    boolean want() {
        pass.kept.values().forEach(object -> {
            switch (name(object)) {
                case STRIPE -> wantStripe(object);
                case LIVE_OBJECT -> {
                    int value = number(object.reference("referent"));
                    if (value >= 0) {
                        details.wantPath(value);
                    }
                    wantString(object.reference("label"));
                }
                case PROFILE -> {
                    wantString(object.reference("name"));
                    wantString(object.reference("unit"));
                }
                case SITE -> {
                    wantString(object.reference("profile"));
                    wantString(object.reference("label"));
                    wantString(object.reference("objectClass"));
                    details.want(number(object.reference("frames")), 3);
                }
                case CAPTURE -> {
                    wantString(object.reference("objectClass"));
                    details.want(number(object.reference("backtrace")), Backtrace.DEPTH);
                }
                default -> wantString(object.reference("name")); // of a thread
            }
        });
        return pass.kept.values().stream().anyMatch(object -> name(object).equals(PROFILE));
    }

    private void wantStripe(Instance stripe) {
        for (String column : List.of("objects", "weights", "addedNanos")) {
            details.want(number(stripe.reference(column)), 0);
        }
        details.want(number(stripe.reference("where")), 2); // names of classes among them
    }

    private void wantString(long address) {
        details.want(number(address), 1);
    }

    /** Returns the recorder's class of an object, without its package; empty for objects of others. */
    private static String name(Instance object) {
        String name = object.type().name;
        return object.type().isRecorder ? name.substring(name.lastIndexOf('.') + 1) : "";
    }

    private int number(long address) {
        return index.objects.of(address);
    }

    private Instance recorderObject(long address) {
        return pass.kept.get(number(address));
    }

    /** Returns the live objects, and the collected ones by site. */
    List<Recorded> read() {
        for (DumpClass type : index.classes.values()) {
            if (type.isRecorder && type.name.endsWith("." + CLOCK)) {
                clocks.put(Copy.of(type), new Clock(number(type, "ANCHOR_NANOS"), number(type, "ANCHOR_MILLIS")));
            }
        }
        for (Instance object : pass.kept.values()) {
            switch (name(object)) {
                case JOURNAL -> numbers.put(Copy.of(object.type()), object.number("recorder"));
                case PROFILE ->
                    units.put(
                            List.of(Copy.of(object.type()), text(object.reference("name"))),
                            details.text(object.reference("unit")));
                default -> {}
            }
        }
        List<Recorded> found = new ArrayList<>();
        for (Instance object : pass.kept.values()) {
            switch (name(object)) {
                case STRIPE -> addStripe(object, found);
                case COLLECTED -> addCollected(object, found);
                default -> {}
            }
        }
        return found;
    }

    private static long number(DumpClass type, String field) {
        return type.statics.stream()
                .filter(candidate -> candidate.name().equals(field))
                .mapToLong(DumpClass.StaticField::value)
                .findFirst()
                .orElse(0);
    }

    private String text(long address) {
        String text = details.text(address);
        return text == null ? "?" : text;
    }

    private void addStripe(Instance stripe, List<Recorded> found) {
        long[] objects = elements(stripe.reference("objects"));
        long[] where = elements(stripe.reference("where"));
        long[] weights = numbers(stripe.reference("weights"));
        long[] addedNanos = numbers(stripe.reference("addedNanos"));
        int size = Math.min(stripe.integer("size"), Math.min(objects.length, where.length));
        for (int i = 0; i < size; i++) {
            Instance object = recorderObject(objects[i]);
            Instance profile = object == null ? null : recorderObject(object.reference("profile"));
            if (profile == null) {
                continue;
            }
            int value = number(object.reference("referent"));
            if (value < 0 && profile.octet("weak") != 0) {
                continue; // collected, and so no longer live in a weak profile
            }
            Instance place = recorderObject(where[i]);
            Copy copy = Copy.of(object.type());
            found.add(new Recorded(
                    value,
                    1,
                    text(profile.reference("name")),
                    details.text(profile.reference("unit")),
                    stack(place, number(where[i])),
                    details.text(object.reference("label")),
                    place == null ? details.text(where[i]) : details.text(place.reference("objectClass")),
                    i < weights.length ? weights[i] : 0,
                    i < addedNanos.length ? addedMillis(copy, addedNanos[i]) : 0,
                    new AddKey(numbers.getOrDefault(copy, 0L), object.number("id"))));
        }
    }

    private double addedMillis(Copy copy, double addedNanos) {
        Clock clock = clocks.get(copy);
        return clock == null || clock.millis == 0 ? 0 : clock.millisOf(addedNanos);
    }

    private void addCollected(Instance count, List<Recorded> found) {
        Instance site = recorderObject(count.reference("site"));
        long objects = count.number("objects");
        if (site == null || objects <= 0) {
            return;
        }
        Copy copy = Copy.of(count.type());
        String profile = text(site.reference("profile"));
        found.add(new Recorded(
                -1,
                objects,
                profile,
                units.get(List.of(copy, profile)),
                stack(site, number(count.reference("site"))),
                details.text(site.reference("label")),
                details.text(site.reference("objectClass")),
                count.number("weight"),
                // The clock's zero is the class's own.
                addedMillis(copy, number(count.type(), "ORIGIN") + count.real("sumAdded") / objects),
                new AddKey(0, 0)));
    }

    private long[] elements(long address) {
        return details.content(number(address)) instanceof DumpObject.References array ? array.elements() : new long[0];
    }

    private long[] numbers(long address) {
        return details.content(number(address)) instanceof Primitives array && array.array() instanceof long[] numbers
                ? numbers
                : new long[0];
    }

    /** Returns the stack of a recorder's site or of a capture; null for a capture that cannot be read. */
    private Site stack(Instance place, int number) {
        if (place == null) {
            return new Site(List.of(Frame.NO_STACK), null, null, null);
        }
        Site known = sites.get(number);
        if (known != null) {
            return known;
        }
        List<Frame> frames = name(place).equals(SITE) ? frames(place) : Backtrace.frames(place, index, details);
        if (frames == null) {
            return null;
        }
        Site site = new Site(frames, null, null, null);
        sites.put(number, site);
        return site;
    }

    private List<Frame> frames(Instance site) {
        List<Frame> frames = new ArrayList<>();
        for (long address : elements(site.reference("frames"))) {
            if (details.content(number(address)) instanceof Instance element) {
                frames.add(Frame.of(
                        text(element.reference("declaringClass")),
                        text(element.reference("methodName")),
                        element.integer("lineNumber")));
            }
        }
        if (frames.isEmpty()) {
            frames.add(Frame.NO_STACK);
        }
        if (site.octet("truncated") != 0) {
            frames.add(Frame.TRUNCATED);
        }
        return frames;
    }
}
