package dev.customprofiles.profile;

/**
 * The meaning of one of the values of a sample.
 *
 * @param name such as {@code cpu}
 * @param unit a unit of pprof: {@code count}, {@code nanoseconds}, {@code bytes}; any other unit is a plain count
 * @since 0.1
 */
public record SampleType(String name, String unit) {

    static final String COUNT = "count";
    static final String NANOSECONDS = "nanoseconds";
    static final String BYTES = "bytes";

    /**
     * {@return a type that counts objects or events}
     *
     * @param name the name of the type
     */
    public static SampleType count(String name) {
        return new SampleType(name, COUNT);
    }

    /**
     * {@return a type that counts nanoseconds}
     *
     * @param name the name of the type
     */
    public static SampleType nanoseconds(String name) {
        return new SampleType(name, NANOSECONDS);
    }

    /**
     * {@return a type that counts bytes}
     *
     * @param name the name of the type
     */
    public static SampleType bytes(String name) {
        return new SampleType(name, BYTES);
    }

    /** {@return whether the unit is {@code count}} */
    public boolean isCount() {
        return unit.equals(COUNT);
    }

    /** {@return whether the unit is {@code nanoseconds}} */
    public boolean isNanoseconds() {
        return unit.equals(NANOSECONDS);
    }

    /** {@return whether the unit is {@code bytes}} */
    public boolean isBytes() {
        return unit.equals(BYTES);
    }
}
