/**
 * Custom profiles: sets of live objects that an application declares, recorded as JDK Flight Recorder events.
 */
module dev.customprofiles {
    requires transitive jdk.jfr;

    exports dev.customprofiles;
}
