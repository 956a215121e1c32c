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
 * One row of a snapshot: the live objects of one site.
 *
 * <p>The period schedules a last poll for collected values before a chunk ends, so that a recording that stops has them
 * too. It is set here because an event type has only one period, and that of {@link CollectedEvent} is in use.
 */
@Name("customprofiles.LiveSite")
@Label("Live Objects by Site")
@Description("Live objects of one site at a snapshot")
@Category("Custom Profiles")
@StackTrace(false)
@Period("endChunk")
final class LiveSiteEvent extends Event {

    @Label("Recorder")
    @Description("Number of the copy of the recorder, unique in the JVM; objects and epochs are numbered within it")
    long recorder;

    @Label("Profile")
    @Description("Name of the profile")
    String profile;

    @Label("Epoch")
    @Description("Number of the snapshot")
    long epoch;

    @Label("Site")
    @Description("Identifies the site, the same in every snapshot; -1 stands for all sites that have no row")
    long site;

    @Label("Top Frame")
    @Description("Method that added the objects")
    String topFrame;

    @Label("Live Objects")
    @Description("Number of objects that are live, collected ones included")
    long liveCount;

    @Label("Live Weight")
    @Description("Sum of their weights")
    long liveWeight;

    @Label("Collected Objects")
    @Description("Number of live objects whose value was garbage collected")
    long collectedCount;

    @Label("Collected Weight")
    @Description("Sum of the weights of the collected objects")
    long collectedWeight;

    @Label("Oldest")
    @Description("Age of the oldest object")
    @Timespan(Timespan.NANOSECONDS)
    long oldestAge;

    @Label("Total Age")
    @Description("Sum of the ages")
    @Timespan(Timespan.NANOSECONDS)
    long totalAge;

    @Label("Ages")
    @Description("Number of objects for each power of two of nanoseconds, as exponent:number; none for one object")
    String ages;

    @Label("Total Age of Collected")
    @Description("Sum of the ages of the collected objects")
    @Timespan(Timespan.NANOSECONDS)
    long collectedAge;

    @Label("Ages of Collected")
    @Description("As Ages, for the collected objects; approximate, because their times are kept by span")
    String collectedAges;

    @Label("Object Class Name")
    @Description("Class of the objects")
    String objectClassName;

    @Label("Label")
    @Description("The application's label for the objects, if it gave one")
    String label;

    @Label("Frames")
    @Description("The stack, leaf first, as numbers of frame events in base 32: capitals and 0 to 5 end a number")
    String frames;

    @BooleanFlag
    @Label("Truncated")
    @Description("The stack was deeper than is kept")
    boolean truncated;
}
