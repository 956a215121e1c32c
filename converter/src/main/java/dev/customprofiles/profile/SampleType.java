package dev.customprofiles.profile;

/**
 * What one of a sample's values means.
 *
 * @param name such as {@code cpu}
 * @param unit as pprof has them: {@code count}, {@code nanoseconds}, {@code bytes}; any other is a count of something
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
