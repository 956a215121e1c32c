package dev.customprofiles.writer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Unpaired;
import dev.customprofiles.pprof.proto.Function;
import dev.customprofiles.pprof.proto.Label;
import dev.customprofiles.pprof.proto.Location;
import dev.customprofiles.pprof.proto.Mapping;
import dev.customprofiles.pprof.proto.Profile;
import dev.customprofiles.pprof.proto.Sample;
import dev.customprofiles.pprof.proto.ValueType;
import dev.customprofiles.profile.StackProfile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class PprofWriterTest {

    private final Profile profile = write(Fixture.everything());

    private static Profile write(StackProfile live) {
        return PprofWriter.profile(live, Fixture.NONE, Fixture.ORIGIN);
    }

    private static String string(Profile profile, long index) {
        return profile.getStringTable(Math.toIntExact(index));
    }

    private static List<String> types(Profile profile) {
        return profile.getSampleTypeList().stream()
                .map(type -> string(profile, type.getType()) + "/" + string(profile, type.getUnit()))
                .toList();
    }

    private static List<String> labels(Profile profile, Sample sample) {
        return sample.getLabelList().stream()
                .map(label -> string(profile, label.getKey()) + "=" + string(profile, label.getStr()))
                .toList();
    }

    private static List<String> comments(Profile profile) {
        return profile.getCommentList().stream()
                .map(comment -> string(profile, comment))
                .toList();
    }

    @Test
    void theFirstSampleTypeIsTheProfileAsInGo() {
        assertEquals(List.of("blobstore.Open/count", "space/bytes", "age/nanoseconds"), types(profile));
        assertEquals("blobstore.Open", string(profile, profile.getDefaultSampleType()));
        assertEquals(profile.getSampleType(0), profile.getPeriodType());
        assertEquals(1, profile.getPeriod());
    }

    @Test
    void withoutAUnitThereIsNoSpace() {
        Profile plain =
                write(Fixture.liveSet(null, new LiveSite(Fixture.site(null, null, null, Fixture.OPEN), 2, 99, 5)));
        assertEquals(List.of("blobstore.Open/count", "age/nanoseconds"), types(plain));
        assertEquals(List.of(2L, 5L), plain.getSample(0).getValueList());
    }

    @Test
    void theInstantIsATimeWithoutADuration() {
        assertEquals(Fixture.AT, profile.getTimeNanos());
        assertEquals(0, profile.getDurationNanos());
    }

    @Test
    void aSampleHasTheFramesFromTheLeafOnAndAValuePerType() {
        Sample first = profile.getSample(0);
        assertEquals(List.of(7L, 700L, 7_000_000_000L), first.getValueList());
        assertEquals(List.of("blobstore.Store.open:42", "app.Main.main:7"), frames(first));
    }

    private List<String> frames(Sample sample) {
        List<String> frames = new ArrayList<>();
        for (long id : sample.getLocationIdList()) {
            Location location = profile.getLocation((int) id - 1);
            Function function = profile.getFunction((int) location.getLine(0).getFunctionId() - 1);
            frames.add(string(profile, function.getName()) + ":"
                    + location.getLine(0).getLine());
        }
        return frames;
    }

    @Test
    void sitesOfOneStackShareLocationsAndDifferInLabels() {
        Sample eu = profile.getSample(0);
        Sample us = profile.getSample(1);
        assertEquals(eu.getLocationIdList(), us.getLocationIdList());
        assertEquals(List.of("label=eu", "class=blobstore.Blob", "thread=main"), labels(profile, eu));
        assertEquals(List.of("label=us", "class=blobstore.Blob", "thread=main"), labels(profile, us));
    }

    @Test
    void whatIsAbsentOrEmptyGivesNoLabel() {
        assertEquals(List.of("class=blobstore.Blob"), labels(profile, profile.getSample(2)));
        assertEquals(List.of(), labels(profile, profile.getSample(3)));
    }

    @Test
    void aFunctionOnTwoLinesIsOneFunctionAtTwoLocations() {
        long functions = profile.getFunctionList().stream()
                .filter(function -> string(profile, function.getName()).equals("blobstore.Store.open"))
                .count();
        assertEquals(1, functions);
        assertEquals(
                "blobstore/Store.java", string(profile, profile.getFunction(0).getFilename()));
    }

    @Test
    void theMappingIsTheApplication() {
        Mapping mapping = profile.getMapping(0);
        assertEquals(1, profile.getMappingCount());
        assertEquals("app", string(profile, mapping.getFilename()));
        assertTrue(mapping.getHasFunctions() && mapping.getHasFilenames() && mapping.getHasLineNumbers());
        assertFalse(mapping.getHasInlineFrames());
    }

    @Test
    void commentsSayWhereTheProfileComesFrom() {
        assertEquals(
                List.of("written by jfr2pprof 1 (abc)", "recording: app.jfr", "live at 2026-11-23T13:20:15.123456789Z"),
                comments(profile));
    }

    @Test
    void commentsSayWhatWasLost() {
        Losses losses = new Losses(
                List.of("app.jfr: cut short in chunk 2"),
                List.of(),
                List.of(),
                0,
                1234,
                true,
                1,
                2,
                3,
                4,
                0,
                0,
                0,
                List.of(),
                Unpaired.NONE);
        List<String> comments = comments(PprofWriter.profile(Fixture.everything(), losses, Fixture.ORIGIN));
        assertEquals(
                List.of(
                        "incomplete: app.jfr: cut short in chunk 2",
                        "incomplete: the JVM dropped 1234 bytes of events (jdk.DataLoss): counts may be too high or too low",
                        "incomplete: 1 removal without the adding: those objects were opened before the recording's history begins",
                        "incomplete: 2 objects added again under the same id: the first one counts",
                        "note: 3 live objects without a stack trace",
                        "note: 4 live objects with a truncated stack"),
                comments.subList(3, comments.size()));
    }

    @Test
    void lossThatWasNotRecordedIsNoted() {
        Losses unknown =
                new Losses(List.of(), List.of(), List.of(), 0, 0, false, 0, 0, 0, 0, 0, 0, 0, List.of(), Unpaired.NONE);
        assertTrue(comments(PprofWriter.profile(Fixture.everything(), unknown, Fixture.ORIGIN))
                .contains(
                        "note: whether JFR lost events is not known: the recording does not say that jdk.DataLoss was on"
                                + " all the time"));
    }

    @Test
    void nothingLiveIsAProfileWithoutSamples() {
        Profile empty = write(Fixture.liveSet(null));
        assertEquals(0, empty.getSampleCount());
        assertEquals(1, empty.getMappingCount());
        assertEquals("blobstore.Open", string(empty, empty.getDefaultSampleType()));
    }

    @Test
    void theSameLiveSetGivesTheSameBytes() throws IOException {
        assertArrayEquals(gzip(), gzip());
    }

    @Test
    void gzipCarriesNoTimeAndNoNameAndHoldsTheProfile() throws IOException {
        byte[] zipped = gzip();
        assertArrayEquals(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0}, java.util.Arrays.copyOf(zipped, 9));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            assertEquals(profile, Profile.parseFrom(in));
        }
    }

    private static byte[] gzip() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PprofWriter.writeGzip(Fixture.everything(), Fixture.NONE, Fixture.ORIGIN, out);
        return out.toByteArray();
    }

    /** What {@code Profile.CheckValid} of Go's pprof demands. */
    @Test
    void goFindsItValid() {
        for (Sample sample : profile.getSampleList()) {
            assertEquals(profile.getSampleTypeCount(), sample.getValueCount());
            sample.getLocationIdList().forEach(id -> assertTrue(id >= 1 && id <= profile.getLocationCount()));
        }
        for (Location location : profile.getLocationList()) {
            assertEquals(1, location.getMappingId());
            location.getLineList().forEach(line -> {
                assertTrue(line.getFunctionId() >= 1 && line.getFunctionId() <= profile.getFunctionCount());
                assertTrue(line.getLine() >= 0);
            });
        }
    }

    /** Parca looks things up by id: each table is numbered 1, 2, 3 in its own order. */
    @Test
    void idsAreDenseFromOneInOrder() {
        assertDense(profile.getMappingList().stream().mapToLong(Mapping::getId));
        assertDense(profile.getLocationList().stream().mapToLong(Location::getId));
        assertDense(profile.getFunctionList().stream().mapToLong(Function::getId));
    }

    private static void assertDense(LongStream ids) {
        long[] actual = ids.toArray();
        assertTrue(actual.length > 0);
        assertArrayEquals(LongStream.rangeClosed(1, actual.length).toArray(), actual);
    }

    @Test
    void stringsAreOnceEachAndBeginWithTheEmptyOne() {
        assertEquals("", profile.getStringTable(0));
        assertEquals(profile.getStringTableCount(), new HashSet<>(profile.getStringTableList()).size());
    }

    @Test
    void everyStringIndexIsInRangeAndWhatMustHaveATextHasOne() {
        LongStream.Builder required = LongStream.builder();
        for (ValueType type : profile.getSampleTypeList()) {
            required.add(type.getType()).add(type.getUnit());
        }
        profile.getCommentList().forEach(required::add);
        for (Function function : profile.getFunctionList()) {
            required.add(function.getName());
            assertTrue(function.getFilename() >= 0 && function.getFilename() < profile.getStringTableCount());
            assertEquals(0, function.getSystemName());
            assertEquals(0, function.getStartLine());
        }
        for (Sample sample : profile.getSampleList()) {
            for (Label label : sample.getLabelList()) {
                required.add(label.getKey()).add(label.getStr());
                assertEquals(0, label.getNum());
            }
        }
        required.build().forEach(index -> assertTrue(index > 0 && index < profile.getStringTableCount()));
    }

    /** speedscope shows only the last line of a location and keeps 32 bits of an id. */
    @Test
    void aLocationIsOneLine() {
        profile.getLocationList().forEach(location -> assertEquals(1, location.getLineCount()));
    }

    @Test
    void aMissingStackIsAVisibleFrame() {
        assertEquals(List.of("[no stack trace]:0"), frames(profile.getSample(3)));
        assertEquals(
                List.of("app.Tree$Node.<init>:3", Frame.TRUNCATED.function() + ":0"), frames(profile.getSample(4)));
    }
}
