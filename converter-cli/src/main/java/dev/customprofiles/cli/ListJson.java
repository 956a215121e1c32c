package dev.customprofiles.cli;

import dev.customprofiles.builtin.BuiltinEvents;
import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.builtin.RecordedJvm;
import dev.customprofiles.live.Churn;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.Peak;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.Span;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.query.ListAnswer;
import dev.customprofiles.text.InstantText;
import dev.customprofiles.writer.AnswerJson;
import dev.customprofiles.writer.JsonWriter;
import dev.customprofiles.writer.LossText;
import java.io.IOException;
import java.util.Map;

/** Writes the contents of a recording as one JSON object. docs/reference/commands.md describes the format. */
final class ListJson {

    private ListJson() {}

    /** Writes the object and a line end. Unknown values are null. */
    static void write(ListAnswer answer, Span recorded, Appendable out) throws IOException {
        JsonWriter json = new JsonWriter(out).beginObject();
        json.name("profiles").beginArray();
        for (Timeline profile : answer.history().profiles()) {
            profile(json, profile);
        }
        json.endArray().name("builtins").beginArray();
        for (Map.Entry<BuiltinProfile, BuiltinEvents> builtin :
                answer.builtins().entrySet()) {
            builtin(json, builtin.getKey(), builtin.getValue());
        }
        json.endArray().name("recorded").beginObject();
        json.name("from").value(InstantText.utc(recorded.startNanos()));
        json.name("to").value(InstantText.utc(recorded.endNanos()));
        json.endObject().name("jvms").beginArray();
        for (RecordedJvm jvm : answer.jvms()) {
            jvm(json, jvm);
        }
        json.endArray();
        json.name("notes").values(LossText.notes(answer.history().losses()));
        AnswerJson.losses(json, answer.history().losses());
        json.endObject();
        out.append('\n');
    }

    private static void profile(JsonWriter json, Timeline profile) throws IOException {
        Churn churn = profile.churn();
        LiveSet live = profile.at(0);
        boolean isCounted = churn.isKnown();
        Long left = isCounted ? churn.collected() : null;
        json.beginObject();
        json.name("name").value(profile.profile());
        json.name("weak").value(profile.weak());
        json.name("live").value(live.count());
        json.name("added").value(isCounted ? (Long) churn.added() : null);
        json.name("removed").value(isCounted ? (Long) churn.removed() : null);
        json.name("collected")
                .value(
                        profile.weak()
                                ? left
                                : (Long) live.where(Site::collected).count());
        json.name("orphans").value(churn.orphans());
        json.name("firstSeen").value(InstantText.utc(profile.span().startNanos()));
        peak(json.name("peak"), churn.peak());
        json.endObject();
    }

    private static void peak(JsonWriter json, Peak peak) throws IOException {
        if (peak == null) {
            json.value((String) null);
            return;
        }
        json.beginObject();
        json.name("count").value(peak.count());
        json.name("at").value(InstantText.utc(peak.atNanos()));
        json.endObject();
    }

    private static void builtin(JsonWriter json, BuiltinProfile profile, BuiltinEvents found) throws IOException {
        json.beginObject();
        json.name("name").value(profile.goName());
        json.name("total").value(found.total());
        json.name("events").beginObject();
        for (Map.Entry<String, Long> event : found.counts().entrySet()) {
            json.name(event.getKey()).value(event.getValue());
        }
        json.endObject().endObject();
    }

    private static void jvm(JsonWriter json, RecordedJvm jvm) throws IOException {
        json.beginObject();
        json.name("name").value(jvm.name());
        json.name("version").value(jvm.version());
        json.name("pid").value(jvm.pid());
        json.name("started").value(jvm.startNanos() == 0 ? null : InstantText.utc(jvm.startNanos()));
        json.name("application").value(jvm.application());
        json.endObject();
    }
}
