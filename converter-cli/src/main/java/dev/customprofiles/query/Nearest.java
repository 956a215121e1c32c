package dev.customprofiles.query;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses what was meant by a misspelled word. */
public final class Nearest {

    private static final int MOST = 3;

    private Nearest() {}

    /** The candidate with the fewest wrong letters, the first in the alphabet of several; empty if a third is wrong. */
    public static Optional<String> to(String word, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> isNear(word, candidate))
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * The full names that may have been meant, at most three: those that are nearly the word, or whose last part is nearly
     * the word's last part. The nearest first.
     */
    static List<String> names(String word, Collection<String> candidates) {
        String last = lastPart(word);
        return candidates.stream()
                .filter(candidate -> isNear(word, candidate) || isNear(last, lastPart(candidate)))
                .sorted(Comparator.<String>comparingInt(candidate -> distance(last, lastPart(candidate)))
                        .thenComparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean isNear(String word, String candidate) {
        return 3 * distance(word, candidate) < candidate.length();
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
