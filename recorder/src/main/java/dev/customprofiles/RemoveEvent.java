package dev.customprofiles;

import jdk.jfr.BooleanFlag;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * An object left a profile.
 *
 * <p>The period is that of looking for values that the collector took: they leave by nobody's call, and a profile that
 * nobody touches would otherwise notice late.
 */
@Name("customprofiles.Remove")
@Label("Object Removed")
@Description("An object left a custom profile, by the application's call or because it was garbage collected")
@Category("Custom Profiles")
@StackTrace(false)
@Period("1 s")
final class RemoveEvent extends Event {

    @Label("Profile")
    @Description("Name of the profile")
    String profile;

    @ObjectId
    @Label("Object Id")
    @Description("The id that the object was added with")
    long id;

    @Label("Epoch")
    @Description("Number of the snapshot after which the object was removed; that snapshot still includes it")
    long epoch;

    @Label("Site")
    @Description("Snapshot row that counts the object, 0 if no snapshot does because it was added after the latest")
    long site;

    @Label("Age")
    @Description("How long the object was in the profile")
    @Timespan(Timespan.NANOSECONDS)
    long age;

    @Label("Weight")
    @Description("Weight that the object was added with")
    long weight;

    @Label("Label")
    @Description("Label that the object was added with")
    String label;

    @BooleanFlag
    @Label("Collected")
    @Description("Nobody removed the object, the garbage collector took it: the sharpest sign of a leak")
    boolean collected;
}
