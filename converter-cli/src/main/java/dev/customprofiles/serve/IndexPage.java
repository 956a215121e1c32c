package dev.customprofiles.serve;

import dev.customprofiles.builtin.BuiltinEvents;
import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.Input;
import dev.customprofiles.replay.History;
import dev.customprofiles.replay.Question;
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
 * The profiles there are, as Go's index has them.
 *
 * @param name what it is about
 * @param counts of a custom profile the live objects, of a builtin one the count, by the profile's name
 * @param losses what the recording could not tell
 */
record IndexPage(String name, Map<String, Long> counts, List<String> losses) {

    static IndexPage of(Input input, Shaping shaping) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        History history = Replay.run(input.recording(), Question.liveSet(null, Replay.END));
        if (history.profiles().isEmpty()) {
            // Without snapshots the last chunk need not know a profile.
            history = Replay.run(input.recording(), Question.everything());
        }
        history.profiles()
                .forEach(profile -> counts.put(
                        profile.name(), profile.live().where(shaping::passes).count()));
        Map<BuiltinProfile, BuiltinEvents> builtins = BuiltinEvents.of(input.recording());
        builtins.forEach((builtin, events) -> counts.put(builtin.goName(), events.total()));
        List<String> losses = new ArrayList<>(LossText.warnings(history.losses()));
        builtins.values().forEach(events -> losses.addAll(events.losses()));
        return new IndexPage(input.name(), counts, losses);
    }

    Reply page(boolean text) {
        return text ? Reply.text(text().getBytes(StandardCharsets.UTF_8)) : Reply.html(html());
    }

    private String text() {
        StringBuilder text = new StringBuilder(Printable.of(name) + "\n\nCount\tProfile\n");
        counts.forEach((profile, count) ->
                text.append(count).append('\t').append(Printable.of(profile)).append('\n'));
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
                .append(count)
                .append("</td><td><a href=\"")
                .append(PercentEncoding.encode(profile))
                .append("?debug=1\">")
                .append(escaped(profile))
                .append("</a></td></tr>\n"));
        html.append("</table>\n<p><a href=\"/\">over time</a></p>\n");
        losses.forEach(
                loss -> html.append("<p>incomplete: ").append(escaped(loss)).append("</p>\n"));
        return html.append("</body>\n</html>\n").toString();
    }

    /** Text that is nothing but text, in an element or an attribute: it may come from a recording, whoever made it. */
    private static String escaped(String text) {
        return Printable.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
