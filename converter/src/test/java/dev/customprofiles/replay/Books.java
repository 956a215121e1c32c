package dev.customprofiles.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a program says was live at an instant at which it stood still, by site: {@code profile|method|label|class} to
 * {@code count/weight}. Printed by the program, read by the test.
 */
record Books(long atNanos, Map<String, String> sites) {

    private static final String PREFIX = "BOOKS ";

    static String key(String profile, String method, String label, String objectClass) {
        return profile + '|' + method + '|' + (label == null ? "" : label) + '|' + objectClass;
    }

    static String value(long count, long weight) {
        return count + "/" + weight;
    }

    /** Prints in one line what {@link #parse} reads. Keys must not contain tabs. */
    static void print(Instant at, Map<String, long[]> counts) {
        StringBuilder line = new StringBuilder(PREFIX).append(at);
        new TreeMap<>(counts).forEach((key, count) -> {
            if (count[0] != 0) {
                line.append('\t').append(key).append('\t').append(value(count[0], count[1]));
            }
        });
        System.out.println(line);
        System.out.flush();
    }

    /** The books among the lines that a program printed. */
    static List<Books> parse(List<String> lines) {
        List<Books> books = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(PREFIX)) {
                String[] parts = line.substring(PREFIX.length()).split("\t");
                Map<String, String> sites = new TreeMap<>();
                for (int i = 1; i < parts.length; i += 2) {
                    sites.put(parts[i], parts[i + 1]);
                }
                books.add(new Books(Answers.nanos(Instant.parse(parts[0])), sites));
            }
        }
        return books;
    }
}
