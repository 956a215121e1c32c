package dev.customprofiles.holders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Site;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeldStacksTest {

    private static final HeldSite OPEN = held("a.Open", "open", "run", "main");
    private static final HeldSite OPEN_LATER = held("a.Open", "open", "run", "later", "main");
    private static final HeldSite OTHER = held("a.Open", "open", "runner", "main");
    private static final HeldSite PREFIX = held("a.Open", "open", "run");
    private static final HeldStacks ALL =
            new HeldStacks(List.of(OPEN, OPEN_LATER, OTHER, PREFIX, held("b.Open", "open", "run", "main")));

    private static List<Frame> frames(String... methods) {
        return Stream.of(methods).map(method -> Frame.of("app.Main", method, 1)).toList();
    }

    private static HeldSite held(String profile, String... methods) {
        return new HeldSite(profile, null, new Site(frames(methods), null, null, null), List.of());
    }

    @Test
    void aWholeStackIsFoundByItsFunctions() {
        assertEquals(List.of(OPEN), ALL.at("a.Open", frames("open", "run", "main")));
        assertEquals(List.of(PREFIX), ALL.at("a.Open", frames("open", "run")));
        assertEquals(List.of(), ALL.at("a.Open", frames("open")));
        assertEquals(List.of(), ALL.at("c.Open", frames("open", "run", "main")));
    }

    @Test
    void linesAndNumbersOfGeneratedClassesDoNotMatter() {
        HeldSite lambda = new HeldSite(
                "a.Open",
                null,
                new Site(List.of(Frame.of("app.Main$$Lambda/0x00000001000c1000", "run", 7)), null, null, null),
                List.of());
        assertEquals(
                List.of(lambda),
                new HeldStacks(List.of(lambda))
                        .at("a.Open", List.of(Frame.of("app.Main$$Lambda/0x0000000200ffff00", "run", 8))));
    }

    @Test
    void aCutStackFindsAllThatBeginWithIt() {
        List<Frame> cut = Stream.concat(frames("open", "run").stream(), Stream.of(Frame.TRUNCATED))
                .toList();
        assertEquals(List.of(PREFIX, OPEN_LATER, OPEN), ALL.at("a.Open", cut));
    }
}
