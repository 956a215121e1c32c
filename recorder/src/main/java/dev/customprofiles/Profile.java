package dev.customprofiles;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A named set of live objects: whatever an application opens and must close. Call {@link #add} where it is opened and {@link
 * #remove} where it is closed, and a JDK Flight Recorder recording shows which call sites held how many, at any instant.
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
 * <p>Values are compared by identity, never by {@code equals}, and are never kept alive. A value that is garbage collected
 * stays in its profile, as in Go: only {@link #remove} ends its life there. The recording marks it as collected, for nothing can
 * remove it any more. A profile that is built with {@link Builder#weak()} drops collected values instead.
 *
 * <p>Every method may be called on any thread, including virtual ones, and removing on another thread than adding is normal.
 * No method throws except for the misuse that it documents, unless the stack overflows at the call itself. If the recorder fails
 * inside, of want of memory or stack say, a value that is being added may be missing from the profile, and one that is being
 * removed while the stack overflows may stay in it; the profile stays consistent. Where there is no JDK Flight Recorder, values
 * are counted and nothing is recorded.
 *
 * <p>Profiles live as long as the class loader that loaded this class; there is no way to unregister one.
 */
public final class Profile {

    /** The profiles that JFR has by itself, under the names that Go gives them. */
    private static final Set<String> BUILTIN =
            Set.of("allocs", "block", "goroutine", "goroutineleak", "heap", "mutex", "profile", "threadcreate");

    private static final int LONGEST_NAME = 200;

    /** How many collected values one add or remove processes, so that no caller pays for all of them. */
    private static final int COLLECTED_PER_CALL = 4;

    private static final Journal JOURNAL = Journal.INSTANCE;

    /**
     * All that adding and removing need. A class whose initializer runs out of memory or stack fails for ever after, so that must
     * not happen in the depth of an application's call.
     */
    private static final List<Class<?>> NEEDED = List.of(
            AddedTimes.class,
            Capture.class,
            CaptureMode.class,
            CollectedCount.class,
            CollectedSites.class,
            Cut.class,
            Departure.class,
            FrameTable.class,
            Handle.class,
            LiveCount.class,
            LiveObject.class,
            LiveObjects.class,
            Profiles.class,
            Site.class,
            SiteCount.class,
            Sites.class,
            Snapshot.class,
            Stripe.class,
            ThrowableDepth.class,
            WaitingCaptures.class);

    static {
        start();
    }

    private final String name;
    private final String unit;
    private final boolean weak;

    /** The number of the latest snapshot when the profile was created. */
    private final int born;

    private final LiveObjects objects;

    /**
     * How many events could not be written, and how many of these are reported or known to a snapshot. Counted without a lock or a
     * call, which could fail again, so the number may be too small, but never 0 for some.
     */
    private volatile long lostEvents;

    private long lostBefore;

    Profile(Builder builder) {
        this.name = builder.name;
        this.unit = builder.unit;
        this.weak = builder.weak;
        this.born = Snapshot.latestEpoch();
        this.objects = new LiveObjects(this, born);
    }

    /**
     * Creates a profile and registers it under its name.
     *
     * @param name by convention dotted like a class, such as {@code blobstore.Open}. One to 200 characters, without spaces,
     *     control characters or other invisible ones
     * @throws IllegalStateException if the name is taken, by a profile or by one of the builtin {@code allocs}, {@code
     *     block}, {@code goroutine}, {@code goroutineleak}, {@code heap}, {@code mutex}, {@code profile} and {@code threadcreate}
     * @throws IllegalArgumentException if it is not a name
     */
    public static Profile create(String name) {
        return builder(name).create();
    }

    /**
     * Returns the profile of that name, and creates it if there is none.
     *
     * @throws IllegalStateException if the name is that of a builtin profile
     * @throws IllegalArgumentException if it is not a name
     * @see #create(String)
     */
    public static Profile getOrCreate(String name) {
        return builder(name).getOrCreate();
    }

    /**
     * Starts a profile with options.
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
        private boolean weak;

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Declares the unit of the objects' weights: {@code bytes}, {@code permits}, {@code rows}. Readers scale {@code
         * bytes} and {@code nanoseconds}. Without a unit weights are recorded but not shown.
         *
         * @throws IllegalArgumentException if the unit is no name of at most 200 visible characters
         */
        public Builder unit(String weightUnit) {
            requireName(weightUnit);
            this.unit = weightUnit;
            return this;
        }

        /**
         * Makes the garbage collector remove objects: one whose value is collected leaves the profile. For things that need
         * not be closed, such as direct buffers.
         */
        public Builder weak() {
            this.weak = true;
            return this;
        }

        /**
         * Creates the profile and registers it.
         *
         * @throws IllegalStateException if the name is taken
         */
        public Profile create() {
            Profile profile = new Profile(this);
            if (BUILTIN.contains(name) || Profiles.putIfAbsent(profile) != null) {
                throw new IllegalStateException("profile name already in use: " + name);
            }
            Snapshot.announce(profile);
            return profile;
        }

        /**
         * Returns the profile of that name, and creates it with these options if there is none. The options of a profile that
         * exists stay as they are.
         *
         * @throws IllegalStateException if the name is that of a builtin profile
         */
        public Profile getOrCreate() {
            Profile known = Profiles.named(name);
            if (known != null) {
                return known;
            }
            if (BUILTIN.contains(name)) {
                throw new IllegalStateException("profile name already in use: " + name);
            }
            Profile profile = new Profile(this);
            Profile other = Profiles.putIfAbsent(profile);
            if (other != null) {
                return other;
            }
            Snapshot.announce(profile);
            return profile;
        }
    }

    /** The profile of that name; empty if there is none. */
    public static Optional<Profile> lookup(String name) {
        return Optional.ofNullable(Profiles.named(Objects.requireNonNull(name, "name")));
    }

    /** All profiles at this moment, sorted by name. The list does not change afterwards. */
    public static List<Profile> profiles() {
        return List.copyOf(Profiles.all());
    }

    public String name() {
        return name;
    }

    /**
     * The number of live objects: those added and not removed. A collected value still counts, except in a weak profile. Exact
     * when no other thread adds or removes meanwhile; at most {@link Integer#MAX_VALUE}. In a weak profile a collected value counts
     * until the recorder has noticed, which it does not do while a snapshot is taken.
     */
    public int count() {
        try {
            Profiles.processCollected(Integer.MAX_VALUE);
        } catch (Throwable failure) { // what was not processed is counted as it was before
            return exactCount();
        }
        return exactCount();
    }

    /** As {@link #add(Object, int)} with a skip of 0: the stack begins in the caller of this method. */
    public void add(Object value) {
        if (!enter(value, 0, 0, null)) {
            throw duplicate();
        }
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
     * @param skip how many frames to leave out; if there are fewer, one pseudo frame says so
     * @throws NullPointerException if the value is null
     * @throws IllegalStateException if the value is in the profile; the first adding stays as it is
     * @throws IllegalArgumentException if skip is negative
     */
    public void add(Object value, int skip) {
        if (!enter(value, skip, 0, null)) {
            throw duplicate();
        }
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
        if (!enter(value, skip, weight, label)) {
            throw duplicate();
        }
    }

    /**
     * As {@link #add(Object, int, long, String)}, but a value that is in the profile is left as it is.
     *
     * @return whether the value was added; false if it was in the profile before
     * @throws NullPointerException if the value is null
     * @throws IllegalArgumentException if skip is negative
     */
    public boolean addIfAbsent(Object value, int skip, long weight, String label) {
        return enter(value, skip, weight, label);
    }

    /**
     * Removes a value. The recording keeps when, and how long it was in the profile.
     *
     * @return whether the value was in the profile; a no-op for one that is not, and for null
     */
    public boolean remove(Object value) {
        if (value == null) {
            return false;
        }
        boolean found = false;
        boolean isReported = true;
        try {
            Departure departure = objects.takeOut(value);
            found = departure != null;
            isReported = !found;
            if (found && departure != Departure.UNREPORTED) {
                Sites.release(departure.where());
                JOURNAL.removed(departure);
                isReported = true;
                Reference.reachabilityFence(value);
                Profiles.processCollected(COLLECTED_PER_CALL);
            }
        } catch (Throwable failure) { // out of memory or stack; it must not become the application's failure
            lostEvents += isReported ? 0 : 1;
            return found;
        }
        lostEvents += isReported ? 0 : 1;
        return found;
    }

    /**
     * Adds an object that has no Java object of its own; the handle stands for it. Closing the handle removes it: the
     * caller has nothing to look up. The stack begins in the caller of this method.
     */
    public Handle track() {
        Handle handle = newHandle();
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
        Handle handle = newHandle();
        enter(handle, skip, weight, label);
        return handle;
    }

    private static void start() {
        try {
            for (Class<?> needed : NEEDED) {
                Class.forName(needed.getName(), true, needed.getClassLoader());
            }
            JOURNAL.schedule(Profiles::tidy, Profiles::takeSnapshot, Profiles::finishChunk);
        } catch (Throwable failure) { // there may be no snapshots, but objects are counted
            return;
        }
    }

    /** What the weights are counted in; null if nothing was declared. */
    String unit() {
        return unit;
    }

    /** Whether an object leaves the profile when its value is collected. */
    boolean isWeak() {
        return weak;
    }

    /** The epoch that the profile begins with, as its announcement says. */
    int born() {
        return born;
    }

    LiveObjects objects() {
        return objects;
    }

    private int exactCount() {
        return (int) Math.min(Integer.MAX_VALUE, objects.count());
    }

    private Handle newHandle() {
        try {
            return new Handle(this);
        } catch (OutOfMemoryError | StackOverflowError failure) {
            return Handle.NONE;
        }
    }

    private IllegalStateException duplicate() {
        return new IllegalStateException(name + ": value is already in the profile");
    }

    /**
     * Adds a value, unless it is there; then returns false. The capture's stack has this frame and the public method's above the
     * application's; JFR's has the journal's, too.
     */
    private boolean enter(Object value, int skip, long weight, String label) {
        if (value == null) { // without a call, so that the stack cannot overflow here
            throw new NullPointerException("value");
        }
        if (skip < 0) {
            throw new IllegalArgumentException("skip is negative: " + skip);
        }
        boolean wasAbsent = true;
        boolean isReported = false;
        if (value == Handle.NONE) {
            return wasAbsent;
        }
        try {
            String objectClass = value.getClass().getTypeName();
            Object where = CaptureMode.wantsStack(JOURNAL) ? new Capture(objectClass, skip) : objectClass;
            LiveObject object = objects.insert(value, weight, label == null || label.isEmpty() ? null : label, where);
            wasAbsent = object != null;
            if (wasAbsent) {
                JOURNAL.added(object, value.getClass(), skip, weight);
                isReported = true;
                Reference.reachabilityFence(value);
                Profiles.processCollected(COLLECTED_PER_CALL);
            }
        } catch (Throwable failure) { // out of memory or stack; it must not become the application's failure
            lostEvents += isReported ? 0 : 1;
        }
        return wasAbsent;
    }

    /** Notes that what became of a collected object could not be reported. */
    void lostEvent() {
        lostEvents++;
    }

    /** Reports lost events that are not reported yet. */
    synchronized void reportLost() {
        long lost = lostEvents;
        if (lost != lostBefore) {
            JOURNAL.lost(this, lost - lostBefore);
            lostBefore = lost;
        }
    }

    /** Called before a snapshot counts, which knows better. */
    synchronized void forgetLost() {
        lostBefore = lostEvents;
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
