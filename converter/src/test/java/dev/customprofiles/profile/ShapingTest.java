package dev.customprofiles.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.GeneratedName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapingTest {

    private static final Frame OPEN = Frame.of("blobstore.Store", "open", 42);
    private static final Frame OPEN_ELSEWHERE = Frame.of("blobstore.Store", "open", 57);
    private static final Frame WORK = Frame.of("app.Worker", "run", 8);
    private static final Frame MAIN = Frame.of("app.Main", "main", 7);

    private static final Shaping PLAIN = shaping(true, Shaping.WHOLE);

    private static Shaping shaping(boolean lines, int maxDepth) {
        return new Shaping(List.of(), List.of(), lines, maxDepth);
    }

    private static Shaping including(String... patterns) {
        return new Shaping(patterns(patterns), List.of(), true, Shaping.WHOLE);
    }

    private static Shaping excluding(String... patterns) {
        return new Shaping(List.of(), patterns(patterns), true, Shaping.WHOLE);
    }

    private static List<Pattern> patterns(String... patterns) {
        return List.of(patterns).stream().map(Pattern::compile).toList();
    }

    private static StackSample sample(long count, Frame... leafFirst) {
        return new StackSample(List.of(leafFirst), List.of(), List.of(count, 10 * count));
    }

    private static StackProfile profile(StackSample... samples) {
        List<SampleType> types = List.of(SampleType.count("blobstore.Open"), SampleType.nanoseconds("age"));
        return new StackProfile(
                "blobstore.Open", types, 0, types.get(0), 1, 5, 0, List.of(samples), List.of("live at noon"));
    }

    private static List<StackSample> shaped(Shaping shaping, StackSample... samples) {
        return shaping.apply(profile(samples)).samples();
    }

    @Test
    void theFullProfileStaysAsItIs() {
        StackProfile profile = profile(sample(4, OPEN, MAIN), sample(3, WORK), sample(3, OPEN_ELSEWHERE, MAIN));
        assertEquals(profile, PLAIN.apply(profile));
        assertEquals(profile(), PLAIN.apply(profile()));
    }

    @Test
    void onlyStacksWithAFunctionThatMatchesAreIncluded() {
        StackSample wanted = sample(4, OPEN, WORK, MAIN);
        assertEquals(List.of(wanted), shaped(including("Worker\\.run$"), wanted, sample(9, OPEN, MAIN)));
    }

    @Test
    void oneOfSeveralIncludedIsEnough() {
        StackSample one = sample(4, OPEN, WORK);
        StackSample other = sample(3, OPEN, MAIN);
        assertEquals(List.of(one, other), shaped(including("Worker", "Main"), one, other, sample(2, OPEN)));
    }

    @Test
    void anyOfSeveralExcludedIsEnough() {
        StackSample left = sample(2, OPEN);
        assertEquals(
                List.of(left), shaped(excluding("Worker", "Main"), sample(4, OPEN, WORK), sample(3, OPEN, MAIN), left));
    }

    @Test
    void whatIsExcludedIsNotIncluded() {
        Shaping both = new Shaping(patterns("Store"), patterns("Main"), true, Shaping.WHOLE);
        assertEquals(List.of(sample(1, OPEN)), shaped(both, sample(1, OPEN), sample(2, OPEN, MAIN), sample(3, WORK)));
    }

    @Test
    void theTotalIsThatOfWhatIsLeft() {
        assertEquals(
                4,
                including("Worker")
                        .apply(profile(sample(4, WORK), sample(5, OPEN)))
                        .total());
        assertEquals(List.of(), shaped(including("nothing"), sample(4, WORK)));
    }

    @Test
    void linesOfAFunctionAreOneWhenFunctionsAreWanted() {
        assertEquals(
                List.of(sample(7, new Frame("blobstore.Store.open", "blobstore/Store.java", 0))),
                shaped(shaping(false, Shaping.WHOLE), sample(4, OPEN), sample(3, OPEN_ELSEWHERE)));
    }

    @Test
    void labelsKeepSamplesApart() {
        StackSample eu = new StackSample(List.of(OPEN), List.of(SampleLabel.text("label", "eu")), List.of(4L, 40L));
        StackSample us = new StackSample(List.of(OPEN), List.of(SampleLabel.text("label", "us")), List.of(3L, 30L));
        assertEquals(List.of(eu, us), shaped(PLAIN, eu, us));
    }

    @Test
    void stacksAreCutAtTheRootAndSaySo() {
        assertEquals(
                List.of(sample(9, OPEN, Frame.TRUNCATED)),
                shaped(shaping(true, 1), sample(4, OPEN, MAIN), sample(5, OPEN, WORK, MAIN)));
    }

    @Test
    void aStackThatIsNotDeeperIsNotCut() {
        StackSample two = sample(4, OPEN, MAIN);
        assertEquals(List.of(two), shaped(shaping(true, 2), two));
    }

    @Test
    void whatTheRecordingHasCutDoesNotCountAsAFrame() {
        StackSample cut = sample(4, OPEN, MAIN, Frame.TRUNCATED);
        assertEquals(List.of(cut), shaped(shaping(true, 2), cut));
        assertEquals(List.of(sample(4, OPEN, Frame.TRUNCATED)), shaped(shaping(true, 1), cut));
    }

    @Test
    void aFrameThatIsCutOffStillDecidesWhetherTheStackIsShown() {
        Shaping both = new Shaping(patterns("Main"), patterns("Worker"), true, 1);
        assertEquals(
                List.of(sample(4, OPEN, Frame.TRUNCATED)),
                shaped(both, sample(4, OPEN, MAIN), sample(3, OPEN, WORK, MAIN), sample(2, OPEN)));
    }

    @Test
    void noFrameAtAllCannotBeWanted() {
        assertThrows(IllegalArgumentException.class, () -> shaping(true, 0));
    }

    @Test
    void theReaderOfTheProfileIsToldWhatIsNotInIt() {
        StackProfile shaped = new Shaping(patterns("a", "b"), patterns("c"), false, 3).apply(profile());
        assertEquals(
                List.of(
                        "live at noon",
                        "only stacks with a function that matches a or b",
                        "no stacks with a function that matches c",
                        "lines are left out",
                        "stacks are cut to the 3 frames nearest to the leaf"),
                shaped.comments());
    }

    @ParameterizedTest
    @CsvSource({
        "app.Main$$Lambda$14.run, app.Main$$Lambda.run",
        "app.Main$$Lambda$14/0x0000000800c4c400.add, app.Main$$Lambda.add",
        "app.Main$$Lambda$14.1736276.apply, app.Main$$Lambda.apply",
        "app.Main$$Lambda$7, app.Main$$Lambda",
        "app.Main$$Lambda.run, app.Main$$Lambda.run",
        "jdk.internal.reflect.GeneratedMethodAccessor7.invoke, jdk.internal.reflect.GeneratedMethodAccessor.invoke",
        "sun.reflect.GeneratedSerializationConstructorAccessor12.newInstance, "
                + "sun.reflect.GeneratedSerializationConstructorAccessor.newInstance",
        "jdk/internal/reflect/GeneratedConstructorAccessor3.java, jdk/internal/reflect/GeneratedConstructorAccessor.java",
        "jdk.proxy2.$Proxy12.close, jdk.proxy.$Proxy.close",
        "jdk/proxy2/$Proxy12.java, jdk/proxy/$Proxy.java",
        "com.sun.proxy.$Proxy4.close, com.sun.proxy.$Proxy.close",
        "app.Service$$EnhancerBySpringCGLIB$$1a2b3c4d.find, app.Service$$EnhancerBySpringCGLIB.find",
    })
    void whatIsNumberedAsItComesLosesTheNumber(String recorded, String shown) {
        assertEquals(shown, GeneratedName.withoutNumber(recorded));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.Main$1.run",
                "app.Main.lambda$main$0",
                "app.Lambda$14.run",
                "app.GeneratedMethodAccessors.of",
                "app.Proxy2.open",
                "jdk.proxy2.Other.run",
                "app.FieldAccessor7.get",
                "[no stack trace]",
            })
    void whatAProgrammerHasNamedKeepsItsName(String name) {
        assertEquals(name, GeneratedName.withoutNumber(name));
    }

    @Test
    void whatDiffersInSuchANumberOnlyIsAddedUp() {
        StackSample one = new StackSample(
                List.of(Frame.of("jdk.proxy2.$Proxy12", "open", 0), MAIN),
                List.of(SampleLabel.text(SampleLabel.CLASS, "app.Main$$Lambda$14")),
                List.of(4L, 40L));
        StackSample other = new StackSample(
                List.of(Frame.of("jdk.proxy1.$Proxy9", "open", 0), MAIN),
                List.of(SampleLabel.text(SampleLabel.CLASS, "app.Main$$Lambda$15")),
                List.of(3L, 30L));
        assertEquals(
                List.of(new StackSample(
                        List.of(new Frame("jdk.proxy.$Proxy.open", "jdk/proxy/$Proxy.java", 0), MAIN),
                        List.of(SampleLabel.text(SampleLabel.CLASS, "app.Main$$Lambda")),
                        List.of(7L, 70L))),
                shaped(PLAIN, one, other));
    }

    /** Against doing it one text at a time, and against what has to be so for any profile. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomProfilesComeOutAsTheNaiveWayHasThem(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            StackProfile profile = random(random);
            List<Pattern> include = random.nextBoolean() ? List.of() : patterns("C" + random.nextInt(4));
            List<Pattern> exclude = random.nextBoolean() ? List.of() : patterns("m[" + random.nextInt(4) + "3]$");
            Shaping shaping = new Shaping(
                    include,
                    exclude,
                    random.nextBoolean(),
                    random.nextBoolean() ? Shaping.WHOLE : 1 + random.nextInt(5));
            StackProfile shaped = shaping.apply(profile);
            assertEquals(naive(profile, shaping), stacks(shaped));
            assertEquals(shaped.samples(), shaped(PLAIN, shaped.samples().toArray(StackSample[]::new)));
            assertEquals(shaped.samples().size(), stacks(shaped).size(), "equal samples are one");
            long without = new Shaping(List.of(), patterns("C1"), true, 2)
                    .apply(profile)
                    .total();
            long with = new Shaping(patterns("C1"), List.of(), false, 3)
                    .apply(profile)
                    .total();
            assertEquals(profile.total(), without + with);
        }
    }

    private static StackProfile random(Random random) {
        List<StackSample> samples = new ArrayList<>();
        for (int i = random.nextInt(30); i >= 0; i--) {
            List<Frame> frames = new ArrayList<>();
            for (int depth = random.nextInt(6); depth >= 0; depth--) {
                frames.add(Frame.of("p.C" + random.nextInt(4), "m" + random.nextInt(4), random.nextInt(3)));
            }
            if (random.nextInt(4) == 0) {
                frames.add(Frame.TRUNCATED);
            }
            samples.add(sample(1 + random.nextInt(9), frames.toArray(Frame[]::new)));
        }
        Collections.shuffle(samples, random);
        return profile(samples.toArray(StackSample[]::new));
    }

    private static Map<String, List<Long>> stacks(StackProfile profile) {
        Map<String, List<Long>> stacks = new TreeMap<>();
        profile.samples().forEach(sample -> stacks.put(text(sample.frames(), true), sample.values()));
        return stacks;
    }

    private static String text(List<Frame> frames, boolean lines) {
        return frames.stream()
                .map(frame -> frame.function() + ":" + (lines ? frame.line() : 0))
                .collect(Collectors.joining(";"));
    }

    private static Map<String, List<Long>> naive(StackProfile profile, Shaping shaping) {
        Map<String, List<Long>> stacks = new TreeMap<>();
        for (StackSample sample : profile.samples()) {
            boolean included = shaping.include().isEmpty();
            boolean excluded = false;
            for (Frame frame : sample.frames()) {
                for (Pattern pattern : shaping.include()) {
                    included |= pattern.matcher(frame.function()).find();
                }
                for (Pattern pattern : shaping.exclude()) {
                    excluded |= pattern.matcher(frame.function()).find();
                }
            }
            if (!included || excluded) {
                continue;
            }
            String text = text(sample.frames(), shaping.lines());
            String[] frames = text.replace(";[truncated]:0", "").split(";");
            boolean cut = text.endsWith("[truncated]:0") || frames.length > shaping.maxDepth();
            String kept = String.join(";", List.of(frames).subList(0, Math.min(frames.length, shaping.maxDepth())))
                    + (cut ? ";[truncated]:0" : "");
            stacks.merge(kept, sample.values(), (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
        }
        return stacks;
    }
}
