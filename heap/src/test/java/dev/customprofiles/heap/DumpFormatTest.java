package dev.customprofiles.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.holders.AddedSites;
import dev.customprofiles.holders.HeldSite;
import dev.customprofiles.holders.HolderGroup;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.reader.ProgressListener;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is read from the recorder's objects: dumps of earlier recorders stay readable, and those of the present one are. */
class DumpFormatTest {

    /** The fields of the recorder whose names are in dumps, and so part of its format. */
    private static final Set<String> FIELDS = Set.of(
            "Stripe.objects dev.customprofiles.LiveObject[]",
            "Stripe.where java.lang.Object[]",
            "Stripe.weights long[]",
            "Stripe.addedNanos long[]",
            "Stripe.size int",
            "LiveObject.profile dev.customprofiles.Profile",
            "LiveObject.label java.lang.String",
            "LiveObject.id long",
            "Profile.name java.lang.String",
            "Profile.unit java.lang.String",
            "Profile.weak boolean",
            "Site.profile java.lang.String",
            "Site.frames java.lang.StackTraceElement[]",
            "Site.truncated boolean",
            "Site.label java.lang.String",
            "Site.objectClass java.lang.String",
            "Capture.objectClass java.lang.String",
            "Capture.skip int",
            "CollectedCount.site dev.customprofiles.Site",
            "CollectedCount.objects long",
            "CollectedCount.weight long",
            "CollectedCount.ORIGIN long",
            "CollectedCount.sumAdded double",
            "JfrJournal.recorder long",
            "Profiles.ANCHOR_NANOS long",
            "Profiles.ANCHOR_MILLIS long");

    /** Those of the JDK: of references, throwables, elements of stack traces. */
    private static final Set<String> JDK =
            Set.of("referent", "backtrace", "declaringClass", "methodName", "lineNumber");

    static Path dump() throws URISyntaxException {
        return Path.of(DumpFormatTest.class.getResource("recorder-1.hprof.gz").toURI());
    }

    @Test
    void theDumpOfTheFirstRecorderIsReadAsItWas() throws Exception {
        Holders holders = HeapDump.read(dump(), ProgressListener.NONE, AddedSites.NONE);
        assertEquals("""
                1795898894221 0
                strong bytes: add:49 < main:26
                  collected 2, 3, 0 bytes, 759977050 ns, oldest 0, {forgotten=2}, byte[]
                    bef1476c57cc4608
                  strong 1, 0, 32 bytes, 380025634 ns, oldest 380025634, {forgotten=1}, byte[]
                    95177b2f2b5d6e14 > static dev.customprofiles.heap.RecorderDump.HELD > java.util.ArrayList.elementData[]
                strong bytes: add:0 < main:0
                  strong 1, 100, 96 bytes, 311026611 ns, oldest 311026611, {}, long[]
                    6ede4f2912bc8772 > static dev.customprofiles.heap.RecorderDump.HELD > java.util.ArrayList.elementData[]
                strong bytes: main:30
                  soft 1, 7, 40 bytes, 379956542 ns, oldest 379956542, {}, byte[]
                    56b918c596a0d2f6 > static dev.customprofiles.heap.RecorderDump.SOFT > \
                java.util.ArrayList.elementData[] > java.lang.ref.SoftReference.referent
                strong bytes: main:32
                  strong 1, 5, 16 bytes, 379950683 ns, oldest 379950683, {handle=1}, dev.customprofiles.Handle
                    ef05afa2b964497a > static dev.customprofiles.heap.RecorderDump.HELD > java.util.ArrayList.elementData[]
                weak null: add:49 < main:27
                  strong 2, 1, 64 bytes, 759992431 ns, oldest 380004150, {}, byte[]
                    95177b2f2b5d6e14 > static dev.customprofiles.heap.RecorderDump.HELD > java.util.ArrayList.elementData[]
                """, text(holders));
    }

    private static String text(Holders holders) {
        StringBuilder text = new StringBuilder();
        text.append(holders.takenMillis())
                .append(' ')
                .append(holders.withoutStack())
                .append('\n');
        for (HeldSite site : holders.sites()) {
            text.append(site.profile()).append(' ').append(site.unit()).append(": ");
            text.append(site.site().frames().stream()
                            .map(frame -> frame.function().replaceFirst(".*\\.", "") + ":" + frame.line())
                            .collect(Collectors.joining(" < ")))
                    .append('\n');
            for (HolderGroup group : site.groups()) {
                text.append("  " + group.path().hold() + " " + group.objects() + ", " + group.weight() + ", "
                        + group.retainedBytes() + " bytes, " + group.ageSumNanos() + " ns, oldest "
                        + group.oldestNanos() + ", " + group.labels() + ", "
                        + group.path().objectClass() + "\n");
                text.append("    " + group.path().signature());
                group.path().steps().forEach(step -> text.append(" > " + step));
                text.append('\n');
            }
        }
        return text.toString();
    }

    @Test
    void theRecorderHasTheFieldsThatAreRead() throws Exception {
        Set<String> found = new TreeSet<>();
        for (String described : FIELDS) {
            String name = described.split(" ")[0];
            String[] parts = name.split("\\.");
            Field field = Class.forName("dev.customprofiles." + parts[0]).getDeclaredField(parts[1]);
            found.add(name + " " + field.getType().getTypeName());
        }
        assertEquals(new TreeSet<>(FIELDS), found);
    }

    @Test
    void noOtherFieldIsRead() throws IOException {
        Set<String> named = FIELDS.stream()
                .map(field -> field.replaceFirst(".*?\\.(\\w+) .*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
        named.addAll(JDK);
        Set<String> read = new TreeSet<>(Set.of("objects", "weights", "addedNanos")); // of a list
        for (String source : Set.of("RecorderObjects", "Backtrace")) {
            Matcher field = Pattern.compile(
                            "(?:reference|octet|integer|number|real)\\((?:(?:count\\.)?type(?:\\(\\))?, )?\"(\\w+)\"\\)")
                    .matcher(Files.readString(Path.of("src/main/java/dev/customprofiles/heap", source + ".java")));
            while (field.find()) {
                read.add(field.group(1));
            }
        }
        assertEquals(named, read);
    }
}
