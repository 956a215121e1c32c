package dev.customprofiles.writer;

import dev.customprofiles.holders.HeldSite;
import dev.customprofiles.holders.HolderGroup;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.text.InstantText;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes what holds the objects of each site, as one JSON object. docs/reference/commands.md describes the format. */
public final class HoldersJson {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private HoldersJson() {}

    /** Writes the object and a line end. */
    public static void write(Holders holders, Appendable out) throws IOException {
        JsonWriter json = new JsonWriter(out).beginObject();
        json.name("at").value(InstantText.utc(holders.takenMillis() * NANOS_PER_MILLI));
        json.name("withoutStack").value(holders.withoutStack());
        json.name("sites").beginArray();
        for (HeldSite site : holders.sites()) {
            json.beginObject();
            json.name("profile").value(site.profile());
            json.name("signature").value(site.site().signature(site.profile()));
            json.name("live").value(site.objects());
            json.name("retainedBytes").value(site.retainedBytes());
            json.name("unit").value(site.unit());
            AnswerJson.frames(json, site.site().frames());
            groups(json, site.groups(), site.unit());
            json.endObject();
        }
        json.endArray().endObject();
        out.append('\n');
    }

    /**
     * Writes the array {@code holders}.
     *
     * @param unit the unit of the weights; null to leave them out
     */
    static void groups(JsonWriter json, List<HolderGroup> groups, String unit) throws IOException {
        json.name("holders").beginArray();
        for (HolderGroup group : groups) {
            json.beginObject();
            json.name("held").value(group.path().hold().toString());
            json.name("signature").value(group.path().signature());
            json.name("path").values(group.path().steps());
            json.name("classLoaderPath").values(group.path().loader());
            json.name("class").value(group.path().objectClass());
            json.name("objects").value(group.objects());
            json.name("weight").value(unit == null ? null : (Long) group.weight());
            json.name("retainedBytes").value(group.retainedBytes() < 0 ? null : (Long) group.retainedBytes());
            json.name("oldestAgeSeconds").seconds(group.oldestNanos() == 0 ? null : (Long) group.oldestNanos());
            json.name("labels").beginArray();
            for (Map.Entry<String, Long> label : group.labels().entrySet()) {
                json.beginObject();
                json.name("label").value(label.getKey());
                json.name("objects").value(label.getValue());
                json.endObject();
            }
            json.endArray().endObject();
        }
        json.endArray();
    }
}
