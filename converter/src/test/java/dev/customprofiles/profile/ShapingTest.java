package dev.customprofiles.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.live.Churn;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.GeneratedName;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteTimeline;
import dev.customprofiles.live.Span;
import dev.customprofiles.live.Timeline;
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
        return new Shaping(List.of(), List.of(), List.of(), lines, maxDepth);
    }

    private static Shaping including(String... patterns) {
        return new Shaping(patterns(patterns), List.of(), List.of(), true, Shaping.WHOLE);
    }

    private static Shaping excluding(String... patterns) {
        return new Shaping(List.of(), patterns(patterns), List.of(), true, Shaping.WHOLE);
    }

    private static Shaping hiding(int maxDepth, String... patterns) {
        return new Shaping(List.of(), List.of(), patterns(patterns), true, maxDepth);
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
        Shaping both = new Shaping(patterns("Store"), patterns("Main"), List.of(), true, Shaping.WHOLE);
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
        Shaping both = new Shaping(patterns("Main"), patterns("Worker"), List.of(), true, 1);
        assertEquals(
                List.of(sample(4, OPEN, Frame.TRUNCATED)),
                shaped(both, sample(4, OPEN, MAIN), sample(3, OPEN, WORK, MAIN), sample(2, OPEN)));
    }

    @Test
    void framesThatAreHiddenAreDroppedAndWhatIsEqualThenAddsUp() {
        assertEquals(
                List.of(sample(9, OPEN, MAIN)),
                shaped(hiding(Shaping.WHOLE, "Worker"), sample(4, OPEN, MAIN), sample(5, OPEN, WORK, MAIN)));
        assertEquals(
                List.of(sample(5, WORK)), shaped(hiding(Shaping.WHOLE, "open$", "main$"), sample(5, OPEN, WORK, MAIN)));
    }

    @Test
    void aStackWithoutAnyFrameLeftIsHidden() {
        assertEquals(
                List.of(sample(9, Frame.HIDDEN)),
                shaped(hiding(Shaping.WHOLE, "app\\.", "Store"), sample(4, OPEN, MAIN), sample(5, WORK)));
        assertEquals("[hidden]", Frame.HIDDEN.function());
        assertTrue(Frame.HIDDEN.isPseudo());
    }

    @Test
    void thatTheRecordingHasCutAStackStaysVisibleUnlessItIsHiddenToo() {
        StackSample cut = sample(4, OPEN, WORK, Frame.TRUNCATED);
        assertEquals(List.of(sample(4, WORK, Frame.TRUNCATED)), shaped(hiding(1, "open$"), cut));
        assertEquals(List.of(sample(4, Frame.HIDDEN, Frame.TRUNCATED)), shaped(hiding(1, "open$", "run$"), cut));
        assertEquals(List.of(sample(4, OPEN, WORK)), shaped(hiding(2, "truncated"), cut));
        assertEquals(List.of(sample(4, Frame.HIDDEN)), shaped(hiding(1, ""), cut));
        assertEquals(List.of(sample(4, Frame.TRUNCATED)), shaped(hiding(1, "open$"), sample(4, Frame.TRUNCATED)));
    }

    @Test
    void theDepthIsThatOfWhatIsNotHidden() {
        StackSample deep = sample(4, OPEN, WORK, MAIN);
        assertEquals(List.of(sample(4, OPEN, MAIN)), shaped(hiding(2, "Worker"), deep));
        assertEquals(List.of(sample(4, OPEN, Frame.TRUNCATED)), shaped(hiding(1, "Worker"), deep));
        assertEquals(List.of(sample(4, OPEN)), shaped(hiding(1, "app\\."), deep));
    }

    @Test
    void aHiddenFrameStillDecidesWhetherTheStackIsShown() {
        Shaping both = new Shaping(patterns("Main"), patterns("Worker"), patterns("Main", "Worker"), true, 1);
        assertEquals(
                List.of(sample(4, OPEN)),
                shaped(both, sample(4, OPEN, MAIN), sample(3, OPEN, WORK, MAIN), sample(2, OPEN)));
    }

    @Test
    void noFrameAtAllCannotBeWanted() {
        assertThrows(IllegalArgumentException.class, () -> shaping(true, 0));
    }

    @Test
    void theReaderOfTheProfileIsToldWhatIsNotInIt() {
        StackProfile shaped =
                new Shaping(patterns("a", "b"), patterns("c"), patterns("d", "e"), false, 3).apply(profile());
        assertEquals(
                List.of(
                        "live at noon",
                        "only stacks with a function that matches a or b",
                        "no stacks with a function that matches c",
                        "frames of functions that match d or e are hidden",
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
            List<Pattern> hide = random.nextBoolean() ? List.of() : patterns("C[0" + random.nextInt(4) + "]", "m2");
            Shaping shaping = new Shaping(
                    include,
                    exclude,
                    hide,
                    random.nextBoolean(),
                    random.nextBoolean() ? Shaping.WHOLE : 1 + random.nextInt(5));
            StackProfile shaped = shaping.apply(profile);
            assertEquals(naive(profile, shaping), stacks(shaped));
            assertEquals(stacks(shaped), stacks(shaping.apply(timeline(profile))), "the same over time");
            assertEquals(shaped.samples(), shaped(PLAIN, shaped.samples().toArray(StackSample[]::new)));
            assertEquals(shaped.samples().size(), stacks(shaped).size(), "equal samples are one");
            long without = new Shaping(List.of(), patterns("C1"), hide, true, 2)
                    .apply(profile)
                    .total();
            long with = new Shaping(patterns("C1"), List.of(), hide, false, 3)
                    .apply(profile)
                    .total();
            assertEquals(profile.total(), without + with);
        }
    }

    /** The samples as the sites of a timeline with one instant. */
    private static Timeline timeline(StackProfile profile) {
        List<SiteTimeline> sites = new ArrayList<>();
        for (StackSample sample : profile.samples()) {
            SiteTimeline.Level level = new SiteTimeline.Level(
                    0, 5, sample.values().get(0), 0, sample.values().get(1));
            sites.add(new SiteTimeline(new Site(sample.frames(), null, null, null), List.of(level)));
        }
        return new Timeline(profile.name(), null, false, new Span(0, 5), List.of(5L), Churn.unknown(0), sites);
    }

    private static Map<String, List<Long>> stacks(Timeline timeline) {
        Map<String, List<Long>> stacks = new TreeMap<>();
        for (SiteTimeline site : timeline.sites()) {
            SiteTimeline.Level level = site.at(0);
            List<Long> values = List.of(level.count(), level.ageNanos());
            assertNull(stacks.put(text(site.site().frames(), true), values), "equal sites are one");
        }
        return stacks;
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
            List<String> frames =
                    new ArrayList<>(List.of(text.replace(";[truncated]:0", "").split(";")));
            frames.removeIf(frame -> shaping.hide().stream()
                    .anyMatch(pattern -> pattern.matcher(frame.split(":")[0]).find()));
            if (frames.isEmpty()) {
                frames.add("[hidden]:0");
            }
            boolean cut = text.endsWith("[truncated]:0") || frames.size() > shaping.maxDepth();
            String kept = String.join(";", frames.subList(0, Math.min(frames.size(), shaping.maxDepth())))
                    + (cut ? ";[truncated]:0" : "");
            stacks.merge(kept, sample.values(), (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
        }
        return stacks;
    }
}
