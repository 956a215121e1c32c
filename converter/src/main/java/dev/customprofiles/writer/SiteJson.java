package dev.customprofiles.writer;

import dev.customprofiles.live.Site;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.StackSample;
import java.io.IOException;

/** Writes the JSON fields of a site into the object of its row. */
final class SiteJson {

    private SiteJson() {}

    /**
     * Writes the fields; absent texts are null.
     *
     * @param sample a sample of the site
     * @param wholeStacks whether its stack is complete; otherwise its signature is unknown
     */
    static void write(JsonWriter json, String profile, StackSample sample, boolean wholeStacks) throws IOException {
        String label = text(sample, SampleLabel.LABEL);
        json.name("signature")
                .value(wholeStacks ? new Site(sample.frames(), label, null, null).signature(profile) : null);
        json.name("label").value(label);
        json.name("class").value(text(sample, SampleLabel.CLASS));
        json.name("thread").value(text(sample, SampleLabel.THREAD));
        AnswerJson.frames(json, sample.frames());
    }

    private static String text(StackSample sample, String key) {
        return sample.label(key).map(SampleLabel::text).orElse(null);
    }
}
