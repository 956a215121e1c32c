package dev.customprofiles.leaks;

import dev.customprofiles.live.Site;

/**
 * A site that probably leaks, with the evidence.
 *
 * @param profile the name of the profile
 * @param signature the site's {@link Site#signature}. Sites with the same signature are one suspect
 * @param site the site of that signature with the most live objects
 * @param verdict the reason for the suspicion
 * @param sentence the evidence in one sentence, with a full stop
 * @param leaked the number of objects shown to have leaked; the live count may be greater
 * @param live the number of objects live at the end, collected ones included
 * @param collected how many of those were garbage collected, as far as the recording tells
 * @param added the number of objects added in the recording
 * @param removed the number of objects that the application removed in the recording
 * @param perHour leaked objects per hour, at the rate in the recording
 * @param oldestNanos the age of the oldest reachable object at the end; 0 if there is none
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

    /** Returns this suspect shown at another site. The signature stays that of the whole stack. */
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
