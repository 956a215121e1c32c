package dev.customprofiles;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An object entered a profile. The event's stack is JFR's own, taken at commit. */
@Name("customprofiles.Add")
@Label("Object Added")
@Description("An object was added to a custom profile and is live until it is removed")
@Category("Custom Profiles")
@StackTrace(true)
final class AddEvent extends Event {

    @Label("Recorder")
    @Description("Number of the copy of the recorder, unique in the JVM; objects and epochs are numbered within it")
    long recorder;

    @Label("Profile")
    @Description("Name of the profile")
    String profile;

    @ObjectId
    @Label("Object Id")
    @Description("Identifies the object within its recorder, for ever; its removal carries the same id")
    long id;

    @Label("Epoch")
    @Description("Number of the snapshot after which the object was added; that snapshot does not include it")
    long epoch;

    @Label("Skip")
    @Description("Frames of the caller to leave out at the top of the stack")
    int skip;

    @Label("Object Class")
    @Description("Class of the object")
    Class<?> objectClass;

    @Label("Weight")
    @Description("Weight of the object in the unit that its profile declares, 0 without one")
    long weight;

    @Label("Label")
    @Description("The application's label for the object, if it gave one")
    String label;
}
