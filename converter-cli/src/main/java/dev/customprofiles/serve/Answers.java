package dev.customprofiles.serve;

import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.query.Answer;
import dev.customprofiles.query.Input;
import dev.customprofiles.query.Subject;
import dev.customprofiles.writer.LossText;
import dev.customprofiles.writer.PprofWriter;
import dev.customprofiles.writer.Printable;
import dev.customprofiles.writer.TextWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Asks, and puts the answer into the form that was wished for. */
record Answers(Subject subject) {

    Page profile(ProfileRequest request) throws IOException {
        try (Input input = subject.open()) {
            Answer answer = request.seconds() == 0
                    ? request.query().ask(input)
                    : request.query().askForChange(input, TimeUnit.SECONDS.toNanos(request.seconds()));
            StackProfile profile = answer.profile();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            if (!request.text()) {
                PprofWriter.writeGzip(profile, answer.losses(), answer.origin(), body);
                String change = request.seconds() == 0 ? "" : "-delta";
                return Page.pprof(request.query().profile() + change, body.toByteArray());
            }
            TextWriter.write(profile, body);
            for (String loss : LossText.warnings(answer.losses())) {
                body.writeBytes(("# incomplete: " + Printable.of(loss) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return Page.text(body.toByteArray());
        }
    }

    Page index(boolean text) throws IOException {
        try (Input input = subject.open()) {
            return IndexPage.of(input).page(text);
        }
    }
}
