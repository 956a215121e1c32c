package dev.customprofiles.writer;

import dev.customprofiles.pprof.proto.Function;
import dev.customprofiles.pprof.proto.Label;
import dev.customprofiles.pprof.proto.Line;
import dev.customprofiles.pprof.proto.Location;
import dev.customprofiles.pprof.proto.Mapping;
import dev.customprofiles.pprof.proto.Profile;
import dev.customprofiles.pprof.proto.Sample;
import dev.customprofiles.pprof.proto.ValueType;
import dev.customprofiles.replay.Frame;
import dev.customprofiles.replay.LiveSet;
import dev.customprofiles.replay.LiveSite;
import dev.customprofiles.replay.Losses;
import dev.customprofiles.replay.Site;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a live set as pprof: what Go writes for a custom profile, with the weights and ages that Go does not have.
 * Accepted by {@code go tool pprof}, Parca (which wants ids from 1 without gaps), Pyroscope and speedscope (one line per
 * location). The same live set gives the same bytes.
 */
public final class PprofWriter {

    private record NamedFunction(String name, String file) {}

    private static final int MAPPING = 1;

    private final Index<String> strings = new Index<>(0);
    private final Index<NamedFunction> functions = new Index<>(1);
    private final Index<Frame> locations = new Index<>(1);
    private final Profile.Builder profile = Profile.newBuilder();
    private final boolean weighted;

    private PprofWriter(LiveSet live, Losses losses, Origin origin) {
        strings.of("");
        weighted = live.unit() != null;
        describe(live, origin);
        live.sites().forEach(this::sample);
        comment(live, losses, origin);
        tables();
    }

    /** The profile as a message. */
    public static Profile profile(LiveSet live, Losses losses, Origin origin) {
        return new PprofWriter(live, losses, origin).profile.build();
    }

    /** Writes the profile uncompressed, for readers that cannot unzip; the stream stays open. */
    public static void write(LiveSet live, Losses losses, Origin origin, OutputStream out) throws IOException {
        profile(live, losses, origin).writeTo(out);
    }

    /** Writes the profile in the usual form, as one gzip member without a name or a time; the stream stays open. */
    public static void writeGzip(LiveSet live, Losses losses, Origin origin, OutputStream out) throws IOException {
        GZIPOutputStream gzip = new GZIPOutputStream(out);
        write(live, losses, origin, gzip);
        gzip.finish();
    }

    private void describe(LiveSet live, Origin origin) {
        ValueType count = type(live.profile(), "count");
        profile.addSampleType(count);
        if (weighted) {
            profile.addSampleType(type("space", live.unit()));
        }
        profile.addSampleType(type("age", "nanoseconds"));
        profile.setDefaultSampleType(count.getType());
        profile.setPeriodType(count).setPeriod(1);
        profile.setTimeNanos(live.atNanos());
        profile.addMapping(Mapping.newBuilder()
                .setId(MAPPING)
                .setFilename(strings.of(origin.application()))
                .setHasFunctions(true)
                .setHasFilenames(true)
                .setHasLineNumbers(true));
    }

    private ValueType type(String type, String unit) {
        return ValueType.newBuilder()
                .setType(strings.of(type))
                .setUnit(strings.of(unit))
                .build();
    }

    private void sample(LiveSite live) {
        Site site = live.site();
        Sample.Builder sample = Sample.newBuilder();
        for (Frame frame : site.frames()) {
            sample.addLocationId(locations.of(frame));
        }
        sample.addValue(live.count());
        if (weighted) {
            sample.addValue(live.weight());
        }
        sample.addValue(live.ageNanos());
        label(sample, "label", site.label());
        label(sample, "class", site.objectClass());
        label(sample, "thread", site.thread());
        profile.addSample(sample);
    }

    /** An empty value would be string 0, which readers take for a number; it says no more than none at all. */
    private void label(Sample.Builder sample, String key, String value) {
        if (value != null && !value.isEmpty()) {
            sample.addLabel(Label.newBuilder().setKey(strings.of(key)).setStr(strings.of(value)));
        }
    }

    private void comment(LiveSet live, Losses losses, Origin origin) {
        comment("written by " + origin.tool());
        comment("recording: " + origin.recording());
        comment("live at " + InstantText.utc(live.atNanos()));
        LossText.warnings(losses).forEach(line -> comment("incomplete: " + line));
        LossText.notes(losses).forEach(line -> comment("note: " + line));
    }

    private void comment(String text) {
        profile.addComment(strings.of(text));
    }

    private void tables() {
        for (Frame frame : locations.values()) {
            profile.addLocation(Location.newBuilder()
                    .setId(locations.of(frame))
                    .setMappingId(MAPPING)
                    .addLine(Line.newBuilder()
                            .setFunctionId(functions.of(new NamedFunction(frame.function(), frame.file())))
                            .setLine(frame.line())));
        }
        for (NamedFunction function : functions.values()) {
            profile.addFunction(Function.newBuilder()
                    .setId(functions.of(function))
                    .setName(strings.of(function.name()))
                    .setFilename(strings.of(function.file())));
        }
        profile.addAllStringTable(strings.values());
    }
}
