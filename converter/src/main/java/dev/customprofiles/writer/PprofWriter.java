package dev.customprofiles.writer;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Losses;
import dev.customprofiles.pprof.proto.Function;
import dev.customprofiles.pprof.proto.Label;
import dev.customprofiles.pprof.proto.Line;
import dev.customprofiles.pprof.proto.Location;
import dev.customprofiles.pprof.proto.Mapping;
import dev.customprofiles.pprof.proto.Profile;
import dev.customprofiles.pprof.proto.Sample;
import dev.customprofiles.pprof.proto.ValueType;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.SampleType;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a profile as pprof. It can be read by {@code go tool pprof}, Parca (which requires ids from 1 without gaps),
 * Pyroscope and speedscope (which requires one line per location). The same profile gives the same bytes.
 */
public final class PprofWriter {

    private record NamedFunction(String name, String file) {}

    private static final int MAPPING = 1;

    private final Index<String> strings = new Index<>(0);
    private final Index<NamedFunction> functions = new Index<>(1);
    private final Index<Frame> locations = new Index<>(1);
    private final Profile.Builder profile = Profile.newBuilder();

    private PprofWriter(StackProfile written, Losses losses, Origin origin) {
        strings.of("");
        describe(written, origin);
        written.samples().forEach(this::sample);
        comment(written, losses, origin);
        tables();
    }

    /** Converts the profile to a protobuf message. */
    public static Profile profile(StackProfile written, Losses losses, Origin origin) {
        return new PprofWriter(written, losses, origin).profile.build();
    }

    /** Writes the profile uncompressed, for readers that cannot unzip, without closing the stream. */
    public static void write(StackProfile written, Losses losses, Origin origin, OutputStream out) throws IOException {
        profile(written, losses, origin).writeTo(out);
    }

    /**
     * Writes the profile in the usual form, as one gzip member without a name or a time, without closing the stream.
     */
    public static void writeGzip(StackProfile written, Losses losses, Origin origin, OutputStream out)
            throws IOException {
        GZIPOutputStream gzip = new GZIPOutputStream(out);
        write(written, losses, origin, gzip);
        gzip.finish();
    }

    private void describe(StackProfile written, Origin origin) {
        written.types().forEach(type -> profile.addSampleType(type(type)));
        profile.setDefaultSampleType(strings.of(written.shownType().name()));
        profile.setPeriodType(type(written.periodType())).setPeriod(written.period());
        profile.setTimeNanos(written.timeNanos()).setDurationNanos(written.durationNanos());
        profile.addMapping(Mapping.newBuilder()
                .setId(MAPPING)
                .setFilename(strings.of(origin.application()))
                .setHasFunctions(true)
                .setHasFilenames(true)
                .setHasLineNumbers(true));
    }

    private ValueType type(SampleType type) {
        return ValueType.newBuilder()
                .setType(strings.of(type.name()))
                .setUnit(strings.of(type.unit()))
                .build();
    }

    private void sample(StackSample written) {
        Sample.Builder sample = Sample.newBuilder();
        for (Frame frame : written.frames()) {
            sample.addLocationId(locations.of(frame));
        }
        sample.addAllValue(written.values());
        written.labels().forEach(label -> label(sample, label));
        profile.addSample(sample);
    }

    /** Adds a label unless its text is empty: that would be string 0, which readers take for a number. */
    private void label(Sample.Builder sample, SampleLabel label) {
        if (label.text() == null) {
            sample.addLabel(Label.newBuilder()
                    .setKey(strings.of(label.key()))
                    .setNum(label.number())
                    .setNumUnit(strings.of(label.unit())));
        } else if (!label.text().isEmpty()) {
            sample.addLabel(Label.newBuilder().setKey(strings.of(label.key())).setStr(strings.of(label.text())));
        }
    }

    private void comment(StackProfile written, Losses losses, Origin origin) {
        comment("written by " + origin.tool());
        comment("recording: " + origin.recording());
        written.comments().forEach(this::comment);
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
