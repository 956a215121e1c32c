package dev.customprofiles.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Whether a recording has all events of a type, as derived from its settings.
 *
 * @param event the name of the type; null for {@link #NONE}
 * @param kind whether events are left out
 * @param limits the settings that leave events out, such as {@code throttle=150/s}; may be empty for a type that is
 *     always sampled
 * @since 0.1
 */
public record Sampling(String event, Kind kind, List<String> limits) {

    /**
     * Whether events were left out.
     *
     * @since 0.1
     */
    public enum Kind {
        /** No setting leaves events out. */
        ALL,
        /** Events were left out on purpose. */
        SAMPLED,
        /** Unknown: the profiler that writes the events can sample them, and the recording does not say. */
        UNKNOWN
    }

    /** No setting leaves events out. */
    public static final Sampling NONE = new Sampling(null, Kind.ALL, List.of());

    /** Event types that are samples regardless of settings. */
    private static final Set<String> SAMPLES = Set.of(
            "jdk.ObjectAllocationSample",
            "jdk.ObjectAllocationInNewTLAB",
            "jdk.OldObjectSample",
            "jdk.ExecutionSample",
            "jdk.NativeMethodSample",
            "jdk.CPUTimeSample",
            "profiler.LiveObject");

    /** Events of async-profiler and its fork, which sample by an interval. */
    private static final Pattern PROFILER = Pattern.compile("(profiler|datadog)\\..*");

    /** async-profiler's names for its intervals; 0 and 1 record every event. */
    private static final Set<String> INTERVALS = Set.of("interval", "alloc", "nativemem");

    /** async-profiler's {@code lock} is a threshold, in nanoseconds. */
    private static final Set<String> THRESHOLDS = Set.of("threshold", "throttle", "lock");

    private static final Pattern ZERO = Pattern.compile("0+( ?[a-z]+)?");
    private static final Pattern AT_MOST_ONE = Pattern.compile("0*[01]?( ?[a-z]+)?");

    /**
     * Copies the list.
     *
     * @param event as in the record
     * @param kind as in the record
     * @param limits as in the record
     */
    public Sampling {
        limits = List.copyOf(limits);
    }

    /**
     * Derives the sampling of a type from its settings.
     *
     * @param event the name of the type
     * @param settings the settings of the type, as {@code name=value}
     * @return the sampling
     */
    public static Sampling of(String event, Set<String> settings) {
        List<String> limits = new ArrayList<>();
        boolean told = false;
        for (String setting : new TreeSet<>(settings)) {
            int equals = setting.indexOf('=');
            String name = setting.substring(0, equals);
            String value = setting.substring(equals + 1);
            told |= INTERVALS.contains(name);
            if (INTERVALS.contains(name) && !AT_MOST_ONE.matcher(value).matches()
                    || THRESHOLDS.contains(name)
                            && !value.equals("off")
                            && !ZERO.matcher(value).matches()) {
                limits.add(setting);
            }
        }
        if (!limits.isEmpty() || SAMPLES.contains(event)) {
            return new Sampling(event, Kind.SAMPLED, limits);
        }
        return PROFILER.matcher(event).matches() && !told ? new Sampling(event, Kind.UNKNOWN, limits) : NONE;
    }
}
