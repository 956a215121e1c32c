package dev.customprofiles;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Reports missing events, within a second and at the end of the chunk at the latest. */
@Name("customprofiles.Lost")
@Label("Events Lost")
@Description("Events of a custom profile that the recorder could not write, for want of memory or stack")
@Category("Custom Profiles")
@StackTrace(false)
final class LostEvent extends Event {

    @Label("Recorder")
    @Description("Number of the copy of the recorder, unique in the JVM")
    long recorder;

    @Label("Profile")
    @Description("Name of the profile")
    String profile;

    @Label("Lost Events")
    @Description(
            "Number of objects whose adding, removal or collection is not recorded; the next snapshot counts them right")
    long events;
}
