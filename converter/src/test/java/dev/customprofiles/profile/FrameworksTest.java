package dev.customprofiles.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.customprofiles.live.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameworksTest {

    private static final Frame POOL = Frame.of("com.zaxxer.hikari.HikariDataSource", "getConnection", 100);
    private static final Frame FIND = Frame.of("shop.Orders", "find", 31);
    private static final Frame HANDLE = Frame.of("shop.Web", "handle", 8);
    private static final Frame RUN = Frame.of("java.lang.Thread", "run", 1);

    private static int index(Frame... leafFirst) {
        return Frameworks.DEFAULT.applicationIndex(List.of(leafFirst));
    }

    @Test
    void theApplicationsFrameIsTheFirstThatIsNotOfAFramework() {
        assertEquals(0, index(FIND, HANDLE, RUN));
        assertEquals(1, index(POOL, FIND, HANDLE, RUN));
        assertEquals(2, index(POOL, RUN, HANDLE, POOL, FIND));
    }

    @Test
    void theLeafStandsForAStackOfFrameworksOnly() {
        assertEquals(0, index(POOL, RUN));
        assertEquals(0, index(RUN, Frame.TRUNCATED));
        assertEquals(0, index(Frame.NO_STACK));
    }

    @Test
    void pseudoFramesAndNativeCodeAreNotTheApplications() {
        Frame malloc = Frame.of("libc.so.6", "malloc", 0, true);
        assertEquals(1, index(malloc, FIND));
        assertEquals(2, index(Frame.LOST, POOL, FIND));
        assertEquals(0, index(malloc, RUN));
    }

    @Test
    void withoutPrefixesEachLeafIsTheApplications() {
        assertEquals(0, Frameworks.NONE.applicationIndex(List.of(POOL, FIND)));
        assertEquals(0, Frameworks.NONE.applicationIndex(List.of(Frame.LOST, FIND)));
    }

    @Test
    void otherPrefixesTakeThePlaceOfTheDefault() {
        Frameworks ours = new Frameworks(List.of("shop.Ord"));
        assertEquals(0, ours.applicationIndex(List.of(POOL, FIND, HANDLE)));
        assertEquals(1, ours.applicationIndex(List.of(FIND, HANDLE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javalin.Server",
                "orgs.Chart",
                "jdkless.Main",
                "shop.java.Cup",
                "io.nettyless.Main",
                "reactors.Core"
            })
    void aNameThatOnlyLooksLikeAFrameworkIsTheApplications(String className) {
        assertEquals(1, index(RUN, Frame.of(className, "run", 1)));
    }

    @Test
    void anEmptyPrefixIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Frameworks(List.of("java.", "")));
    }
}
