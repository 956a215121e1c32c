package dev.customprofiles.writer;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.SaturatingMath;
import dev.customprofiles.profile.SampleType;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import dev.customprofiles.text.InstantText;
import dev.customprofiles.text.Quantity;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a profile in the file format of speedscope, which other viewers read too. Each type becomes a sampled profile.
 * Labels are omitted, because the format has none. Collected objects have {@code [collected]} as the leaf.
 */
public final class SpeedscopeWriter {

    private static final String SCHEMA = "https://www.speedscope.app/file-format-schema.json";

    private final JsonWriter json;
    private final Index<Frame> frames = new Index<>(0);

    private SpeedscopeWriter(Appendable out) {
        this.json = new JsonWriter(out);
    }

    /**
     * Writes UTF-8, without closing the stream. Viewers reject files with negative values, so these are omitted, and
     * their number is in the name of the sampled profile.
     */
    public static void write(StackProfile profile, Origin origin, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        new SpeedscopeWriter(text).file(profile, origin);
        text.flush();
    }

    private void file(StackProfile profile, Origin origin) throws IOException {
        json.beginObject().name("$schema").value(SCHEMA);
        json.name("name").value(profile.name() + " at " + InstantText.utc(profile.endNanos()));
        json.name("exporter").value(origin.tool());
        json.name("activeProfileIndex").value(profile.shown());
        profile.samples().forEach(sample -> CollectedFrame.mark(sample).forEach(frames::of));
        json.name("shared").beginObject().name("frames").beginArray();
        for (Frame frame : frames.values()) {
            frame(frame);
        }
        json.endArray().endObject();
        json.name("profiles").beginArray();
        for (int type = 0; type < profile.types().size(); type++) {
            sampled(profile, type);
        }
        json.endArray().endObject();
    }

    private void frame(Frame frame) throws IOException {
        json.beginObject().name("name").value(frame.function());
        if (!frame.file().isEmpty()) {
            json.name("file").value(frame.file());
        }
        if (frame.line() > 0) {
            json.name("line").value(frame.line());
        }
        json.endObject();
    }

    private void sampled(StackProfile profile, int type) throws IOException {
        List<StackSample> samples = profile.samples().stream()
                .filter(sample -> sample.values().get(type) >= 0)
                .toList();
        int below = profile.samples().size() - samples.size();
        String name = profile.types().get(type).name();
        json.beginObject().name("type").value("sampled");
        json.name("name").value(below == 0 ? name : name + " (" + Quantity.of(below, "stack") + " below 0 left out)");
        json.name("unit").value(unit(profile.types().get(type)));
        json.name("startValue").value(0);
        json.name("endValue")
                .value(SaturatingMath.sum(
                        samples.stream().mapToLong(sample -> sample.values().get(type))));
        json.name("samples").beginArray();
        for (StackSample sample : samples) {
            json.beginArray();
            List<Frame> leafFirst = CollectedFrame.mark(sample);
            for (int i = leafFirst.size() - 1; i >= 0; i--) {
                json.value(frames.of(leafFirst.get(i)));
            }
            json.endArray();
        }
        json.endArray().name("weights").beginArray();
        for (StackSample sample : samples) {
            json.value(sample.values().get(type));
        }
        json.endArray().endObject();
    }

    /** Converts the unit to one of the format; other units become {@code none}. */
    private static String unit(SampleType type) {
        return type.isNanoseconds() || type.isBytes() ? type.unit() : "none";
    }
}
