package dev.customprofiles.builtin;

import dev.customprofiles.builtin.ProfiledEvent.Measure;
import dev.customprofiles.profile.SampleType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A profile that Go has by itself, and the events that tell it here. */
public enum BuiltinProfile {
    /** Where processor time goes. */
    PROFILE(
            "profile",
            List.of(SampleType.count("samples"), SampleType.nanoseconds("cpu")),
            SampleType.nanoseconds("cpu"),
            List.of(
                    List.of(new ProfiledEvent(
                            Events.CPU_TIME_SAMPLE, "eventThread", null, null, Measure.TIME, "samplingPeriod")),
                    List.of(new ProfiledEvent(
                            Events.EXECUTION_SAMPLE, "sampledThread", null, null, Measure.PERIOD, null)))),

    /** What is reachable, a sample of it, as of the last time that somebody looked. */
    HEAP(
            "heap",
            List.of(SampleType.count("inuse_objects"), SampleType.bytes("inuse_space")),
            SampleType.bytes("space"),
            List.of(
                    List.of(ProfiledEvent.counted(Events.OLD_OBJECT_SAMPLE)),
                    List.of(ProfiledEvent.counted(Events.LIVE_OBJECT)))),

    /** Where memory is allocated. */
    ALLOCS(
            "allocs",
            List.of(SampleType.count("samples"), SampleType.bytes("alloc_space")),
            SampleType.bytes("space"),
            List.of(
                    List.of(ProfiledEvent.allocation("jdk.ObjectAllocationSample", "weight")),
                    List.of(
                            ProfiledEvent.allocation("jdk.ObjectAllocationInNewTLAB", "tlabSize"),
                            ProfiledEvent.allocation("jdk.ObjectAllocationOutsideTLAB", "allocationSize")))),

    /** Where threads of the operating system are started. */
    THREADCREATE(
            "threadcreate",
            List.of(SampleType.count("threadcreate")),
            SampleType.count("threadcreate"),
            List.of(List.of(ProfiledEvent.counted(Events.THREAD_START)))),

    /** The threads that are alive. */
    GOROUTINE(
            "goroutine",
            List.of(SampleType.count("goroutine")),
            SampleType.count("goroutine"),
            List.of(List.of(
                    ProfiledEvent.counted(Events.THREAD_DUMP),
                    ProfiledEvent.counted(Events.THREAD_START),
                    ProfiledEvent.counted(Events.THREAD_END),
                    ProfiledEvent.counted(Events.VIRTUAL_THREAD_START),
                    ProfiledEvent.counted(Events.VIRTUAL_THREAD_END),
                    ProfiledEvent.counted(Events.THREAD_ALLOCATION)))),

    /** The threads that are alive and do not move any more. */
    GOROUTINELEAK(
            "goroutineleak",
            List.of(SampleType.count("goroutineleak")),
            SampleType.count("goroutineleak"),
            List.of(List.of(ProfiledEvent.counted(Events.THREAD_DUMP)))),

    /** Where threads wait, for whatever it is. */
    BLOCK(
            "block",
            List.of(SampleType.count("contentions"), SampleType.nanoseconds("delay")),
            SampleType.count("contentions"),
            List.of(List.of(
                    ProfiledEvent.lock("jdk.JavaMonitorEnter", "monitorClass", "previousOwner"),
                    ProfiledEvent.lock("jdk.JavaMonitorWait", "monitorClass", "notifier"),
                    ProfiledEvent.lock(Events.THREAD_PARK, "parkedClass", null),
                    ProfiledEvent.io("jdk.ThreadSleep"),
                    ProfiledEvent.io("jdk.SocketRead"),
                    ProfiledEvent.io("jdk.SocketWrite"),
                    ProfiledEvent.io("jdk.SocketConnect"),
                    ProfiledEvent.io("jdk.SocketAccept"),
                    ProfiledEvent.io("jdk.FileRead"),
                    ProfiledEvent.io("jdk.FileWrite"),
                    ProfiledEvent.io("jdk.FileForce")))),

    /** Where threads wait for a lock that another one holds. */
    MUTEX(
            "mutex",
            List.of(SampleType.count("contentions"), SampleType.nanoseconds("delay")),
            SampleType.count("contentions"),
            List.of(List.of(
                    ProfiledEvent.lock("jdk.JavaMonitorEnter", "monitorClass", "previousOwner"),
                    ProfiledEvent.lock(Events.THREAD_PARK, "parkedClass", null))));

    private final String goName;
    final List<SampleType> types;
    final SampleType periodType;

    /** Where there is more than one list, each tells all by itself, and the first that a chunk has is taken. */
    final List<List<ProfiledEvent>> alternatives;

    BuiltinProfile(
            String goName, List<SampleType> types, SampleType periodType, List<List<ProfiledEvent>> alternatives) {
        this.goName = goName;
        this.types = types;
        this.periodType = periodType;
        this.alternatives = alternatives;
    }

    /** The profile of that name; names are Go's, and no custom profile can have them. */
    public static Optional<BuiltinProfile> named(String name) {
        return Arrays.stream(values())
                .filter(profile -> profile.goName.equals(name))
                .findFirst();
    }

    /** The name that Go has for it, such as {@code threadcreate}. */
    public String goName() {
        return goName;
    }

    /** Whether it is about a stretch of time; else it is about an instant. */
    public boolean accumulates() {
        return this != HEAP && this != GOROUTINE && this != GOROUTINELEAK;
    }

    /** The events that may tell it, those first that are in every JDK. */
    public List<String> events() {
        List<String> events = new ArrayList<>();
        alternatives.forEach(sources -> sources.forEach(source -> events.add(source.event())));
        return events;
    }

    /** The event to enable for it when a recording has none of its events. */
    public String eventToEnable() {
        return switch (this) {
            case PROFILE -> Events.EXECUTION_SAMPLE;
            case MUTEX, BLOCK -> "jdk.JavaMonitorEnter and jdk.ThreadPark";
            case GOROUTINE -> Events.THREAD_DUMP;
            case GOROUTINELEAK -> Events.THREAD_DUMP + ", at least twice,";
            default -> events().get(0);
        };
    }

    /** Names of events that more than one place knows. */
    static final class Events {
        static final String EXECUTION_SAMPLE = "jdk.ExecutionSample";
        static final String CPU_TIME_SAMPLE = "jdk.CPUTimeSample";
        static final String CPU_TIME_SAMPLES_LOST = "jdk.CPUTimeSamplesLost";
        static final String OLD_OBJECT_SAMPLE = "jdk.OldObjectSample";
        static final String LIVE_OBJECT = "profiler.LiveObject";
        static final String THREAD_PARK = "jdk.ThreadPark";
        static final String THREAD_START = "jdk.ThreadStart";
        static final String THREAD_END = "jdk.ThreadEnd";
        static final String VIRTUAL_THREAD_START = "jdk.VirtualThreadStart";
        static final String VIRTUAL_THREAD_END = "jdk.VirtualThreadEnd";
        static final String THREAD_ALLOCATION = "jdk.ThreadAllocationStatistics";
        static final String THREAD_DUMP = "jdk.ThreadDump";

        private Events() {}
    }
}
