package dev.customprofiles.writer;

import dev.customprofiles.replay.Frame;
import dev.customprofiles.replay.LiveSet;
import dev.customprofiles.replay.LiveSite;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * Writes a live set for reading, in the layout of Go's {@code debug=1}: where Go puts addresses, a site has what Java
 * knows of its objects.
 */
public final class TextWriter {

    private TextWriter() {}

    /** Writes UTF-8 with {@code \n}; an empty live set is a total of 0. The stream stays open. */
    public static void write(LiveSet live, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write(Printable.of(live.profile()) + " profile: total " + live.count() + "\n");
        for (LiveSite site : live.sites()) {
            text.write(site.count() + " @ " + facts(live, site) + "\n");
            for (Frame frame : site.site().frames()) {
                text.write("#\t" + Printable.of(frame.function()) + place(frame) + "\n");
            }
            text.write("\n");
        }
        text.flush();
    }

    private static String facts(LiveSet live, LiveSite site) {
        StringJoiner facts = new StringJoiner(" ");
        fact(facts, "label", site.site().label());
        fact(facts, "class", site.site().objectClass());
        fact(facts, "thread", site.site().thread());
        if (live.unit() != null) {
            fact(facts, "space", site.weight() + " " + live.unit());
        }
        fact(facts, "mean-age", DurationText.of(site.ageNanos() / site.count()));
        return facts.toString();
    }

    private static void fact(StringJoiner facts, String key, String value) {
        if (value != null) {
            facts.add(key + "=" + Printable.of(value));
        }
    }

    private static String place(Frame frame) {
        if (frame.file().isEmpty()) {
            return "";
        }
        return "\t" + Printable.of(frame.file()) + (frame.line() > 0 ? ":" + frame.line() : "");
    }
}
