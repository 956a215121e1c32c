package dev.customprofiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** Which package uses which, by the class files and by ARCHITECTURE.md. */
public final class Walls {

    private static final String OURS = "dev.customprofiles.";
    private static final Pattern ROW = Pattern.compile("\\| `([a-z]+)` \\|([^|]*)\\|([^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");
    private static final Pattern USE = Pattern.compile(" +(\\S+) +-> (\\S+) .*");

    private Walls() {}

    /** Each package of a module uses what the table says, no more and no less; and the table knows each. */
    public static void assertKept(Path classes, Path architecture) throws IOException {
        Map<String, TreeSet<String>> used = used(classes.resolve("dev"));
        assertFalse(used.isEmpty(), "no classes in " + classes);
        Map<String, TreeSet<String>> allowed = allowed(architecture);
        allowed.keySet().retainAll(used.keySet());
        assertEquals(lines(allowed), lines(used), "what packages may use, and what they use");
    }

    /** By package. The descriptor of the module is not among the classes, so what it requires need not be there. */
    private static Map<String, TreeSet<String>> used(Path classes) {
        StringWriter out = new StringWriter();
        PrintWriter print = new PrintWriter(out);
        int code = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(print, print, "-verbose:package", "--ignore-missing-deps", classes.toString());
        assertEquals(0, code, out::toString);
        Map<String, TreeSet<String>> used = new TreeMap<>();
        out.toString().lines().map(USE::matcher).filter(Matcher::matches).forEach(use -> {
            TreeSet<String> uses = used.computeIfAbsent(shortened(use.group(1)), absent -> new TreeSet<>());
            if (!use.group(2).startsWith("java.")) {
                uses.add(shortened(use.group(2)));
            }
        });
        return used;
    }

    private static Map<String, TreeSet<String>> allowed(Path architecture) throws IOException {
        Map<String, TreeSet<String>> allowed = new TreeMap<>();
        for (String line : Files.readAllLines(architecture)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                TreeSet<String> uses = new TreeSet<>();
                NAME.matcher(row.group(2) + row.group(3)).results().forEach(name -> uses.add(name.group(1)));
                allowed.put(row.group(1), uses);
            }
        }
        return allowed;
    }

    private static String lines(Map<String, TreeSet<String>> uses) {
        return uses.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    private static String shortened(String name) {
        return name.startsWith(OURS) ? name.substring(OURS.length()) : name;
    }
}
