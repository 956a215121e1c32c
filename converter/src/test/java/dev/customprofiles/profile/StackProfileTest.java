package dev.customprofiles.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.customprofiles.live.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackProfileTest {

    private static final List<SampleType> TYPES =
            List.of(new SampleType("blobstore.Open", "count"), new SampleType("space", "bytes"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void profilesAddUpInAnyOrder(long seed) {
        Random random = new Random(seed);
        List<StackProfile> parts = new ArrayList<>();
        Map<List<?>, List<Long>> expected = new HashMap<>();
        for (int part = 0; part < 2 + random.nextInt(6); part++) {
            List<StackSample> samples = new ArrayList<>();
            for (int i = 0; i < random.nextInt(20); i++) {
                StackSample sample = sample(random);
                samples.add(sample);
                expected.merge(List.of(sample.frames(), sample.labels()), sample.values(), StackProfileTest::sum);
            }
            parts.add(profile(100 - random.nextInt(50), samples, List.of("recording " + random.nextInt(3))));
        }
        StackProfile all = parts.stream().reduce(StackProfile::plus).orElseThrow();
        Map<List<?>, List<Long>> actual = new HashMap<>();
        all.samples().forEach(sample -> actual.put(List.of(sample.frames(), sample.labels()), sample.values()));
        assertEquals(expected, actual);
        for (int i = 0; i < 10; i++) {
            Collections.shuffle(parts, random);
            int half = 1 + random.nextInt(parts.size() - 1);
            StackProfile first =
                    parts.subList(0, half).stream().reduce(StackProfile::plus).orElseThrow();
            StackProfile second = parts.subList(half, parts.size()).stream()
                    .reduce(StackProfile::plus)
                    .orElseThrow();
            assertEquals(all, second.plus(first));
        }
    }

    @Test
    void profilesOfDifferentKindsDoNotAddUp() {
        StackProfile one = profile(1, List.of(), List.of());
        StackProfile other =
                new StackProfile("blobstore.Open", TYPES.subList(0, 1), 0, TYPES.get(0), 1, 1, 0, List.of(), List.of());
        assertThrows(IllegalArgumentException.class, () -> one.plus(other));
    }

    private static StackSample sample(Random random) {
        List<Frame> frames = List.of(
                Frame.of("app.Store", "open" + random.nextInt(2), random.nextInt(3)), Frame.of("app.Main", "main", 7));
        List<SampleLabel> labels =
                random.nextBoolean() ? List.of() : List.of(SampleLabel.text("label", "tenant-" + random.nextInt(2)));
        return new StackSample(frames, labels, List.of((long) random.nextInt(9), (long) random.nextInt(999)));
    }

    private static StackProfile profile(long timeNanos, List<StackSample> samples, List<String> comments) {
        return new StackProfile("blobstore.Open", TYPES, 0, TYPES.get(0), 1, timeNanos, 0, samples, comments);
    }

    private static List<Long> sum(List<Long> a, List<Long> b) {
        return List.of(a.get(0) + b.get(0), a.get(1) + b.get(1));
    }
}
