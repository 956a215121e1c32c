package dev.customprofiles.writer;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.Unpaired;
import dev.customprofiles.profile.StackProfile;
import java.util.List;

/** A live set with all that a writer has to cope with. */
final class Fixture {

    static final Origin ORIGIN = new Origin("jfr2pprof 1 (abc)", "app", "app.jfr");
    static final Losses NONE =
            new Losses(List.of(), List.of(), List.of(), 0, 0, true, 0, 0, 0, 0, 0, 0, 0, List.of(), Unpaired.NONE);
    static final long AT = 1_795_440_015_123_456_789L;

    static final Frame OPEN = Frame.of("blobstore.Store", "open", 42);
    static final Frame OPEN_ELSEWHERE = Frame.of("blobstore.Store", "open", 57);
    static final Frame WALK = Frame.of("app.Tree$Node", "walk", 8);
    static final Frame INIT = Frame.of("app.Tree$Node", "<init>", 3);
    static final Frame MAIN = Frame.of("app.Main", "main", 7);

    private Fixture() {}

    static Site site(String label, String objectClass, String thread, Frame... leafFirst) {
        return new Site(List.of(leafFirst), label, objectClass, thread);
    }

    static StackProfile liveSet(String unit, LiveSite... sites) {
        return LiveSetProfile.of(new LiveSet("blobstore.Open", unit, AT, List.of(sites)));
    }

    /** 16 objects; recursion, equal stacks with different labels, one function on two lines, pseudo frames. */
    static StackProfile everything() {
        return liveSet(
                "bytes",
                new LiveSite(site("eu", "blobstore.Blob", "main", OPEN, MAIN), 7, 700, 7_000_000_000L),
                new LiveSite(site("us", "blobstore.Blob", "main", OPEN, MAIN), 4, 40, 6_000_000_000L),
                new LiveSite(site(null, "blobstore.Blob", null, OPEN_ELSEWHERE, WALK, WALK, INIT, WALK, MAIN), 3, 1, 3),
                new LiveSite(site("", null, null, Frame.NO_STACK), 1, 0, 0),
                new LiveSite(site("größe ☃", "a.B$C", "pool-1", INIT, Frame.TRUNCATED), 1, 5, 9));
    }
}
