package dev.customprofiles.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds an answer about many instants against the answers about each. */
final class TimelineChecks {

    private TimelineChecks() {}

    /** As {@link #assertSameAsOneByOne}, and what happened in between explains the differences. */
    static void assertComplete(Recording recording, List<Long> instants) throws IOException {
        assertSameAsOneByOne(recording, instants, AgeRange.ALL, Question.From.FIRST_SNAPSHOT);
        List<Timeline> timelines = assertSameAsOneByOne(recording, instants, AgeRange.ALL, Question.From.LAST_SNAPSHOT);
        for (Timeline timeline : timelines) {
            for (int i = 1; i < timeline.instants().size(); i++) {
                if (timeline.span().contains(timeline.instants().get(i - 1))) {
                    Timeline.Interval interval = timeline.intervals().get(i);
                    assertEquals(
                            timeline.at(i).count() - timeline.at(i - 1).count(),
                            interval.added() - interval.removed() - interval.collected(),
                            timeline.profile() + " up to " + timeline.instants().get(i));
                }
            }
        }
    }

    /** The peak is what was live at its own instant, and as much as at each of the others. */
    static void assertPeaksAreReachedAndNeverExceeded(Recording recording, List<Long> instants) throws IOException {
        for (ProfileHistory profile :
                Replay.run(recording, Question.everything()).profiles()) {
            Peak peak = profile.peak();
            Question then = Question.liveSet(profile.name(), peak.atNanos());
            ProfileHistory reached =
                    Replay.run(recording, then).profile(profile.name()).orElseThrow();
            assertEquals(peak.count(), reached.live().count(), profile.name() + " " + peak);
            for (long instant : instants) {
                Question other = Question.liveSet(profile.name(), instant);
                Replay.run(recording, other)
                        .profile(profile.name())
                        .ifPresent(live -> assertTrue(live.live().count() <= peak.count(), instant + " " + peak));
            }
        }
    }

    /** Where both begin with the same snapshot, the ages are the same to the nanosecond. */
    static List<Timeline> assertSameAsOneByOne(
            Recording recording, List<Long> instants, AgeRange ages, Question.From from) throws IOException {
        boolean sameBase = from == Question.From.FIRST_SNAPSHOT;
        Question question = new Question(null, Replay.END, false, sameBase, ages, from);
        Timelines timelines = Replay.timelines(recording, question, instants);
        List<Long> ascending = List.copyOf(new TreeSet<>(instants));
        for (Timeline timeline : timelines.profiles()) {
            assertEquals(ascending.size(), timeline.instants().size());
            assertEquals(ascending.size(), timeline.intervals().size());
            for (int i = 0; i < ascending.size(); i++) {
                Question alone = new Question(timeline.profile(), ascending.get(i), false, sameBase, ages, from);
                Optional<ProfileHistory> expected = Replay.run(recording, alone).profile(timeline.profile());
                if (expected.isPresent()
                        && expected.get().span().contains(timeline.instants().get(i))) {
                    String where = timeline.profile() + " at " + ascending.get(i) + " of " + ascending;
                    assertSame(expected.get().live(), timeline.at(i), sameBase, where);
                }
            }
        }
        return timelines.profiles();
    }

    private static void assertSame(LiveSet expected, LiveSet actual, boolean withAges, String where) {
        assertEquals(expected.atNanos(), actual.atNanos(), where);
        assertEquals(expected.unit(), actual.unit(), where);
        assertEquals(sums(expected, withAges), sums(actual, withAges), where);
    }

    /** By site, as far as JFR and the recorder both know its stack: which of the two is known depends on what is read. */
    private static Map<String, List<Long>> sums(LiveSet live, boolean withAges) {
        Map<String, List<Long>> sums = new TreeMap<>();
        for (LiveSite site : live.sites()) {
            String key = Answers.stack(site.site())
                    + site.site().label()
                    + site.site().objectClass();
            List<Long> values = List.of(site.count(), site.weight(), withAges ? site.ageNanos() : 0);
            sums.merge(key, values, (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1), a.get(2) + b.get(2)));
        }
        return sums;
    }
}
