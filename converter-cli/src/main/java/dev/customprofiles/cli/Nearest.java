package dev.customprofiles.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what was meant by a misspelled word. */
final class Nearest {

    private Nearest() {}

    /** The candidate with the fewest wrong letters, the first in the alphabet of several; empty if a third is wrong. */
    static Optional<String> to(String word, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> 3 * distance(word, candidate) < candidate.length())
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's: letters to insert, to delete or to change. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j < previous.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[previous.length];
            current[0] = i;
            for (int j = 1; j < current.length; j++) {
                int changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
