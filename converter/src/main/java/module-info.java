/**
 * Rebuilds the live sets of custom profiles from JDK Flight Recorder recordings, for any instant, and writes them as pprof.
 * Begin with {@link dev.customprofiles.converter.Recordings}.
 */
module dev.customprofiles.converter {
    requires dev.customprofiles.proto;

    exports dev.customprofiles.converter;
    exports dev.customprofiles.live;
    exports dev.customprofiles.profile;
}
