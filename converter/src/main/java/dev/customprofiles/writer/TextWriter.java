package dev.customprofiles.writer;

import dev.customprofiles.live.Frame;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.SampleType;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import dev.customprofiles.text.DurationText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * Writes a profile as text in the layout of Go's {@code debug=1}. In place of Go's addresses, a sample has its labels
 * and its other values, with times as means. Collected objects are marked in the same way as Go writes labels, by a
 * line that begins with {@code # labels:}.
 */
public final class TextWriter {

    private TextWriter() {}

    /** Writes UTF-8 with {@code \n}, without closing the stream. A profile without samples has a total of 0. */
    public static void write(StackProfile profile, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        SampleType shown = profile.shownType();
        text.write(Printable.of(profile.name()) + " profile: total " + ValueText.exact(profile.total(), shown) + "\n");
        for (StackSample sample : profile.samples()) {
            text.write(ValueText.exact(profile.shownValue(sample), shown) + " @ " + facts(profile, sample) + "\n");
            if (sample.isCollected()) {
                text.write("# labels: {\"" + SampleLabel.COLLECTED + "\":\"true\"}\n");
            }
            for (Frame frame : sample.frames()) {
                text.write("#\t" + Printable.of(frame.function()) + place(frame) + "\n");
            }
            text.write("\n");
        }
        text.flush();
    }

    private static String facts(StackProfile profile, StackSample sample) {
        StringJoiner facts = new StringJoiner(" ");
        for (SampleLabel label : sample.labels()) {
            if (!label.key().equals(SampleLabel.COLLECTED)) {
                fact(facts, label.key(), ValueText.of(label));
            }
        }
        for (int i = 0; i < profile.types().size(); i++) {
            SampleType type = profile.types().get(i);
            long value = sample.values().get(i);
            if (i != profile.shown() && type.isNanoseconds()) {
                fact(
                        facts,
                        "mean-" + type.name(),
                        DurationText.of(value / sample.values().get(0)));
            } else if (i != profile.shown()) {
                fact(facts, type.name(), ValueText.exact(value, type));
            }
        }
        return facts.toString();
    }

    private static void fact(StringJoiner facts, String key, String value) {
        facts.add(key + "=" + Printable.of(value));
    }

    private static String place(Frame frame) {
        if (frame.file().isEmpty()) {
            return "";
        }
        return "\t" + Printable.of(frame.file()) + (frame.line() > 0 ? ":" + frame.line() : "");
    }
}
