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
 * The garbage collector took the value of a live object.
 *
 * <p>The period is how often the recorder polls for such values: otherwise a profile that is not in use would notice
 * late.
 */
@Name("customprofiles.Collected")
@Label("Object Collected")
@Description("The value of a live object was garbage collected before it was removed: the surest sign of a leak")
@Category("Custom Profiles")
@StackTrace(false)
@Period("1 s")
final class CollectedEvent extends Event {

    @Label("Recorder")
    @Description("Number of the copy of the recorder, unique in the JVM; objects and epochs are numbered within it")
    long recorder;

    @Label("Profile")
    @Description("Name of the profile")
    String profile;

    @ObjectId
    @Label("Object Id")
    @Description("The id that the object was added with")
    long id;

    @Label("Top Frame")
    @Description("Method that added the object; none in a weak profile if its stack was not read before")
    String topFrame;

    @Label("Epoch")
    @Description("Number of the snapshot after which the object was collected; that snapshot counts it as reachable")
    long epoch;

    @Label("Site")
    @Description("Snapshot row that counts the object, 0 if no snapshot does because it was added after the latest")
    long site;

    @Label("Age")
    @Description("How long the object was in the profile until then")
    @Timespan(Timespan.NANOSECONDS)
    long age;

    @Label("Weight")
    @Description("Weight that the object was added with")
    long weight;

    @Label("Label")
    @Description("Label that the object was added with")
    String label;

    @BooleanFlag
    @Label("Weak")
    @Description("The profile is weak, so the object is no longer live; otherwise it stays live")
    boolean weak;
}
