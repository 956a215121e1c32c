package dev.customprofiles;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The application removed an object from a profile. */
@Name("customprofiles.Remove")
@Label("Object Removed")
@Description("The application removed an object from a custom profile")
@Category("Custom Profiles")
@StackTrace(false)
final class RemoveEvent extends Event {

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
}
