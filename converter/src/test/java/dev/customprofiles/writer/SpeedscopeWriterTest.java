package dev.customprofiles.writer;

import static dev.customprofiles.Json.array;
import static dev.customprofiles.Json.number;
import static dev.customprofiles.Json.object;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.Json;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Site;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What speedscope's schema and its importer demand. */
class SpeedscopeWriterTest {

    private static String written(StackProfile profile) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SpeedscopeWriter.write(profile, Fixture.ORIGIN, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void collectedObjectsAreALeaf() throws IOException {
        Site site = Fixture.site(null, null, null, Fixture.OPEN, Fixture.MAIN);
        StackProfile profile =
                Fixture.liveSet(null, new LiveSite(site, 4, 0, 0), new LiveSite(site.collected(true), 3, 0, 0));
        Map<String, Object> file = object(Json.parse(written(profile)));
        List<String> names = array(object(file.get("shared")).get("frames")).stream()
                .map(frame -> (String) object(frame).get("name"))
                .toList();
        List<List<String>> stacks = array(
                        object(array(file.get("profiles")).get(0)).get("samples"))
                .stream()
                .map(sample -> array(sample).stream()
                        .map(frame -> names.get((int) number(frame)))
                        .toList())
                .toList();
        assertEquals(
                List.of(
                        List.of("app.Main.main", "blobstore.Store.open"),
                        List.of("app.Main.main", "blobstore.Store.open", "[collected]")),
                stacks);
    }

    /** Checks a file against the schema, and that it says of each type what the profile says. */
    private static Map<String, Object> checked(StackProfile profile) throws IOException {
        Map<String, Object> file = object(Json.parse(written(profile)));
        assertEquals("https://www.speedscope.app/file-format-schema.json", file.get("$schema"));
        assertTrue(
                Set.of("$schema", "name", "exporter", "activeProfileIndex", "shared", "profiles")
                        .containsAll(file.keySet()),
                file.keySet()::toString);
        List<Object> frames = array(object(file.get("shared")).get("frames"));
        for (Object frame : frames) {
            assertTrue(object(frame).get("name") instanceof String);
            assertTrue(Set.of("name", "file", "line", "col")
                    .containsAll(object(frame).keySet()));
        }
        List<Object> profiles = array(file.get("profiles"));
        assertEquals(profile.types().size(), profiles.size());
        assertEquals(profile.shown(), number(file.get("activeProfileIndex")));
        for (int type = 0; type < profiles.size(); type++) {
            sampled(profile, type, object(profiles.get(type)), frames);
        }
        return file;
    }

    private static void sampled(StackProfile profile, int type, Map<String, Object> sampled, List<Object> frames) {
        assertEquals(Set.of("type", "name", "unit", "startValue", "endValue", "samples", "weights"), sampled.keySet());
        assertEquals("sampled", sampled.get("type"));
        assertTrue(Set.of("none", "nanoseconds", "microseconds", "milliseconds", "seconds", "bytes")
                .contains(sampled.get("unit")));
        List<Object> samples = array(sampled.get("samples"));
        List<Long> weights =
                array(sampled.get("weights")).stream().map(Json::number).toList();
        assertEquals(samples.size(), weights.size());
        assertTrue(weights.stream().allMatch(weight -> weight >= 0));
        assertEquals(0, number(sampled.get("startValue")));
        assertEquals(weights.stream().mapToLong(Long::longValue).sum(), number(sampled.get("endValue")));
        List<StackSample> expected = profile.samples().stream()
                .filter(sample -> sample.values().get(type) >= 0)
                .toList();
        assertEquals(expected.size(), samples.size());
        for (int i = 0; i < samples.size(); i++) {
            List<String> stack = new ArrayList<>(array(samples.get(i)).stream()
                    .map(index ->
                            (String) object(frames.get((int) number(index))).get("name"))
                    .toList());
            Collections.reverse(stack);
            assertEquals(expected.get(i).frames().stream().map(Frame::function).toList(), stack);
            assertEquals(expected.get(i).values().get(type), weights.get(i));
        }
    }

    @Test
    void eachTypeIsASampledProfileWithTheStacksFromTheRootOn() throws IOException {
        Map<String, Object> file = checked(Fixture.everything());
        List<Object> profiles = array(file.get("profiles"));
        assertEquals("blobstore.Open", object(profiles.get(0)).get("name"));
        assertEquals(16, number(object(profiles.get(0)).get("endValue")));
        assertEquals("bytes", object(profiles.get(1)).get("unit"));
        assertEquals("nanoseconds", object(profiles.get(2)).get("unit"));
        assertEquals("blobstore.Open at 2026-11-23T13:20:15.123456789Z", file.get("name"));
        assertEquals("jfr2pprof 1 (abc)", file.get("exporter"));
    }

    @Test
    void nothingLiveIsAFileWithoutSamples() throws IOException {
        Map<String, Object> file = checked(Fixture.liveSet(null));
        assertEquals(List.of(), object(file.get("shared")).get("frames"));
    }

    @Test
    void valuesBelowZeroAreLeftOutAndTold() throws IOException {
        Map<String, Object> file = checked(Fixture.liveSet(
                "credits",
                new LiveSite(Fixture.site(null, null, null, Fixture.OPEN), 2, -5, 1),
                new LiveSite(Fixture.site(null, null, null, Fixture.MAIN), 1, 7, 1)));
        Map<String, Object> space = object(array(file.get("profiles")).get(1));
        assertEquals("space (1 stack below 0 left out)", space.get("name"));
        assertEquals("none", space.get("unit"));
    }

    @Test
    void noNameBreaksTheFile() throws IOException {
        String name = "</script>\"\\\n\u0000\u2028\u202E\uD800 größe 𝒜";
        StackProfile profile =
                Fixture.liveSet(null, new LiveSite(Fixture.site(null, null, null, new Frame(name, name, 1)), 1, 0, 1));
        checked(profile);
        assertTrue(!written(profile).contains("<"), "no markup");
    }

    @Test
    void theSameProfileGivesTheSameBytes() throws IOException {
        assertArrayEquals(
                written(Fixture.everything()).getBytes(StandardCharsets.UTF_8),
                written(Fixture.everything()).getBytes(StandardCharsets.UTF_8));
    }
}
