package dev.customprofiles.serve;

import dev.customprofiles.builtin.RecordedJvm;
import dev.customprofiles.page.Opening;
import dev.customprofiles.page.Page;
import dev.customprofiles.page.PageData;
import dev.customprofiles.profile.Frameworks;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.query.Answer;
import dev.customprofiles.query.Input;
import dev.customprofiles.query.LeaksAnswer;
import dev.customprofiles.query.Query;
import dev.customprofiles.query.ReportAnswer;
import dev.customprofiles.query.Steps;
import dev.customprofiles.query.Subject;
import dev.customprofiles.query.TimelineAnswer;
import dev.customprofiles.writer.LeaksJson;
import dev.customprofiles.writer.LeaksText;
import dev.customprofiles.writer.LossText;
import dev.customprofiles.writer.PprofWriter;
import dev.customprofiles.writer.Printable;
import dev.customprofiles.writer.TextWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs queries and formats their answers.
 *
 * @param isProcess whether the subject is a process, which may have ended
 */
record Answers(Subject subject, Shaping shaping, boolean isProcess) {

    static final String REPORT_DATA = "/report.json";
    static final String LEAKS = "/leaks";
    static final String LEAKS_JSON = "/leaks.json";

    private static final int REPORT_PARTS = 400;

    private static final Query ALL = Query.of(null, ZoneId.systemDefault());

    Reply profile(ProfileRequest request) throws IOException {
        try (Input input = subject.open()) {
            Answer answer = request.seconds() == 0
                    ? request.query().ask(input)
                    : request.query().askForChange(input, TimeUnit.SECONDS.toNanos(request.seconds()));
            StackProfile profile = shaping.apply(answer.profile());
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            if (!request.text()) {
                PprofWriter.writeGzip(profile, answer.losses(), answer.origin(), body);
                String change = request.seconds() == 0 ? "" : "-delta";
                return Reply.pprof(request.query().profile() + change, body.toByteArray());
            }
            TextWriter.write(profile, body);
            for (String loss : LossText.warnings(answer.losses())) {
                body.writeBytes(("# incomplete: " + Printable.of(loss) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return Reply.text(body.toByteArray());
        }
    }

    /** Returns the sites that leak. */
    Reply leaks(boolean json) throws IOException {
        try (Input input = subject.open()) {
            LeaksAnswer answer = ALL.leaks(input, shaping);
            StringBuilder text = new StringBuilder();
            if (json) {
                LeaksJson.write(answer.suspects(), answer.healthy(), answer.notes(), answer.losses(), null, text);
                return Reply.json(text.toString());
            }
            LeaksText.write(answer.suspects(), answer.healthy(), Frameworks.DEFAULT, Integer.MAX_VALUE, null, text);
            answer.notes()
                    .forEach(note ->
                            text.append("# note: ").append(Printable.of(note)).append('\n'));
            LossText.warnings(answer.losses())
                    .forEach(loss -> text.append("# incomplete: ")
                            .append(Printable.of(loss))
                            .append('\n'));
            return Reply.text(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    Reply index(boolean text) throws IOException {
        try (Input input = subject.open()) {
            return IndexPage.of(input, shaping).page(text);
        }
    }

    /** Returns the page of all profiles over time, which polls for new data. */
    Reply report() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Boolean goesOn = goesOn();
        try (Input input = subject.open()) {
            ReportAnswer report = ALL.report(input, Steps.parts(REPORT_PARTS), shaping);
            LeaksAnswer leaks = report.leaks();
            Opening opening = new Opening(
                    leaks.span(),
                    RecordedJvm.of(input.recording()).values(),
                    leaks.suspectsIn(shaping),
                    leaks.notes(),
                    goesOn,
                    null);
            Page.write(reportData(report.timelines(), opening), REPORT_DATA, body);
        }
        return Reply.page(body.toByteArray());
    }

    /** Returns the data for which the page polls. It does so every two seconds, and keeps the leaks that it has. */
    String reportData() throws IOException {
        Boolean goesOn = goesOn();
        try (Input input = subject.open()) {
            TimelineAnswer answer = ALL.timelines(input, Steps.parts(REPORT_PARTS), shaping);
            return reportData(answer, Opening.of(input.span(), List.of()).goesOn(goesOn));
        }
    }

    /** Must be called before the recording is read, so that nothing is missing once it has ended. Null for files. */
    private Boolean goesOn() {
        return isProcess ? subject.goesOn() : null;
    }

    private String reportData(TimelineAnswer answer, Opening opening) throws IOException {
        return PageData.of(answer.history(), opening, shaping.comments(), answer.origin());
    }
}
