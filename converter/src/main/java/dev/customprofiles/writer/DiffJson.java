package dev.customprofiles.writer;

import dev.customprofiles.live.Losses;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.text.InstantText;
import java.io.IOException;
import java.util.Locale;

/** Writes a {@link DiffTable} as one JSON object. docs/reference/commands.md describes the format. */
public final class DiffJson {

    private DiffJson() {}

    /**
     * Writes the object and a line end. Unknown values are null.
     *
     * @param profiles the profiles of the table
     * @param limit the maximum number of rows; 0 for all
     * @param wholeStacks whether stacks are complete, so that sites have signatures
     */
    public static void write(
            DiffProfiles profiles, DiffTable table, int limit, boolean wholeStacks, Losses losses, Appendable out)
            throws IOException {
        StackProfile base = profiles.base();
        JsonWriter json = new JsonWriter(out).beginObject();
        json.name("profile").value(base.name());
        json.name("from").value(InstantText.utc(base.timeNanos()));
        json.name("to").value(InstantText.utc(profiles.at().timeNanos()));
        json.name("by").value(table.by().name().toLowerCase(Locale.ROOT));
        json.name("weightUnit")
                .value(table.weight() == null ? null : table.weight().unit());
        json.name("total").beginObject();
        amounts(json, table, table.total());
        json.endObject();
        json.name("rowCount").value(table.rows().size());
        json.name("rows").beginArray();
        for (DiffTable.Row row : table.first(limit)) {
            json.beginObject();
            json.name("name").value(row.name());
            amounts(json, table, row);
            if (table.by() == Grouping.SITE) {
                SiteJson.write(json, base.name(), row.first(), wholeStacks);
            }
            json.endObject();
        }
        json.endArray();
        AnswerJson.losses(json, losses);
        json.endObject();
        out.append('\n');
    }

    private static void amounts(JsonWriter json, DiffTable table, DiffTable.Row row) throws IOException {
        amounts(json.name("count"), row.count());
        json.name("weight");
        if (table.weight() == null) {
            json.value((String) null);
        } else {
            amounts(json, row.weight());
        }
    }

    private static void amounts(JsonWriter json, DiffTable.Amounts amounts) throws IOException {
        json.beginObject();
        json.name("added").value(amounts.added());
        json.name("left").value(amounts.left());
        json.name("removed").value(amounts.removed());
        json.name("collected").value(amounts.collected());
        json.name("net").value(amounts.net());
        json.name("base").value(amounts.base());
        json.name("at").value(amounts.at());
        json.endObject();
    }
}
