package dev.customprofiles.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.holders.AddedSites;
import dev.customprofiles.holders.Hold;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.reader.ProgressListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How objects are held and what they retain in random graphs, as computed by the definitions from the graphs themselves. */
class RandomGraphsTest {

    private static final int GRAPHS = 40;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"+, 4", "-, 8"})
    void holdsAndRetainedBytesAreWhatTheirDefinitionsSay(String compressed, int referenceBytes) throws Exception {
        Path file = folder.resolve("graphs.hprof");
        List<String> printed = ChildJvm.run(
                RandomGraphs.class,
                List.of(
                        "-XX:" + compressed + "UseCompressedOops",
                        "-Xms256m",
                        "-Xmn200m",
                        "-Xmx256m",
                        "-Dcustomprofiles.capture=never"),
                file,
                referenceBytes,
                GRAPHS);
        Holders holders = HeapDump.read(file, ProgressListener.NONE, AddedSites.NONE);
        assertEquals(
                String.join("\n", new TreeSet<>(printed)),
                holders.sites().stream()
                        .flatMap(site -> site.groups().stream()
                                .map(group -> site.profile() + " "
                                        + group.path().hold() + " " + group.objects() + " " + group.retainedBytes()))
                        .sorted()
                        .collect(Collectors.joining("\n")));
        assertEquals(
                Set.of(Hold.STRONG, Hold.STACK, Hold.SOFT, Hold.NOBODY),
                holders.sites().stream()
                        .flatMap(site ->
                                site.groups().stream().map(group -> group.path().hold()))
                        .collect(Collectors.toSet()));
        // However the nodes are linked, the path of the leaves is the same.
        assertEquals(
                Set.of(List.of(
                        "static " + RandomGraphs.class.getName() + ".ROOTS",
                        "java.util.ArrayList.elementData[]",
                        RandomGraphs.class.getName() + "$Node.leaf")),
                holders.sites().stream()
                        .filter(site -> site.profile().endsWith(RandomGraphs.LEAVES + Hold.STRONG))
                        .flatMap(site ->
                                site.groups().stream().map(group -> group.path().steps()))
                        .collect(Collectors.toSet()));
    }
}
