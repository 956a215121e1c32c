package dev.customprofiles.writer;

import dev.customprofiles.live.Losses;
import dev.customprofiles.profile.SampleType;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.text.InstantText;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Writes a {@link TopTable} as one JSON object. docs/reference/commands.md describes the format. */
public final class TopJson {

    private final JsonWriter json;
    private final StackProfile profile;
    private final TopTable table;
    private final boolean wholeStacks;
    private final int weight;
    private final int age;

    private TopJson(JsonWriter json, StackProfile profile, TopTable table, boolean wholeStacks) {
        this.json = json;
        this.profile = profile;
        this.table = table;
        this.wholeStacks = wholeStacks;
        weight = TopOrder.WEIGHT.index(profile.types());
        age = TopOrder.AGE.index(profile.types());
    }

    /**
     * Writes the object and a line end. Unknown values are null.
     *
     * @param profile the profile of the table
     * @param limit the maximum number of rows
     * @param wholeStacks whether stacks are complete, so that sites have signatures
     */
    public static void write(
            StackProfile profile, TopTable table, int limit, boolean wholeStacks, Losses losses, Appendable out)
            throws IOException {
        JsonWriter json = new JsonWriter(out);
        new TopJson(json, profile, table, wholeStacks).write(limit, losses);
        out.append('\n');
    }

    private void write(int limit, Losses losses) throws IOException {
        boolean instant = profile.durationNanos() == 0;
        SampleType shown = profile.shownType();
        json.beginObject();
        json.name("profile").value(profile.name());
        json.name("at").value(instant ? InstantText.utc(profile.timeNanos()) : null);
        json.name("from").value(instant ? null : InstantText.utc(profile.timeNanos()));
        json.name("to").value(instant ? null : InstantText.utc(profile.endNanos()));
        json.name("by").value(table.by().name().toLowerCase(Locale.ROOT));
        json.name("type").value(shown.name());
        json.name("unit").value(shown.unit());
        json.name("weightUnit")
                .value(weight < 0 ? null : profile.types().get(weight).unit());
        json.name("total").value(table.total());
        json.name("rowCount").value(table.rows().size());
        json.name("rows").beginArray();
        List<TopTable.Row> rows = table.rows();
        for (TopTable.Row row : rows.subList(0, Math.min(limit, rows.size()))) {
            row(row);
        }
        json.endArray();
        AnswerJson.losses(json, losses);
        json.endObject();
    }

    private Long value(TopTable.Row row, String type) {
        for (int i = 0; i < profile.types().size(); i++) {
            if (profile.types().get(i).name().equals(type)) {
                return row.values().get(i);
            }
        }
        return null;
    }

    private void row(TopTable.Row row) throws IOException {
        json.beginObject();
        json.name("name").value(row.name());
        json.name("flat").value(row.flat());
        json.name("cum").value(table.by().isOfFrames() ? (Long) row.cum() : null);
        json.name("count").value(row.values().get(0));
        json.name("weight").value(weight < 0 ? null : row.values().get(weight));
        json.name("meanAgeSeconds")
                .seconds(age < 0 || row.values().get(0) == 0 ? null : (Long) TopTable.mean(row, age));
        json.name("added").value(value(row, LiveSetProfile.ADDED));
        json.name("removed").value(value(row, LiveSetProfile.REMOVED));
        json.name("collected").value(age < 0 ? null : (Long) row.collected());
        if (table.by() == Grouping.SITE) {
            SiteJson.write(json, profile.name(), row.first(), wholeStacks);
        }
        json.endObject();
    }
}
