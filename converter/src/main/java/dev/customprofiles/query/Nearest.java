package dev.customprofiles.query;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Suggests corrections for misspelled words. */
public final class Nearest {

    private static final int MOST = 3;

    private Nearest() {}

    /**
     * Returns the candidate with the smallest distance, the alphabetically first of several; empty if a third of the
     * letters is wrong.
     */
    public static Optional<String> to(String word, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> isNear(word, candidate))
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * Returns up to three full names that are similar to the word, or whose last part is similar to the word's last
     * part, the nearest first.
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

    /** Damerau–Levenshtein distance: insertions, deletions, substitutions, and swaps of neighbours. */
    private static int distance(String a, String b) {
        int[][] distances = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distances[i][j] = i == 0 || j == 0
                        ? i + j
                        : Math.min(
                                distances[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1),
                                1 + Math.min(distances[i - 1][j], distances[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    distances[i][j] = Math.min(distances[i][j], distances[i - 2][j - 2] + 1);
                }
            }
        }
        return distances[a.length()][b.length()];
    }
}
