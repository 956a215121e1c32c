package dev.customprofiles;

import jdk.jfr.BooleanFlag;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/**
 * The totals of one profile's live set at the instant of the event; the rows are {@link LiveSiteEvent}s. Disabling this
 * event disables snapshots.
 */
@Name("customprofiles.Snapshot")
@Label("Live Set Snapshot")
@Description("Size of a custom profile's live set at the start of a chunk, or empty at the profile's creation")
@Category("Custom Profiles")
@StackTrace(false)
@Period("beginChunk")
final class SnapshotEvent extends Event {

    @Label("Recorder")
    @Description("Number of the copy of the recorder, unique in the JVM; objects and epochs are numbered within it")
    long recorder;

    @Label("Profile")
    @Description("Name of the profile")
    String profile;

    @Label("Epoch")
    @Description("Number of the snapshot; what was added or removed before it carries a smaller one")
    long epoch;

    @BooleanFlag
    @Label("Weak")
    @Description("Objects leave the profile when their value is garbage collected")
    boolean weak;

    @Label("Live Objects")
    @Description("Number of objects that are live, collected ones included")
    long liveCount;

    @Label("Live Weight")
    @Description("Sum of their weights")
    long liveWeight;

    @Label("Weight Unit")
    @Description("Unit of the weights, none if the objects of the profile have no weight")
    String unit;

    @Label("Collected Objects")
    @Description("Number of live objects whose value was garbage collected")
    long collectedCount;

    @Label("Live Sites")
    @Description("Number of rows of the snapshot")
    long liveSites;

    @Label("Objects Added")
    @Description("Number of objects that were added since the profile was created")
    long added;

    @Label("Objects Removed")
    @Description("Number of objects that the application removed since the profile was created")
    long removed;

    @Label("Objects Collected")
    @Description("Number of objects whose value was garbage collected since the profile was created")
    long collected;
}
