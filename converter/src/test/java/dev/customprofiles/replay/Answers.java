package dev.customprofiles.replay;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.History;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Site;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Answers of a replay in a form that is easy to compare: text by text. */
final class Answers {

    /** Where stacks are cut for comparing: JFR and the recorder may keep different numbers of frames of a deep one. */
    static final int DEEP = 30;

    private Answers() {}

    static long nanos(Instant at) {
        return at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }

    static History at(Recording recording, long atNanos, Question.From from) throws IOException {
        return Replay.run(recording, Question.liveSet(null, atNanos).replayedFrom(from));
    }

    /** By the method at the top, as {@link Books} are kept. */
    static Map<String, String> byMethod(History history) {
        return fold(live(history), Answers::method);
    }

    /** The same of one of several instants. */
    static Map<String, String> byMethod(History history, int instant) {
        return fold(
                history.profiles().stream()
                        .map(timeline -> timeline.at(instant))
                        .toList(),
                Answers::method);
    }

    private static String method(Site site) {
        String function = site.frames().get(0).function();
        return function.startsWith("[") ? function : function.substring(function.lastIndexOf('.') + 1);
    }

    private static List<LiveSet> live(History history) {
        return history.profiles().stream().map(timeline -> timeline.at(0)).toList();
    }

    /** By the whole stack. */
    static Map<String, String> byStack(History history) {
        return byStack(live(history));
    }

    /** The same of the collected objects only. */
    static Map<String, String> collectedByStack(History history) {
        return byStack(
                live(history).stream().map(set -> set.where(Site::collected)).toList());
    }

    static Map<String, String> byStack(List<LiveSet> sets) {
        return fold(sets, Answers::stack);
    }

    static String stack(Site site) {
        StringBuilder text = new StringBuilder();
        for (Frame frame : site.frames().subList(0, Math.min(DEEP, site.frames().size()))) {
            text.append(frame.function()).append(':').append(frame.line()).append(';');
        }
        return text.toString();
    }

    private static Map<String, String> fold(List<LiveSet> sets, Function<Site, String> name) {
        Map<String, long[]> sums = new TreeMap<>();
        for (LiveSet set : sets) {
            for (LiveSite live : set.sites()) {
                Site site = live.site();
                long[] sum = sums.computeIfAbsent(
                        Books.key(set.profile(), name.apply(site), site.label(), site.objectClass()),
                        absent -> new long[2]);
                sum[0] += live.count();
                sum[1] += live.weight();
            }
        }
        return text(sums);
    }

    static Map<String, String> text(Map<String, long[]> sums) {
        Map<String, String> text = new TreeMap<>();
        sums.forEach((key, sum) -> {
            if (sum[0] != 0) {
                text.put(key, Books.value(sum[0], sum[1]));
            }
        });
        return text;
    }
}
