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
 * Ours: the replay as {@code jfr2pprof} runs it, over all chunks, with everything that it always does: profiles, sites,
 * weights, ages, counts, losses. As many workers as the process has processors.
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
