package dev.customprofiles;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import jdk.jfr.FlightRecorder;

/**
 * A named set of live objects: whatever an application opens and must close. {@link #add} where it is opened, {@link
 * #remove} where it is closed, and a JDK Flight Recorder recording tells which call sites held how many, at any instant.
 *
 * <pre>{@code
 * private static final Profile OPEN = Profile.create("blobstore.Open");
 *
 * static Blob open(String name) {
 *     Blob blob = new Blob(name);
 *     OPEN.add(blob, 1); // the stack begins in our caller
 *     return blob;
 * }
 *
 * void close() {
 *     OPEN.remove(this);
 * }
 * }</pre>
 *
 * <p>Values are told apart by identity, never by {@code equals}, and are never kept alive: a value that is garbage
 * collected leaves the profile, and the recording says that nobody removed it. Every method may be called on any
 * thread, virtual ones too, and removing on another thread than adding is normal. No method throws but for the misuse
 * that it documents.
 *
 * <p>Profiles live as long as the JVM; there is no way to unregister one.
 */
public final class Profile {

    /** The profiles that JFR has by itself, under the names that Go gives them. */
    private static final Set<String> BUILTIN =
            Set.of("allocs", "block", "goroutine", "heap", "mutex", "profile", "threadcreate");

    private static final int LONGEST_NAME = 200;
    private static final int STRIPES = stripes(Runtime.getRuntime().availableProcessors());

    /** How many collected values one add or remove writes events for, so that no caller pays for all of them. */
    private static final int COLLECTED_PER_CALL = 16;

    private static final ConcurrentSkipListMap<String, Profile> PROFILES = new ConcurrentSkipListMap<>();

    /** Values of all profiles that the collector took and nobody has taken out of their profile yet. */
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

    static {
        // Known to JFR before the first event, so that a recording started earlier has them enabled in time.
        if (FlightRecorder.isAvailable()) {
            FlightRecorder.register(AddEvent.class);
            FlightRecorder.register(FrameEvent.class);
            FlightRecorder.addPeriodicEvent(RemoveEvent.class, Profile::tidy);
            FlightRecorder.addPeriodicEvent(LiveSiteEvent.class, Profile::removeCollected);
            FlightRecorder.addPeriodicEvent(SnapshotEvent.class, Profile::takeSnapshot);
        }
    }

    private final String name;
    private final String unit;

    /** The number of the latest snapshot when the profile was created. */
    private final int born;

    private final Stripe[] stripes = new Stripe[STRIPES];

    Profile(Builder builder) {
        this.name = builder.name;
        this.unit = builder.unit;
        this.born = Snapshot.latestEpoch();
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new Stripe(born);
        }
    }

    /**
     * Creates a profile and registers it under its name.
     *
     * @param name by Go's convention {@code import/path.Thing}; {@code blobstore.Open}, say. One to 200 characters,
     *     without spaces, control characters or other invisible ones
     * @throws IllegalStateException if the name is taken, by a profile or by one of the builtin {@code allocs}, {@code
     *     block}, {@code goroutine}, {@code heap}, {@code mutex}, {@code profile} and {@code threadcreate}
     * @throws IllegalArgumentException if it is not a name
     */
    public static Profile create(String name) {
        return builder(name).create();
    }

    /**
     * For a profile with options.
     *
     * @throws IllegalArgumentException if it is not a name
     * @see #create(String)
     */
    public static Builder builder(String name) {
        requireName(name);
        return new Builder(name);
    }

    /** The options of a profile that is about to be created. */
    public static final class Builder {

        private final String name;
        private String unit;

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Declares what the objects' weights are counted in: {@code bytes}, {@code permits}, {@code rows}. Readers
         * scale {@code bytes} and {@code nanoseconds}. Without a unit weights are recorded but not shown.
         *
         * @throws IllegalArgumentException if the unit is no name of at most 200 visible characters
         */
        public Builder unit(String weightUnit) {
            requireName(weightUnit);
            this.unit = weightUnit;
            return this;
        }

        /**
         * Creates the profile and registers it.
         *
         * @throws IllegalStateException if the name is taken
         */
        public Profile create() {
            Profile profile = new Profile(this);
            if (BUILTIN.contains(name) || PROFILES.putIfAbsent(name, profile) != null) {
                throw new IllegalStateException("profile name already in use: " + name);
            }
            Snapshot.announce(profile);
            return profile;
        }
    }

    /** The profile of that name; empty if there is none. */
    public static Optional<Profile> lookup(String name) {
        return Optional.ofNullable(PROFILES.get(Objects.requireNonNull(name, "name")));
    }

    /** All profiles of this JVM at this moment, sorted by name. The list does not change afterwards. */
    public static List<Profile> profiles() {
        return List.copyOf(PROFILES.values());
    }

    public String name() {
        return name;
    }

    /** The number of live objects. Exact when no other thread adds or removes meanwhile. */
    public int count() {
        removeCollected();
        int count = 0;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                count += stripe.size();
            }
        }
        return count;
    }

    /** As {@link #add(Object, int)} with a skip of 0: the stack begins in the caller of this method. */
    public void add(Object value) {
        enter(value, 0, 0, null);
    }

    /**
     * Adds a value, with the stack of this call.
     *
     * <p>Frames are skipped like this, in a method {@code Blob.open} that adds and is called by {@code Main.run}:
     *
     * <pre>
     * skip 0   Blob.open     the caller of add
     * skip 1   Main.run      its caller
     * skip 2   Main.main
     * </pre>
     *
     * @param skip how many frames to leave out; more than there are leave one pseudo frame that says so
     * @throws NullPointerException if the value is null
     * @throws IllegalStateException if the value is in the profile; the first adding stays as it is
     * @throws IllegalArgumentException if skip is negative
     */
    public void add(Object value, int skip) {
        enter(value, skip, 0, null);
    }

    /**
     * Adds a value with a weight and a label.
     *
     * @param weight what the value counts for besides being one: bytes, permits, rows. May be 0 or negative
     * @param label a short string that tells this value's kind from others of the same site: the pool, the tenant, the
     *     table. A label makes a site of its own, so it should not be unique to the object. Null and empty mean none
     * @see #add(Object, int)
     */
    public void add(Object value, int skip, long weight, String label) {
        enter(value, skip, weight, label);
    }

    /**
     * Removes a value. The recording keeps when, and how long it was in the profile.
     *
     * @return whether the value was in the profile; removing one that is not, null too, does nothing
     */
    public boolean remove(Object value) {
        if (value == null) {
            return false;
        }
        Removal removal = takeOut(value);
        if (removal == null) {
            return false;
        }
        commit(removal, false);
        Reference.reachabilityFence(value);
        removeCollected(COLLECTED_PER_CALL);
        return true;
    }

    /**
     * Adds an object that has no Java object of its own; the handle stands for it. Closing the handle removes it: the
     * caller has nothing to look up. The stack begins in the caller of this method.
     */
    public Handle track() {
        Handle handle = new Handle(this);
        enter(handle, 0, 0, null);
        return handle;
    }

    /**
     * As {@link #track()}, with a skip, a weight and a label.
     *
     * @throws IllegalArgumentException if skip is negative
     * @see #add(Object, int, long, String)
     */
    public Handle track(int skip, long weight, String label) {
        Handle handle = new Handle(this);
        enter(handle, skip, weight, label);
        return handle;
    }

    /** What the weights are counted in; null if nothing was declared. */
    String unit() {
        return unit;
    }

    /** The epoch that the profile begins with, as its announcement says. */
    int born() {
        return born;
    }

    /**
     * Counts the live objects for a snapshot, stripe by stripe, and moves each stripe on to the snapshot's epoch.
     *
     * @return how many objects were ever added before their stripe's cut
     */
    long cut(int epoch, Cut cut) {
        long added = 0;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                stripe.cut(epoch, cut);
                added += stripe.added();
            }
        }
        return added;
    }

    /**
     * Adds a value. The stack is taken in here, by JFR when the event is committed and by the capture, so that both have
     * the same frames: this one, the public method's, and the application's.
     */
    private void enter(Object value, int skip, long weight, String label) {
        Objects.requireNonNull(value, "value");
        if (skip < 0) {
            throw new IllegalArgumentException("skip is negative: " + skip);
        }
        AddEvent event = new AddEvent();
        String objectClass = value.getClass().getTypeName();
        Object where = CaptureMode.wantsStack(event) ? new Capture(objectClass, skip) : objectClass;
        LiveObject object = insert(value, weight, label == null || label.isEmpty() ? null : label, where);
        if (event.shouldCommit()) {
            event.profile = name;
            event.id = object.id;
            event.epoch = object.epoch;
            event.skip = skip;
            event.objectClass = value.getClass();
            event.weight = weight;
            event.label = object.label;
            event.commit();
        }
        Reference.reachabilityFence(value);
        removeCollected(COLLECTED_PER_CALL);
    }

    /** Takes a value out of the set; null if it is not in it. */
    Removal takeOut(Object value) {
        int hash = System.identityHashCode(value);
        Stripe stripe = stripe(hash);
        synchronized (stripe) {
            LiveObject object = stripe.find(value, hash);
            return object == null ? null : stripe.remove(object);
        }
    }

    /** Puts a value into the set. */
    LiveObject insert(Object value, long weight, String label, Object where) {
        int hash = System.identityHashCode(value);
        long now = System.nanoTime();
        Stripe stripe = stripe(hash);
        LiveObject object;
        synchronized (stripe) {
            if (stripe.find(value, hash) != null) {
                throw new IllegalStateException(name + ": value is already in the profile");
            }
            object = new LiveObject(value, COLLECTED, this, stripe.nextId(), hash, stripe.epoch(), label);
            stripe.insert(object, where, weight, now);
        }
        if (where instanceof Capture) {
            WaitingCaptures.offer(object, now);
        }
        return object;
    }

    /** Takes an object out of the set whose value was collected, unless the application removed it before. */
    private static void removeCollected(LiveObject object) {
        Stripe stripe = object.profile.stripe(object.hash);
        Removal removal;
        synchronized (stripe) {
            removal = stripe.remove(object);
        }
        if (removal != null) {
            commit(removal, true);
        }
    }

    private static void commit(Removal removal, boolean collected) {
        RemoveEvent event = new RemoveEvent();
        if (event.shouldCommit()) {
            event.profile = removal.object().profile.name;
            event.id = removal.object().id;
            event.epoch = removal.epoch();
            event.site = removal.site();
            event.age = System.nanoTime() - removal.addedNanos();
            event.weight = removal.weight();
            event.label = removal.object().label;
            event.collected = collected;
            event.commit();
        }
        if (removal.where() instanceof Site site) {
            Sites.release(site);
        }
    }

    private static void removeCollected() {
        removeCollected(Integer.MAX_VALUE);
    }

    private static void tidy() {
        removeCollected();
        WaitingCaptures.resolveOld();
    }

    private static void takeSnapshot() {
        removeCollected();
        Snapshot.take(PROFILES.values());
    }

    /** Takes the collected values of all profiles out, as many as the limit says. */
    private static void removeCollected(int limit) {
        for (int i = 0; i < limit && COLLECTED.poll() instanceof LiveObject object; i++) {
            removeCollected(object);
        }
    }

    /** The capture of an object; null if it has none any more, or has left. */
    Capture capture(LiveObject object) {
        Stripe stripe = stripe(object.hash);
        synchronized (stripe) {
            return stripe.capture(object);
        }
    }

    /** Notes the site that an object's capture turned out to be; false if it has one already, or has left. */
    boolean resolve(LiveObject object, Site site) {
        Stripe stripe = stripe(object.hash);
        synchronized (stripe) {
            return stripe.resolve(object, site);
        }
    }

    private Stripe stripe(int hash) {
        // Fibonacci hashing: the stripe comes from the top bits, the bucket inside it from the bottom ones.
        return stripes[(hash * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(STRIPES - 1)];
    }

    /** A power of two, at least 2, so that as many threads as there are processors seldom want the same one. */
    private static int stripes(int processors) {
        return Integer.highestOneBit(Math.min(Math.max(processors, 1) * 4, 64));
    }

    private static void requireName(String name) {
        Objects.requireNonNull(name, "name");
        boolean visible = name.codePoints().noneMatch(Profile::isInvisible);
        if (name.isEmpty() || name.length() > LONGEST_NAME || !visible) {
            throw new IllegalArgumentException("not a profile name (1 to " + LONGEST_NAME
                    + " visible characters, no spaces, such as blobstore.Open): \"" + name + '"');
        }
    }

    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SPACE_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
