package dev.customprofiles;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A frame of the stacks of a snapshot. Each distinct frame is written once. */
@Name("customprofiles.Frame")
@Label("Frame")
@Description("A frame that the stacks of a snapshot refer to by its number")
@Category("Custom Profiles")
@StackTrace(false)
final class FrameEvent extends Event {

    @Label("Recorder")
    @Description("Number of the copy of the recorder, unique in the JVM; objects and epochs are numbered within it")
    long recorder;

    @Label("Epoch")
    @Description("Number of the snapshot")
    long epoch;

    @Label("Frame Number")
    @Description("Number of the frame within the snapshot")
    int number;

    @Label("Type")
    @Description("Class that declares the method")
    String type;

    @Label("Method")
    @Description("Name of the method")
    String method;

    @Label("Line")
    @Description("Line number, negative if there is none")
    int line;
}
