package dev.customprofiles.writer;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Losses;
import java.io.IOException;
import java.util.List;

/** Parts that the JSON objects of several commands share. docs/reference/commands.md describes the format. */
public final class AnswerJson {

    private AnswerJson() {}

    /** Writes the object {@code losses}. */
    public static void losses(JsonWriter json, Losses losses) throws IOException {
        json.name("losses").beginObject();
        json.name("incomplete").value(losses.incomplete());
        json.name("warnings").values(LossText.warnings(losses));
        json.endObject();
    }

    /** Writes a stack as the array {@code frames}, leaf first. */
    static void frames(JsonWriter json, List<Frame> frames) throws IOException {
        json.name("frames").beginArray();
        for (Frame frame : frames) {
            json.beginObject();
            json.name("function").value(frame.function());
            json.name("file").value(frame.file());
            json.name("line").value(frame.line());
            json.endObject();
        }
        json.endArray();
    }
}
