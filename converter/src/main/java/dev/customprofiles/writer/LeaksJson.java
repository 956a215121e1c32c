package dev.customprofiles.writer;

import dev.customprofiles.holders.Holders;
import dev.customprofiles.leaks.Healthy;
import dev.customprofiles.leaks.Suspect;
import dev.customprofiles.live.Losses;
import java.io.IOException;
import java.util.List;

/** Writes suspects as one JSON object. docs/reference/commands.md describes the format. */
public final class LeaksJson {

    private LeaksJson() {}

    /**
     * Writes the object and a line end. Empty lists are written as empty arrays, absent texts as null.
     *
     * @param holders what holds the objects, of a heap dump; null without one
     */
    public static void write(
            List<Suspect> suspects,
            List<Healthy> healthy,
            List<String> notes,
            Losses losses,
            Holders holders,
            Appendable out)
            throws IOException {
        JsonWriter json = new JsonWriter(out).beginObject();
        json.name("suspects").beginArray();
        for (Suspect suspect : suspects) {
            suspect(json, suspect, holders);
        }
        json.endArray().name("healthy").beginArray();
        for (Healthy profile : healthy) {
            json.beginObject();
            json.name("profile").value(profile.profile());
            json.name("live").value(profile.live());
            json.name("sites").value(profile.sites());
            json.endObject();
        }
        json.endArray();
        json.name("notes").values(notes);
        AnswerJson.losses(json, losses);
        json.endObject();
        out.append('\n');
    }

    private static void suspect(JsonWriter json, Suspect suspect, Holders holders) throws IOException {
        json.beginObject();
        json.name("profile").value(suspect.profile());
        json.name("verdict").value(suspect.verdict().toString());
        json.name("signature").value(suspect.signature());
        json.name("leaked").value(suspect.leaked());
        json.name("live").value(suspect.live());
        json.name("collected").value(suspect.collected());
        json.name("added").value(suspect.added());
        json.name("removed").value(suspect.removed());
        json.name("perHour").value(Math.round(suspect.perHour()));
        json.name("oldestAgeSeconds").value(suspect.oldestNanos() / 1_000_000_000);
        json.name("label").value(suspect.site().label());
        json.name("class").value(suspect.site().objectClass());
        AnswerJson.frames(json, suspect.site().frames());
        json.name("sentence").value(suspect.sentence());
        if (holders != null) {
            HoldersJson.groups(
                    json,
                    holders.groups(
                            suspect.profile(),
                            suspect.site().frames(),
                            suspect.site().label()),
                    null);
        }
        json.endObject();
    }
}
