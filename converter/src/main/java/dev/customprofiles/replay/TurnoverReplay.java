package dev.customprofiles.replay;

import dev.customprofiles.live.Question;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.Turnover;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Finds the {@link Turnover} of some of the sites. */
public final class TurnoverReplay {

    private TurnoverReplay() {}

    /**
     * Answers a question about the recorder's profiles; its ages do not matter, for they are of one instant. What a {@link
     * Replay} of the same question reads is read.
     *
     * @param instants in any order; none throws {@link IllegalArgumentException}. With one of them, and the peak asked for, the
     *     peaks are found, too
     * @param chosen for any number of threads
     * @return by profile
     * @throws IOException if the recording cannot be read at all
     */
    public static Map<String, Turnover> run(
            Recording recording, Question question, List<Long> instants, Predicate<Site> chosen) throws IOException {
        return Replay.turnovers(recording, question, instants, chosen);
    }
}
