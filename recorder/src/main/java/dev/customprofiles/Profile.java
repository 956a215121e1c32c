package dev.customprofiles;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A named set of live objects, for resources that an application opens and must close. Call {@link #add} where it is
 * opened and {@link #remove} where it is closed, and a JDK Flight Recorder recording shows which call sites held how
 * many, at any instant.
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
 * <p>Values are compared by identity, never by {@code equals}, and are never kept alive. A value that is garbage
 * collected stays in its profile, as in Go: only {@link #remove} ends its life there. The recording marks it as
 * collected, because nothing can remove it any more. A profile built with {@link Builder#weak()} drops collected values
 * instead.
 *
 * <p>Every method may be called on any thread, including virtual ones, and removing on another thread than adding is
 * normal. Methods throw only for the misuse that they document, or if the stack overflows at the call itself. If the
 * recorder runs out of memory or stack, a value that is being added may be missing from the profile, and a value that
 * is being removed during a stack overflow may stay in it. The profile stays consistent. If JDK Flight Recorder is
 * unavailable, values are counted and nothing is recorded.
 *
 * <p>Profiles live as long as the class loader of this class. They cannot be unregistered.
 *
 * @since 0.1
 */
public final class Profile {

    /** Names reserved for the builtin profiles, which are derived from JFR's own events. */
    private static final Set<String> BUILTIN =
            Set.of("allocs", "block", "goroutine", "goroutineleak", "heap", "mutex", "profile", "threadcreate");

    private static final int LONGEST_NAME = 200;

    /** Maximum of collected values that one add or remove processes, so that no caller pays for all of them. */
    private static final int COLLECTED_PER_CALL = 4;

    private static final Journal JOURNAL = Journal.INSTANCE;

    /**
     * Classes that adding and removing need. They are initialized up front: a class whose initializer runs out of
     * memory or stack deep in an application's call would be unusable for ever.
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
     * Number of events that could not be written, and how many of these are reported or covered by a snapshot. Counted
     * without a lock or a call, either of which could fail again. So the number may be too small, but it is not 0 if
     * events were lost.
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
     * @param name by convention dotted like a class name, such as {@code blobstore.Open}; 1 to 200 visible characters,
     *     no spaces
     * @return the new profile
     * @throws IllegalStateException if the name is taken by another profile or by one of the builtin profiles
     *     {@code allocs}, {@code block}, {@code goroutine}, {@code goroutineleak}, {@code heap}, {@code mutex},
     *     {@code profile} and {@code threadcreate}
     * @throws IllegalArgumentException if the name is empty, too long, or has spaces or invisible characters
     * @throws NullPointerException if the name is null
     */
    public static Profile create(String name) {
        return builder(name).create();
    }

    /**
     * {@return the profile of that name, creating it if it does not exist}
     *
     * @param name as for {@link #create(String)}
     * @throws IllegalStateException if the name is that of a builtin profile
     * @throws IllegalArgumentException if the name is empty, too long, or has spaces or invisible characters
     * @throws NullPointerException if the name is null
     * @see #create(String)
     */
    public static Profile getOrCreate(String name) {
        return builder(name).getOrCreate();
    }

    /**
     * {@return a builder for a profile with options}
     *
     * @param name as for {@link #create(String)}
     * @throws IllegalArgumentException if the name is empty, too long, or has spaces or invisible characters
     * @throws NullPointerException if the name is null
     * @see #create(String)
     */
    public static Builder builder(String name) {
        requireName(name);
        return new Builder(name);
    }

    /**
     * Builds a profile with options.
     *
     * @since 0.1
     */
    public static final class Builder {

        private final String name;
        private String unit;
        private boolean weak;

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Sets the unit of the objects' weights, such as {@code bytes}, {@code permits} or {@code rows}. Readers scale
         * {@code bytes} and {@code nanoseconds}. Without a unit, weights are recorded but not shown.
         *
         * @param weightUnit the unit, 1 to 200 visible characters, no spaces
         * @return this builder
         * @throws IllegalArgumentException if the unit is not 1 to 200 visible characters, without spaces
         * @throws NullPointerException if the unit is null
         */
        public Builder unit(String weightUnit) {
            requireName(weightUnit);
            this.unit = weightUnit;
            return this;
        }

        /**
         * Makes the profile weak: an object leaves it when its value is garbage collected. For things that need not be
         * closed, such as direct buffers.
         *
         * @return this builder
         */
        public Builder weak() {
            this.weak = true;
            return this;
        }

        /**
         * Creates the profile and registers it.
         *
         * @return the new profile
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
         * {@return the profile of that name, creating it with these options if it does not exist} The options of an
         * existing profile do not change.
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

    /**
     * {@return the profile of that name; empty if there is none}
     *
     * @param name the name, compared exactly
     * @throws NullPointerException if the name is null
     */
    public static Optional<Profile> lookup(String name) {
        return Optional.ofNullable(Profiles.named(Objects.requireNonNull(name, "name")));
    }

    /** {@return an unmodifiable copy of all profiles, sorted by name} */
    public static List<Profile> profiles() {
        return List.copyOf(Profiles.all());
    }

    /** {@return the name of the profile} */
    public String name() {
        return name;
    }

    /**
     * {@return the number of live objects: those added and not removed, at most {@link Integer#MAX_VALUE}} The number
     * is exact unless other threads add or remove meanwhile. A collected value still counts. In a weak profile it
     * counts only until the recorder notices, which may be later while a snapshot is taken.
     */
    public int count() {
        try {
            Profiles.processCollected(Integer.MAX_VALUE);
        } catch (Throwable failure) { // unprocessed values still count as before
            return exactCount();
        }
        return exactCount();
    }

    /**
     * Adds a value. The stack begins in the caller of this method, as for {@link #add(Object, int)} with a skip of 0.
     *
     * @param value the value to add, which is not kept alive
     * @throws NullPointerException if the value is null
     * @throws IllegalStateException if the value is already in the profile; its entry stays as it is
     */
    public void add(Object value) {
        if (!enter(value, 0, 0, null)) {
            throw duplicate();
        }
    }

    /**
     * Adds a value with the stack of this call, leaving out the top frames.
     *
     * <p>For a method {@code Blob.open} that calls {@code add} and is called by {@code Main.run}, the stack begins at:
     *
     * <pre>
     * skip 0   Blob.open     the caller of add
     * skip 1   Main.run      its caller
     * skip 2   Main.main
     * </pre>
     *
     * @param value the value to add, which is not kept alive
     * @param skip number of frames to leave out; if the stack has no more than that, a pseudo frame says so
     * @throws NullPointerException if the value is null
     * @throws IllegalStateException if the value is already in the profile; its entry stays as it is
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
     * @param value the value to add, which is not kept alive
     * @param skip as for {@link #add(Object, int)}
     * @param weight size of the value in the unit of the profile, such as bytes; may be 0 or negative
     * @param label distinguishes kinds of values of the same site, such as the pool, the tenant or the table. Each
     *     distinct label makes a site of its own, so it should not be unique to the object. Null or empty means none
     * @throws NullPointerException if the value is null
     * @throws IllegalStateException if the value is already in the profile; its entry stays as it is
     * @throws IllegalArgumentException if skip is negative
     * @see #add(Object, int)
     */
    public void add(Object value, int skip, long weight, String label) {
        if (!enter(value, skip, weight, label)) {
            throw duplicate();
        }
    }

    /**
     * Adds a value like {@link #add(Object, int, long, String)}, unless it is already in the profile. Its entry then
     * stays as it is.
     *
     * @param value the value to add, which is not kept alive
     * @param skip as for {@link #add(Object, int)}
     * @param weight as for {@link #add(Object, int, long, String)}
     * @param label as for {@link #add(Object, int, long, String)}
     * @return true if the value was added; false if it was already in the profile
     * @throws NullPointerException if the value is null
     * @throws IllegalArgumentException if skip is negative
     */
    public boolean addIfAbsent(Object value, int skip, long weight, String label) {
        return enter(value, skip, weight, label);
    }

    /**
     * Removes a value. The Remove event records how long it was in the profile.
     *
     * @param value the value to remove; may be null
     * @return true if the value was in the profile; for an absent value or null, this is a no-op that returns false
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
     * Adds a handle that stands for a resource without a Java object of its own. Closing the handle removes it. The
     * stack begins in the caller of this method.
     *
     * @return the handle, which is live until it is closed
     */
    public Handle track() {
        Handle handle = newHandle();
        enter(handle, 0, 0, null);
        return handle;
    }

    /**
     * Adds a handle like {@link #track()}, with a skip, a weight and a label.
     *
     * @param skip as for {@link #add(Object, int)}
     * @param weight as for {@link #add(Object, int, long, String)}
     * @param label as for {@link #add(Object, int, long, String)}
     * @return the handle, which is live until it is closed
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
        } catch (Throwable failure) { // without snapshots, objects are still counted
            return;
        }
    }

    /** Returns the unit of the weights; null if none was declared. */
    String unit() {
        return unit;
    }

    /** Returns whether an object leaves the profile when its value is collected. */
    boolean isWeak() {
        return weak;
    }

    /** Returns the epoch in which the profile was created, as announced. */
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
     * Adds a value; returns false if it is already in the profile. Above the application's frames, the capture has this
     * frame and that of the public method; JFR's stack also has the journal's.
     */
    private boolean enter(Object value, int skip, long weight, String label) {
        if (value == null) { // no call, so that the stack cannot overflow here
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

    /** Notes that the event for a collected object could not be written. */
    void lostEvent() {
        lostEvents++;
    }

    /** Reports lost events that have not been reported yet. */
    synchronized void reportLost() {
        long lost = lostEvents;
        if (lost != lostBefore) {
            JOURNAL.lost(this, lost - lostBefore);
            lostBefore = lost;
        }
    }

    /** Forgets lost events before a snapshot counts: its counts are right without them. */
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
