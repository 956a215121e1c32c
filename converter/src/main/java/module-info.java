/**
 * Rebuilds the live sets of custom profiles at any instant of JDK Flight Recorder recordings, and writes them as pprof.
 * Start with {@link dev.customprofiles.converter.Recordings}.
 */
module dev.customprofiles.converter {
    requires dev.customprofiles.proto;

    exports dev.customprofiles.converter;
    exports dev.customprofiles.live;
    exports dev.customprofiles.profile;
}
