package dev.customprofiles.cli;

import dev.customprofiles.builtin.RecordedJvm;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.leaks.Suspect;
import dev.customprofiles.page.Opening;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.Input;
import dev.customprofiles.query.LeaksAnswer;
import dev.customprofiles.query.ReportAnswer;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** Creates the opening of a page from a recording. */
final class Openings {

    private Openings() {}

    /**
     * Returns an opening with the verdict on leaks, if there is one.
     *
     * @param holders what a heap dump says of the objects; null without one
     */
    static Opening of(ReportAnswer report, Holders holders, Input input, Shaping shaping) throws IOException {
        return report.leaks() == null
                ? Opening.of(input.span(), RecordedJvm.of(input.recording()).values())
                        .withHolders(shaped(holders, shaping))
                : of(report.leaks(), suspect -> true, holders, input, shaping);
    }

    /** Returns an opening with a given verdict. */
    static Opening of(LeaksAnswer leaks, Predicate<Suspect> shown, Holders holders, Input input, Shaping shaping)
            throws IOException {
        List<Suspect> suspects =
                leaks.suspectsIn(shaping).stream().filter(shown).toList();
        return new Opening(
                leaks.span(),
                RecordedJvm.of(input.recording()).values(),
                suspects,
                leaks.notes(),
                null,
                shaped(holders, shaping));
    }

    private static Holders shaped(Holders holders, Shaping shaping) {
        return holders == null
                ? null
                : holders.where(site -> shaping.passes(site.site())).map(shaping::apply);
    }
}
