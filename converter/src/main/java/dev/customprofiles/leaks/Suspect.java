package dev.customprofiles.leaks;

import dev.customprofiles.live.Site;

/**
 * A site that leaks, by all that the recording tells.
 *
 * @param profile the name of the profile
 * @param signature of the site: {@link Site#signature}. Sites of one signature are one suspect
 * @param site the one of the signature with most live objects
 * @param verdict why it is suspected
 * @param sentence the evidence, for people: one sentence with a full stop
 * @param leaked how many objects are seen to have leaked; what is live may be more
 * @param live how many objects are live at the end, collected ones included
 * @param collected how many of those were garbage collected, as far as the recording counts them
 * @param added how many were added in the recording
 * @param removed how many the application removed in it
 * @param perHour how many more of them leak in an hour, at the pace of the recording
 * @param oldestNanos the age of the oldest reachable one at the end; 0 if none is left
 */
public record Suspect(
        String profile,
        String signature,
        Site site,
        Verdict verdict,
        String sentence,
        long leaked,
        long live,
        long collected,
        long added,
        long removed,
        double perHour,
        long oldestNanos) {

    /** The same suspect, shown as another site. The signature stays that of the whole stack. */
    public Suspect at(Site shown) {
        return new Suspect(
                profile,
                signature,
                shown,
                verdict,
                sentence,
                leaked,
                live,
                collected,
                added,
                removed,
                perHour,
                oldestNanos);
    }
}
