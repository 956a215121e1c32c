package dev.customprofiles.benchmarks.reading;

import dev.customprofiles.live.History;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.replay.Replay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Our replay as run by {@code jfr2pprof}, over all chunks, with everything that it always computes: profiles, sites,
 * weights, ages, counts, losses. One worker per processor.
 */
final class OurReader implements Reader {

    @Override
    public Answer read(Path file) throws IOException {
        try (Recording recording = Recording.open(List.of(file))) {
            History history = Replay.run(recording, Question.everything());
            long added = 0;
            long live = 0;
            long frames = 0;
            for (Timeline profile : history.profiles()) {
                LiveSet set = profile.at(0);
                added += profile.churn().added();
                live += set.count();
                frames += set.sites().stream()
                        .mapToLong(site -> site.count() * site.site().frames().size())
                        .sum();
            }
            return new Answer(added, live, frames);
        }
    }
}
