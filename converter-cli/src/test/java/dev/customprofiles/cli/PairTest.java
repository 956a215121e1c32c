package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.Corpus;
import dev.customprofiles.GoTool;
import dev.customprofiles.cli.Cli.Result;
import dev.customprofiles.replay.PairProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.SettingControl;
import jdk.jfr.SettingDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any two events as a profile, from the command line. */
class PairTest {

    private static final String NUMBERS =
            "--open pairs.NumberOpened --close pairs.NumberClosed --key descriptor --weight size --label owner";

    @TempDir
    static Path folder;

    private static Path app;
    private static String lastBooks;

    @BeforeAll
    static void record() throws Exception {
        app = folder.resolve("app.jfr");
        List<String> books = PairProgram.record(app, 2, 3);
        lastBooks = books.stream().filter(line -> line.contains("\tnumbers\t")).reduce("", (first, last) -> last);
    }

    private static Result run(String options, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of((Object[]) options.split(" ")));
        Collections.addAll(arguments, more);
        return Cli.run(arguments.toArray());
    }

    /** What the program says of a label, {@code count:weight}. */
    private static String[] booked(String label) {
        for (String part : lastBooks.split("\t")) {
            if (part.startsWith(label + "=")) {
                return part.substring(label.length() + 1).split(":");
            }
        }
        throw new AssertionError(label + " has nothing: " + lastBooks);
    }

    private static long live() {
        long live = 0;
        for (String part : lastBooks.split("\t")) {
            live += part.contains("=") ? Long.parseLong(part.split("[=:]")[1]) : 0;
        }
        return live;
    }

    @Test
    void topShowsWhatIsOpenAndIsNamedForTheEventThatOpens() {
        Result top = run("top " + NUMBERS, app);
        assertEquals(0, top.exitCode(), top.err());
        assertTrue(top.err().startsWith("pairs.NumberOpened at "), top.err());
        assertTrue(top.err().contains(": " + live() + " live from "), top.err());
        assertTrue(top.out().contains("  100%  " + PairProgram.class.getName() + ".work"), top.out());
    }

    @Test
    void filtersChooseAmongTheObjects() {
        String owner = lastBooks.split("\t")[2].split("=")[0];
        Result label = run("top " + NUMBERS + "=^" + owner + "$", app);
        assertTrue(label.err().contains(": " + booked(owner)[0] + " live"), label.err());
        Result thread = run("top " + NUMBERS + " --thread ^" + owner + "$", app);
        assertTrue(thread.err().contains(": " + booked(owner)[0] + " live"), thread.err());
        Result old = run("top " + NUMBERS + " --min-age 1h", app);
        assertTrue(old.err().contains(": 0 live"), old.err());
        Result young = run("top " + NUMBERS + " --max-age 1h", app);
        assertTrue(young.err().contains(": " + live() + " live"), young.err());
        Result start = run("top " + NUMBERS + " --at start", app);
        assertEquals(0, start.exitCode(), start.err());
        assertTrue(start.err().contains(": 0 live"), start.err());
    }

    @Test
    void theKeyMayHaveAnotherNameInTheClosingEvent() throws IOException {
        String names = "--open pairs.NameTaken --close pairs.NameGiven --key name --close-key given";
        Result top = run("top " + names, app);
        assertEquals(0, top.exitCode(), top.err());
        Matcher live = Pattern.compile("pairs\\.NameTaken at .*: (\\d+) live from .*")
                .matcher(top.err().strip());
        assertTrue(live.find(), top.err());
        Result list = run("list " + names, app);
        assertTrue(
                list.out()
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElse("")
                        .matches("pairs\\.NameTaken +" + live.group(1) + " .* 0  .*"),
                list.out());
        Path text = folder.resolve("names.txt");
        assertEquals(0, run(names + " -o", text, app).exitCode());
        assertTrue(
                Files.readString(text).startsWith("pairs.NameTaken profile: total " + live.group(1) + "\n"),
                () -> live.group(1));
    }

    @Test
    void listTellsOfThePairAlone() {
        Result list = run("list " + NUMBERS.replace(" --label owner", ""), app);
        assertEquals(0, list.exitCode(), list.err());
        assertTrue(
                list.out().lines().skip(1).findFirst().orElse("").matches("pairs\\.NumberOpened +" + live() + " .*"));
        assertTrue(list.out().contains("nothing was lost"), list.out());
    }

    @Test
    void theProfileMayHaveAnotherName() throws IOException {
        Path text = folder.resolve("named.txt");
        Result named = run(NUMBERS + " --profile app.Descriptors -o", text, app);
        assertEquals(0, named.exitCode(), named.err());
        String written = Files.readString(text);
        assertTrue(written.startsWith("app.Descriptors profile: total " + live() + "\n"), written);
        assertTrue(written.contains("label=worker"), written);
        assertTrue(written.contains(" bytes"), written);
    }

    @Test
    void goToolPprofReadsIt() throws Exception {
        Path file = folder.resolve("numbers.pb.gz");
        assertEquals(0, run(NUMBERS + " --threads -o", file, app).exitCode());
        long bytes = 0;
        for (String part : lastBooks.split("\t")) {
            bytes += part.contains("=") ? Long.parseLong(part.split("[=:]")[2]) : 0;
        }
        String count = pprof("-top", file);
        assertTrue(count.contains("Type: pairs.NumberOpened\n"), count);
        assertTrue(count.contains(" of " + live() + " total"), count);
        assertTrue(count.contains("PairProgram.number"), count);
        String raw = pprof("-raw", file);
        assertTrue(raw.contains("pairs.NumberOpened/count[dflt] space/bytes age/nanoseconds"), raw);
        assertTrue(raw.contains("label:[worker"), raw);
        assertTrue(raw.contains("thread:[worker"), raw);
        String space = pprof("-top", "-unit=bytes", "-sample_index=space", file);
        assertTrue(space.contains(" of " + bytes + "B total"), space);
    }

    private static String pprof(Object... arguments) throws IOException, InterruptedException {
        GoTool.assumeInstalled();
        return GoTool.pprof(folder, arguments);
    }

    @Test
    void whatWasOpenedBeforeTheRecordingIsTold() {
        Result top = run(
                "top --open profiler.Malloc --close profiler.Free --key address --weight size",
                Corpus.file("nativemem.jfr.gz"));
        assertEquals(3, top.exitCode(), top.err());
        assertTrue(top.err().contains(": 32 live from "), top.err());
        assertTrue(
                top.err()
                        .contains(
                                "jfr2pprof: warning: 3 closing events without an opening one: those were opened before"
                                        + " the recording's history begins, or without being recorded: the recording"
                                        + " does not say whether profiler.Malloc is sampled\n"),
                top.err());
    }

    /** async-profiler's setting, of which it writes the number of bytes between two samples. */
    static final class Bytes extends SettingControl {
        private String value = "0";

        @Override
        public String combine(Set<String> values) {
            return values.stream().max(String::compareTo).orElseThrow();
        }

        @Override
        public void setValue(String set) {
            value = set;
        }

        @Override
        public String getValue() {
            return value;
        }
    }

    @Name("profiler.Malloc")
    static final class Malloc extends Event {
        long address;

        @SettingDefinition
        @Name("nativemem")
        boolean isWanted(Bytes bytes) {
            return true;
        }
    }

    @Name("profiler.Free")
    static final class Free extends Event {
        long address;

        @SettingDefinition
        @Name("nativemem")
        boolean isWanted(Bytes bytes) {
            return true;
        }
    }

    /** Two are allocated, one of them is freed, and one that was not recorded. */
    private static Result sampled(String malloc, String free) throws IOException {
        Path file = folder.resolve("sampled" + malloc + "of" + free + ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.DataLoss");
            recording.enable("jdk.ActiveSetting");
            recording.enable(Malloc.class).with("nativemem", malloc);
            recording.enable(Free.class).with("nativemem", free);
            recording.start();
            for (long address : new long[] {1, 2}) {
                Malloc event = new Malloc();
                event.address = address;
                event.commit();
            }
            for (long address : new long[] {1, 3}) {
                Free event = new Free();
                event.address = address;
                event.commit();
            }
            recording.stop();
            recording.dump(file);
        }
        return run("top --open profiler.Malloc --close profiler.Free --key address", file);
    }

    @Test
    void aClosingOfWhatWasNotSampledIsNoLoss() throws IOException {
        Result all = sampled("0", "0");
        assertEquals(3, all.exitCode(), all.err());
        assertTrue(
                all.err()
                        .contains("jfr2pprof: warning: 1 closing event without an opening one: those were opened before"
                                + " the recording's history begins\n"),
                all.err());
        Result sampled = sampled("1024", "0");
        assertEquals(0, sampled.exitCode(), sampled.err());
        assertTrue(sampled.err().contains(": 1 live from "), sampled.err());
        assertTrue(
                sampled.err()
                        .contains("jfr2pprof: note: 1 closing event without an opening one: profiler.Malloc is sampled"
                                + " (nativemem=1024), so those were opened without being recorded, or before the"
                                + " recording's history begins\n"),
                sampled.err());
    }

    @Test
    void whereClosingsAreSampledWhatIsLiveIsNotCertain() throws IOException {
        Result sampled = sampled("0", "1024");
        assertEquals(3, sampled.exitCode(), sampled.err());
        assertTrue(
                sampled.err()
                        .contains("jfr2pprof: warning: profiler.Free is sampled (nativemem=1024): what was closed"
                                + " without being recorded counts as live\n"),
                sampled.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "top --open a.B|a pair of events needs --open, --close and --key; missing: --close, --key",
                "top --open a.B --close a.C|a pair of events needs --open, --close and --key; missing: --key",
                "--weight size|a pair of events needs --open, --close and --key; missing: --open, --close, --key",
                "list --key k|a pair of events needs --open, --close and --key; missing: --open, --close",
                "top --close-key k|a pair of events needs --open, --close and --key; missing: --open, --close, --key",
                "top --open a.B --close a.C --close-key k"
                        + "|a pair of events needs --open, --close and --key; missing: --key",
                "top --open pairs.NameTaken --close pairs.NameGiven --key name"
                        + "|no field \"name\" in pairs.NameGiven (has: startTime, duration, eventThread, stackTrace,"
                        + " given)",
                "top --open pairs.NameTaken --close pairs.NameGiven --key name --close-key gven"
                        + "|no field \"gven\" in pairs.NameGiven (has: startTime, duration, eventThread, stackTrace,"
                        + " given)",
                "top --open pairs.NameTaken --close pairs.NumberClosed --key name --close-key descriptor"
                        + "|the field name of pairs.NameTaken is not the same kind of thing as descriptor of"
                        + " pairs.NumberClosed",
                "top --open a.B --close a.B --key k|a.B cannot both open and close",
                "top --open NumberOpend --close pairs.NumberClosed --key descriptor"
                        + "|no event \"NumberOpend\" in APP, did you mean pairs.NumberOpened?",
                "list --open jdk.ThreadStart --close jdk.threadend --key thread"
                        + "|no event \"jdk.threadend\" in APP, did you mean jdk.ThreadEnd?",
                "top --open x.Nothing --close pairs.NumberClosed --key descriptor|no event \"x.Nothing\" in APP",
                "top --open pairs.NumberOpened --close pairs.NumberClosed --key descr"
                        + "|no field \"descr\" in pairs.NumberOpened (has: startTime, duration, eventThread, stackTrace,"
                        + " descriptor, size, owner)",
                "top --open pairs.NumberOpened --close pairs.NumberClosed --key owner"
                        + "|no field \"owner\" in pairs.NumberClosed (has: startTime, duration, eventThread, stackTrace,"
                        + " descriptor)",
                "top --open pairs.NumberOpened --close pairs.NumberClosed --key descriptor --weight bytes"
                        + "|no field \"bytes\" in pairs.NumberOpened (has: startTime, duration, eventThread, stackTrace,"
                        + " descriptor, size, owner)",
                "top --open pairs.NumberOpened --close pairs.NumberClosed --key stackTrace"
                        + "|the field stackTrace of pairs.NumberOpened cannot be a key, which is a whole number, a string,"
                        + " a thread, or a class or other thing with a name",
                "top --open pairs.ClassLocked --close pairs.ClassUnlocked --key type --weight type"
                        + "|the field type of pairs.ClassLocked cannot be a weight, which is a number of the event itself,"
                        + " and no point in time",
                "top --open pairs.ClassLocked --close pairs.ClassUnlocked --key type --weight startTime"
                        + "|the field startTime of pairs.ClassLocked cannot be a weight, which is a number of the event"
                        + " itself, and no point in time",
                "top --open pairs.NumberOpened --close pairs.NumberClosed --key descriptor --label stackTrace"
                        + "|the field stackTrace of pairs.NumberOpened cannot be a label, which is a number, a string, a"
                        + " thread, or a class or other thing with a name",
                "top --collected --open a.B --close a.C --key k"
                        + "|--collected is about profiles of the recorder, not about a pair of events",
                "top --class x --open a.B --close a.C --key k"
                        + "|a pair of events has no class to choose by, but --label FIELD=REGEX chooses by a field",
            })
    void aMistakeIsALineAndExitCode2(String options, String line) {
        Result result = run(options, app);
        assertEquals("jfr2pprof: " + line.replace("APP", app.toString()) + "\n", result.err());
        assertEquals("", result.out());
        assertEquals(2, result.exitCode());
    }

    @Test
    void aFieldOfWhatAFieldRefersToIsLookedForThere() {
        Result result = run("top --open jdk.ThreadStart --close jdk.ThreadEnd --key thread.javaNam", app);
        assertTrue(
                result.err()
                        .startsWith("jfr2pprof: no field \"thread.javaNam\" in jdk.ThreadStart (has: thread.osName,"
                                + " thread.osThreadId, thread.javaName, thread.javaThreadId, thread.group"),
                result.err());
        assertEquals(2, result.exitCode());
    }

    @Test
    void anInstantOutsideTheRecordingNamesTheRange() {
        for (String time : List.of("@0", "-1h", "+1h", "2200-01-01T00:00Z")) {
            Result result = run("top " + NUMBERS + " --at", time, app);
            assertEquals(1, result.exitCode(), result.err());
            assertTrue(
                    result.err().contains(" is outside what the recording tells of pairs.NumberOpened: 2"),
                    result.err());
        }
    }

    @Test
    void helpShowsTheOptionsTogether() {
        for (String command : List.of("", "top ", "list ")) {
            String help = run(command + "--help").out();
            assertTrue(help.contains("Any two events as a profile"), help);
            assertTrue(help.indexOf("--open=EVENT") < help.indexOf("--weight=FIELD"), help);
        }
    }
}
