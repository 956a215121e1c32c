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

    public static SampleType count(String name) {
        return new SampleType(name, COUNT);
    }

    public static SampleType nanoseconds(String name) {
        return new SampleType(name, NANOSECONDS);
    }

    public static SampleType bytes(String name) {
        return new SampleType(name, BYTES);
    }

    public boolean isCount() {
        return unit.equals(COUNT);
    }

    public boolean isNanoseconds() {
        return unit.equals(NANOSECONDS);
    }

    public boolean isBytes() {
        return unit.equals(BYTES);
    }
}
