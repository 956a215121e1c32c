package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.GoTool;
import dev.customprofiles.Json;
import dev.customprofiles.LivingJvm;
import dev.customprofiles.cli.Cli.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds the live objects, from a heap dump, with and without a recording of the process. */
class HoldersTest {

    private static final String FORGOTTEN = "static blobstore.Main.FORGOTTEN";

    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    private static Path dump;
    private static Path earlier;
    private static Path recording;

    @BeforeAll
    static void make() throws Exception {
        earlier = made.resolve("earlier.jfr");
        RecordingFixture.record(earlier, "fixture.Earlier");
        dump = made.resolve("app.hprof");
        recording = made.resolve("app.jfr");
        ChildJvm.run(HeldProgram.class, List.of("-XX:StartFlightRecording:filename=" + recording), dump);
    }

    @Test
    void textNamesTheHolderBelowTheStack() {
        Result all = Cli.run("holders", dump, recording);
        assertEquals(0, all.exitCode(), all.err());
        assertTrue(all.out().startsWith("blobstore.Open: 800 live, "), all.out());
        assertTrue(all.out().contains("\n    blobstore.Main.lambda$main$0 (Main.java:34)\n"), all.out());
        assertTrue(
                all.out()
                        .contains("\n  800 held by " + FORGOTTEN + "\n      " + FORGOTTEN
                                + "\n      java.util.ArrayList.elementData[]\n      blobstore.Blob, retained "),
                all.out());
        assertTrue(
                all.out()
                        .contains("\n  3 held by static dev.customprofiles.cli.HeldProgram.READERS\n"
                                + "      static dev.customprofiles.cli.HeldProgram.READERS\n"
                                + "      java.util.HashMap.value\n      java.lang.Object, retained 48B, oldest "),
                all.out());
        assertTrue(all.out().contains(", labels reader 0 1, reader 1 1, reader 2 1, signature "), all.out());
        assertEquals("804 live objects of 3 sites in 2 profiles\n", all.err());
    }

    @Test
    void jsonHasTheSame() {
        Result result = Cli.run("holders", "--json", "--profile", HeldProgram.READ, dump);
        assertEquals(0, result.exitCode(), result.err());
        Map<String, Object> json = Json.object(Json.parse(result.out()));
        assertEquals(0, Json.number(json.get("withoutStack")));
        List<Object> sites = Json.array(json.get("sites"));
        assertEquals(2, sites.size());
        Map<String, Object> site = Json.object(sites.get(0));
        assertEquals(HeldProgram.READ, site.get("profile"));
        assertEquals("bytes", site.get("unit"));
        assertEquals(3, Json.number(site.get("live")));
        assertEquals(48, Json.number(site.get("retainedBytes")));
        Map<String, Object> group = Json.object(Json.array(site.get("holders")).get(0));
        assertEquals("strong", group.get("held"));
        assertEquals(
                List.of("static dev.customprofiles.cli.HeldProgram.READERS", "java.util.HashMap.value"),
                group.get("path"));
        assertEquals(List.of(), group.get("classLoaderPath"));
        assertEquals("java.lang.Object", group.get("class"));
        assertEquals(3_000, Json.number(group.get("weight")));
        assertEquals(3, Json.array(group.get("labels")).size());
        Map<String, Object> label = Json.object(Json.array(group.get("labels")).get(0));
        assertEquals("reader 0", label.get("label"));
        assertEquals(1, Json.number(label.get("objects")));
        String text = Cli.run("holders", "--profile", HeldProgram.READ, dump).out();
        assertTrue(text.contains("signature " + group.get("signature") + "\n"), text);
    }

    @Test
    void goToolShowsHoldersBelowTheRoots() throws Exception {
        GoTool.assumeInstalled();
        Path file = folder.resolve("holders.pb.gz");
        Result result = Cli.run("holders", "--profile", "blobstore.Open", "-o", file, dump, recording);
        assertEquals(0, result.exitCode(), result.err());
        String top = GoTool.pprof(folder, "-top", "-cum", file);
        assertTrue(top.contains("         0     0%   100%        800   100%  " + FORGOTTEN), top);
        assertTrue(top.contains("       800   100%   100%        800   100%  blobstore.Main.lambda$main$0"), top);
        String traces = GoTool.pprof(folder, "-traces", file);
        assertTrue(
                traces.replaceAll(" +", " ")
                        .contains(" java.lang.Thread.run\n java.util.ArrayList.elementData[]\n " + FORGOTTEN + "\n"),
                traces);
        assertTrue(GoTool.pprof(folder, "-raw", file).contains("held:[strong]"));
    }

    @Test
    void filesHaveTheFormatOfTheirName() throws Exception {
        Path page = folder.resolve("holders.html");
        assertEquals(
                0,
                Cli.run("holders", "--profile", "blobstore.Open", "-o", page, dump)
                        .exitCode());
        assertTrue(Files.readString(page).contains("blobstore.Main.FORGOTTEN"));
        Path json = folder.resolve("holders.json");
        Result written = Cli.run("holders", "-o", json, dump);
        assertEquals("", written.out());
        assertEquals(Cli.run("holders", "--json", dump).out(), Files.readString(json));
        Path text = folder.resolve("holders.txt");
        Cli.run("holders", "-o", text, dump);
        assertEquals(Cli.run("holders", dump).out(), Files.readString(text));
    }

    @Test
    void aProfileIsChosenByItsName() {
        assertTrue(Cli.run("holders", "--profile", "blobstore.Open", dump).err().startsWith("800 live objects of "));
        Result unknown = Cli.run("holders", "--profile", "blobstore.Opne", dump);
        assertEquals(1, unknown.exitCode());
        assertEquals(
                "jfr2pprof: no live object of profile blobstore.Opne in the heap dump, did you mean"
                        + " 'blobstore.Open'?\n",
                unknown.err());
        Result ambiguous = Cli.run("holders", "-o", folder.resolve("holders.pb.gz"), dump);
        assertEquals(2, ambiguous.exitCode());
        assertEquals(
                "jfr2pprof: a file of this format has one profile: --profile says which of blobstore.Open,"
                        + " blobstore.Read\n",
                ambiguous.err());
        assertFalse(Files.exists(folder.resolve("holders.pb.gz")));
    }

    @Test
    void theRecordingHasTheLinesThatTheDumpHasNot() throws Exception {
        String without = Cli.run("holders", "--profile", HeldProgram.READ, dump).out();
        assertTrue(without.contains("\n    dev.customprofiles.cli.HeldProgram.read\n"), without);
        String with = Cli.run("holders", "--profile", HeldProgram.READ, dump, recording)
                .out();
        assertTrue(
                with.replaceAll(":\\d+", ":n")
                        .contains("\n    dev.customprofiles.cli.HeldProgram.read (HeldProgram.java:n)\n"
                                + "    dev.customprofiles.cli.HeldProgram.main (HeldProgram.java:n)\n"),
                with);
        // The ids of JVMs that ran before and after the dump mean others.
        Path later = folder.resolve("later.jfr");
        RecordingFixture.record(later, "fixture.Later");
        assertEquals(
                with,
                Cli.run("holders", "--profile", HeldProgram.READ, dump, earlier, later, recording)
                        .out());
        assertEquals(
                without,
                Cli.run("holders", "--profile", HeldProgram.READ, dump, later).out());
    }

    @Test
    void sitesBeyondTheLimitAreCounted() {
        String all = Cli.run("holders", "--profile", HeldProgram.READ, "--limit", 0, dump)
                .out();
        String limited = Cli.run("holders", "--profile", HeldProgram.READ, "--limit", 1, dump)
                .out();
        assertTrue(limited.endsWith("\n\n" + HeldProgram.READ + ": 1 more site, see --limit\n"), limited);
        assertTrue(all.startsWith(limited.substring(0, limited.indexOf("\n\n"))), all);
        assertFalse(all.contains("--limit"), all);
    }

    @Test
    void objectsWithoutAStackAreAGroupThatSaysSo() throws Exception {
        Path bare = folder.resolve("bare.hprof");
        Path recorded = folder.resolve("bare.jfr");
        ChildJvm.run(
                HeldProgram.class,
                List.of("-XX:-StackTraceInThrowable", "-XX:StartFlightRecording:filename=" + recorded),
                bare);
        Result without = Cli.run("holders", "--profile", HeldProgram.READ, bare);
        assertEquals(0, without.exitCode());
        assertTrue(without.out().startsWith(HeldProgram.READ + ": 4 live, "), without.out());
        assertTrue(without.out().contains("\n    [stack not read before the dump]\n"), without.out());
        assertTrue(
                without.err()
                        .endsWith("note: the stacks of 4 objects were not read before the dump; a recording of the"
                                + " process has them\n"),
                without.err());
        Result with = Cli.run("holders", "--profile", HeldProgram.READ, bare, recorded, earlier);
        assertTrue(with.out().startsWith(HeldProgram.READ + ": 3 live, "), with.out());
        assertTrue(with.out().contains("\n    dev.customprofiles.cli.HeldProgram.read (HeldProgram.java:"), with.out());
        assertEquals("4 live objects of 2 sites in 1 profile\n", with.err());
        // A recording of another JVM has other stacks.
        assertEquals(
                without.out(),
                Cli.run("holders", "--profile", HeldProgram.READ, bare, earlier).out());
    }

    @Test
    void leaksNamesTheHolderOfASuspect() {
        Result text = Cli.run("leaks", recording, dump);
        assertEquals(0, text.exitCode(), text.err());
        assertTrue(text.out().startsWith("suspect 1: blobstore.Open, old\n"), text.out());
        assertTrue(text.out().contains("\n  800 held by " + FORGOTTEN + "\n"), text.out());
        assertFalse(Cli.run("leaks", recording).out().contains(FORGOTTEN));
        Map<String, Object> json = Json.object(
                Json.parse(Cli.run("leaks", "--json", dump, recording).out()));
        Map<String, Object> suspect =
                Json.object(Json.array(json.get("suspects")).get(0));
        Map<String, Object> holder =
                Json.object(Json.array(suspect.get("holders")).get(0));
        assertEquals(List.of(FORGOTTEN, "java.util.ArrayList.elementData[]"), holder.get("path"));
        assertEquals(800, Json.number(holder.get("objects")));
    }

    @Test
    void aLivingJvmIsDumpedAndTheDumpIsRemoved() throws Exception {
        try (LivingJvm living = LivingJvm.start(ChildJvm.home())) {
            living.tell("drop 1");
            Result result = Cli.run("holders", "--pid", living.pid());
            assertEquals(0, result.exitCode(), result.err());
            assertTrue(
                    result.err()
                            .matches("(?s)jfr2pprof: note: taking a heap dump of \\Q" + living.name()
                                    + "\\E: up to \\S+ in \\S+, and the process stands still for some \\d+ s\n"
                                    + "7 live objects of 2 sites in 1 profile\n"),
                    result.err());
            assertTrue(result.out().contains("\n  3 held by static dev.customprofiles.LivingJvm$Program.HELD\n"));
            assertTrue(result.out().contains("\n  1 collected, and never removed\n"), result.out());
            try (Stream<Path> left = Files.list(Path.of("/tmp"))) {
                String prefix = "jfr2pprof-" + ProcessHandle.current().pid() + "-";
                assertEquals(
                        List.of(),
                        left.filter(file -> file.getFileName().toString().startsWith(prefix)
                                        && file.toString().endsWith(".hprof"))
                                .toList());
            }
            Result both = Cli.run("holders", "--pid", living.pid(), dump);
            assertEquals(2, both.exitCode());
            assertEquals("jfr2pprof: either --pid or files, not both\n", both.err());
        }
    }

    @Test
    void whatIsNoHeapDumpIsRefusedInOneLine() throws Exception {
        Path cut = folder.resolve("cut.hprof");
        byte[] whole = Files.readAllBytes(dump);
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        assertRefused(1, cut + ": the heap dump is cut off, so paths in it may be missing", cut);
        Path text = Files.writeString(folder.resolve("text.hprof"), "text");
        assertRefused(1, text + ": not a heap dump", text);
        assertRefused(1, recording + ": not a heap dump", recording);
        assertRefused(1, folder + ": not a heap dump", folder);
        Path none = folder.resolve("none.hprof");
        assertRefused(1, none + ": no such file or folder", none);
        assertRefused(2, "no heap dump given, see 'jfr2pprof holders --help'");
        assertRefused(2, "one heap dump at a time, but there are 2", dump, dump);
        assertRefused(2, "--limit is 0 or more, but was -1", "--limit", -1, dump);
        assertRefused(2, "--frames is 0 or more, but was -1", "--frames", -1, dump);
        Path unknown = folder.resolve("holders.xyz");
        Result format = Cli.run("holders", "-o", unknown, dump);
        assertEquals(2, format.exitCode());
        assertTrue(format.err().startsWith("jfr2pprof: cannot tell a format from the name " + unknown), format.err());
        Result overwriting = Cli.run("holders", "-o", dump, dump);
        assertEquals(2, overwriting.exitCode(), overwriting.err());
        assertEquals(whole.length, Files.size(dump));
    }

    private static void assertRefused(int exitCode, String line, Object... arguments) {
        Result result = Cli.run(
                Stream.concat(Stream.of("holders"), Stream.of(arguments)).toArray());
        assertEquals("jfr2pprof: " + line + "\n", result.err());
        assertEquals(exitCode, result.exitCode());
        assertEquals("", result.out());
    }
}
