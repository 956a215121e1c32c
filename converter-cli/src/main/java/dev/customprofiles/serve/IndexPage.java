package dev.customprofiles.serve;

import dev.customprofiles.builtin.BuiltinEvents;
import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.live.History;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Site;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.Input;
import dev.customprofiles.replay.Replay;
import dev.customprofiles.writer.LossText;
import dev.customprofiles.writer.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The list of profiles, like Go's index.
 *
 * @param name the name of the subject
 * @param counts by name of the profile, the live objects of a custom profile or the count of a builtin one
 * @param losses the losses of the recording
 */
record IndexPage(String name, Map<String, Count> counts, List<String> losses) {

    /**
     * The count of a profile.
     *
     * @param collected the number of live objects whose value was garbage collected; 0 for a builtin profile
     */
    record Count(long total, long collected) {

        private static Count of(LiveSet live) {
            return new Count(live.count(), live.where(Site::collected).count());
        }

        /** Returns a note to put after the profile's name, so that the columns of counts and names stay clean. */
        private String note(String separator) {
            return collected == 0 ? "" : separator + "(" + collected + " collected)";
        }
    }

    static IndexPage of(Input input, Shaping shaping) throws IOException {
        Map<String, Count> counts = new TreeMap<>();
        History history = Replay.run(
                input.recording(), Question.liveSet(null, Question.END).where(shaping::passes));
        if (history.profiles().isEmpty()) {
            // Without snapshots, the last chunk may not have a profile.
            history = Replay.run(input.recording(), Question.everything().where(shaping::passes));
        }
        history.profiles().forEach(profile -> counts.put(profile.profile(), Count.of(profile.at(0))));
        Map<BuiltinProfile, BuiltinEvents> builtins = BuiltinEvents.of(input.recording());
        builtins.forEach((builtin, events) -> counts.put(builtin.goName(), new Count(events.total(), 0)));
        List<String> losses = new ArrayList<>(LossText.warnings(history.losses()));
        builtins.values().forEach(events -> losses.addAll(events.losses()));
        return new IndexPage(input.name(), counts, losses);
    }

    Reply page(boolean text) {
        return text ? Reply.text(text().getBytes(StandardCharsets.UTF_8)) : Reply.html(html());
    }

    private String text() {
        StringBuilder text = new StringBuilder(Printable.of(name) + "\n\nCount\tProfile\n");
        counts.forEach((profile, count) -> text.append(count.total())
                .append('\t')
                .append(Printable.of(profile))
                .append(count.note("\t"))
                .append('\n'));
        losses.forEach(
                loss -> text.append("# incomplete: ").append(Printable.of(loss)).append('\n'));
        return text.toString();
    }

    private String html() {
        StringBuilder html = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<title>/debug/pprof/</title>\n</head>\n<body>\n<p>/debug/pprof/ of ")
                .append(escaped(name))
                .append("</p>\n<table>\n<thead><tr><td>Count</td><td>Profile</td></tr></thead>\n");
        counts.forEach((profile, count) -> html.append("<tr><td>")
                .append(count.total())
                .append("</td><td><a href=\"")
                .append(PercentEncoding.encode(profile))
                .append("?debug=1\">")
                .append(escaped(profile))
                .append("</a>")
                .append(count.note(" "))
                .append("</td></tr>\n"));
        html.append("</table>\n<p><a href=\"/\">over time</a>, <a href=\"/leaks\">leaks</a></p>\n");
        losses.forEach(
                loss -> html.append("<p>incomplete: ").append(escaped(loss)).append("</p>\n"));
        return html.append("</body>\n</html>\n").toString();
    }

    /** Escapes text for an element or an attribute, because it may come from a crafted recording. */
    private static String escaped(String text) {
        return Printable.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
