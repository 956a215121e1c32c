package dev.customprofiles.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.agent.ChildProgram.Way;
import dev.customprofiles.live.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules of the user's own, in a file. */
class RulesTest {

    private static final String TYPE = Library.class.getName() + "$";

    @TempDir
    private Path folder;

    private Recorded recorded(Way way, String rules) throws Exception {
        Path file = Files.writeString(folder.resolve("own.rules"), rules.replace("TYPE.", TYPE));
        return ChildProgram.oneRound(way, "rules=" + file, folder, RulesProgram.class);
    }

    @ParameterizedTest
    @EnumSource
    void anObjectCountsOnceHoweverManyConstructorsItHasAndClosesOnceHoweverOftenItIsClosed(Way way) throws Exception {
        Recorded recorded =
                recorded(way, "profile rules.Base: open TYPE.Base+.<init> -> this; close TYPE.Base+.close -> this");
        Map<String, String> expected = Map.of("Base", "3/5/2", "Derived", "3/5/2", "its Base was complete", "5/5/0");
        assertEquals(expected, recorded.counts("rules.Base"));
    }

    @Test
    void aRuleMayStandInTheOptionsThemselves() throws Exception {
        Recorded recorded = ChildProgram.oneRound(
                Way.AT_THE_START,
                ("presets=files;rules=profile rules.Lease: open TYPE.Lease+.<init> -> this; close TYPE.Lease+.end -> this;"
                                + "capture=always")
                        .replace("TYPE.", TYPE),
                folder,
                RulesProgram.class);
        assertEquals(Map.of("room", "3/5/2", "hall", "3/5/2", "house", "3/5/2"), recorded.counts("rules.Lease"));
    }

    @ParameterizedTest
    @EnumSource
    void whatThrowsOpensNothing(Way way) throws Exception {
        Recorded recorded = recorded(way, """
                profile rules.Derived: open TYPE.Derived.<init> -> this; close TYPE.Derived.close -> this
                profile rules.Lease:
                    open TYPE.Lessor.lease(int,java.lang.String) -> return; # null is nothing
                    close TYPE.Held.end -> this
                """);
        assertEquals(Map.of("Derived", "3/5/2"), recorded.counts("rules.Derived"));
        assertEquals(Map.of("room", "3/5/2", "hall", "3/5/2"), recorded.counts("rules.Lease"));
    }

    @ParameterizedTest
    @EnumSource
    void aRuleMayNameAnInterfaceOfAnInterface(Way way) throws Exception {
        Recorded recorded =
                recorded(way, "profile rules.Lease: open TYPE.Lease+.<init> -> this; close TYPE.Lease+.end -> this");
        assertEquals(Map.of("room", "3/5/2", "hall", "3/5/2", "house", "3/5/2"), recorded.counts("rules.Lease"));
    }

    @ParameterizedTest
    @EnumSource
    void weightsAndLabelsComeFromArgumentsTextsAndNames(Way way) throws Exception {
        Recorded recorded = recorded(way, """
                profile rules.ByThis unit places: open TYPE.Lessor.lease -> return weight arg0 label this; close TYPE.Held.end -> this
                profile rules.ByArgument: open TYPE.Lessor.lease -> return label arg1; close TYPE.Held.end -> this
                profile rules.ByReturn: open TYPE.Lessor.lease -> return label return; close TYPE.Held.end -> this
                profile rules.Static unit B:
                    open TYPE.Lessor.longer -> return weight arg3 label "a house";
                    close TYPE.Held.end -> this
                profile rules.Far unit B: open TYPE.Lessor.longer -> return weight arg0 label arg2; close TYPE.Held.end -> this
                profile rules.Given unit B:
                    open TYPE.Lessor.give -> arg1 weight arg0 label this;
                    close TYPE.Lessor.take -> arg0
                """);
        assertEquals(Map.of("Lessor north", 3L, "Lessor south", 3L), recorded.live("rules.ByThis", Site::label));
        assertEquals(Map.of("room", 30L, "hall", 60L), recorded.weights("rules.ByThis"));
        assertEquals(Map.of("room", 3L, "hall", 3L), recorded.live("rules.ByArgument", Site::label));
        assertEquals(Map.of("Held", 6L), recorded.live("rules.ByReturn", Site::label));
        assertEquals(Map.of("a house", 3L), recorded.live("rules.Static", Site::label));
        assertEquals(Map.of("house", 90L), recorded.weights("rules.Static"));
        assertEquals(Map.of("house", 3L), recorded.live("rules.Far", Site::label));
        assertEquals(Map.of("house", 3L), recorded.weights("rules.Far"));
        assertEquals(Map.of("given", "3/5/2"), recorded.counts("rules.Given"));
        assertEquals(Map.of("Lessor west", 3L), recorded.live("rules.Given", Site::label));
        assertEquals(Map.of("given", 21L), recorded.weights("rules.Given"));
        assertEquals(
                List.of(
                        "rules.ByArgument",
                        "rules.ByReturn",
                        "rules.ByThis",
                        "rules.Far",
                        "rules.Given",
                        "rules.Static"),
                recorded.profiles());
    }
}
