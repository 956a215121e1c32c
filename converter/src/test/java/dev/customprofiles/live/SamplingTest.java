package dev.customprofiles.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.live.Sampling.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app.Open|enabled=true;threshold=0 ns;stackTrace=true|ALL|''",
                "app.Open|''|ALL|''",
                "app.Open|throttle=off|ALL|''",
                "app.Open|throttle=150/s|SAMPLED|throttle=150/s",
                "app.Open|throttle=0/s|SAMPLED|throttle=0/s",
                "jdk.SocketRead|threshold=20 ms;throttle=300/s;enabled=true|SAMPLED|threshold=20 ms;throttle=300/s",
                "jdk.ObjectAllocationSample|throttle=off|SAMPLED|''",
                "jdk.ObjectAllocationInNewTLAB|''|SAMPLED|''",
                "profiler.Malloc|enabled=true|UNKNOWN|''",
                "profiler.Malloc|enabled=true;nativemem=0|ALL|''",
                "profiler.Malloc|nativemem=1|ALL|''",
                "profiler.Malloc|nativemem=1048576|SAMPLED|nativemem=1048576",
                "datadog.ObjectSample|interval=519828|SAMPLED|interval=519828",
            })
    void settingsTellWhetherEventsAreLeftOut(String event, String settings, Kind kind, String limits) {
        Set<String> all = Arrays.stream(settings.split(";"))
                .filter(setting -> !setting.isEmpty())
                .collect(Collectors.toSet());
        Sampling sampling = Sampling.of(event, all);
        assertEquals(kind, sampling.kind());
        assertEquals(limits.isEmpty() ? List.of() : List.of(limits.split(";")), sampling.limits());
        assertEquals(kind == Kind.ALL ? null : event, sampling.event());
    }
}
