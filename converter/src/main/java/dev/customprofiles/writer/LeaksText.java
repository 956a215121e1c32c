package dev.customprofiles.writer;

import dev.customprofiles.holders.Holders;
import dev.customprofiles.leaks.Healthy;
import dev.customprofiles.leaks.Suspect;
import dev.customprofiles.profile.Frameworks;
import dev.customprofiles.text.DurationText;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Writes suspects as text: for each the site, the evidence, the numbers and the stack. */
public final class LeaksText {

    /** Width for a terminal of 80 columns. */
    private static final int WIDTH = 79;

    private LeaksText() {}

    /**
     * Writes the suspects in their order, or a line if there are none, then the profiles without suspects.
     *
     * @param frameworks the frameworks: a stack is shown from its first frame of the application on
     * @param frames the maximum number of frames per stack
     * @param holders what holds the objects, of a heap dump; null without one
     */
    public static void write(
            List<Suspect> suspects,
            List<Healthy> healthy,
            Frameworks frameworks,
            int frames,
            Holders holders,
            Appendable out)
            throws IOException {
        int number = 0;
        for (Suspect suspect : suspects) {
            out.append(number == 0 ? "" : "\n");
            write(++number, suspect, frameworks, frames, holders, out);
        }
        if (suspects.isEmpty()) {
            out.append("no suspects\n");
        }
        if (!healthy.isEmpty()) {
            out.append(suspects.isEmpty() ? "" : "\n");
        }
        for (Healthy profile : healthy) {
            out.append("healthy: " + Printable.of(profile.profile()) + ", " + count(profile.live()) + " live from "
                    + profile.sites() + (profile.sites() == 1 ? " site" : " sites") + "\n");
        }
    }

    private static void write(
            int number, Suspect suspect, Frameworks frameworks, int frames, Holders holders, Appendable out)
            throws IOException {
        String label = suspect.site().label();
        out.append("suspect " + number + ": " + Printable.of(suspect.profile()) + ", " + suspect.verdict()
                + (label == null ? "" : ", label " + Printable.of(label)) + "\n");
        wrap(Printable.of(suspect.sentence()), out);
        out.append("  " + count(suspect.live()) + " live, " + count(suspect.added()) + " added, "
                + count(suspect.removed()) + " removed, " + count(suspect.collected()) + " collected\n  "
                + count(Math.round(suspect.perHour())) + " more an hour"
                + (suspect.oldestNanos() == 0 ? "" : ", oldest " + DurationText.about(suspect.oldestNanos())) + "\n");
        StackText.write(suspect.site().frames(), frameworks, frames, "    ", out);
        if (holders != null) {
            HoldersText.writeHolders(
                    holders.groups(suspect.profile(), suspect.site().frames(), label), out);
        }
        out.append("  signature " + suspect.signature() + "\n");
    }

    private static void wrap(String sentence, Appendable out) throws IOException {
        int column = 0;
        for (String word : sentence.split(" ")) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                out.append("\n");
                column = 0;
            }
            out.append(column == 0 ? "  " : " ").append(word);
            column += word.length() + (column == 0 ? 2 : 1);
        }
        out.append("\n");
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
