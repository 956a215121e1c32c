package dev.customprofiles.builtin;

import dev.customprofiles.builtin.ProfiledEvent.Measure;
import dev.customprofiles.profile.SampleType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One of Go's predefined profiles, and the events that it is made of here. */
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

    /** A sample of the reachable objects, as of the last dump. */
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

    /** The threads that are alive but stuck. */
    GOROUTINELEAK(
            "goroutineleak",
            List.of(SampleType.count("goroutineleak")),
            SampleType.count("goroutineleak"),
            List.of(List.of(ProfiledEvent.counted(Events.THREAD_DUMP)))),

    /** Where threads wait, for any reason. */
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

    /** Alternative lists of events, each sufficient by itself. The first that a chunk has is used. */
    final List<List<ProfiledEvent>> alternatives;

    BuiltinProfile(
            String goName, List<SampleType> types, SampleType periodType, List<List<ProfiledEvent>> alternatives) {
        this.goName = goName;
        this.types = types;
        this.periodType = periodType;
        this.alternatives = alternatives;
    }

    /** Returns the profile with Go's name; empty if there is none. No custom profile can have such a name. */
    public static Optional<BuiltinProfile> named(String name) {
        return Arrays.stream(values())
                .filter(profile -> profile.goName.equals(name))
                .findFirst();
    }

    /** Returns Go's name of the profile, such as {@code threadcreate}. */
    public String goName() {
        return goName;
    }

    /** Returns true if the profile describes a time range, false if it describes an instant. */
    public boolean accumulates() {
        return this != HEAP && this != GOROUTINE && this != GOROUTINELEAK;
    }

    /** Returns all events that the profile may be made of, those that every JDK has first. */
    public List<String> events() {
        List<String> events = new ArrayList<>();
        alternatives.forEach(sources -> sources.forEach(source -> events.add(source.event())));
        return events;
    }

    /** Returns the event to enable if a recording has none of the profile's events. */
    public String eventToEnable() {
        return switch (this) {
            case PROFILE -> Events.EXECUTION_SAMPLE;
            case MUTEX, BLOCK -> "jdk.JavaMonitorEnter and jdk.ThreadPark";
            case GOROUTINE -> Events.THREAD_DUMP;
            case GOROUTINELEAK -> Events.THREAD_DUMP + ", at least twice,";
            default -> events().get(0);
        };
    }

    /** Names of events that are used in more than one place. */
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
