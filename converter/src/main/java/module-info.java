/** Rebuilds the live sets of custom profiles from JDK Flight Recorder recordings, for any instant, and writes them as pprof. */
module dev.customprofiles.converter {
    requires transitive dev.customprofiles.proto;

    exports dev.customprofiles.reader;
    exports dev.customprofiles.live;
    exports dev.customprofiles.pair;
    exports dev.customprofiles.replay;
    exports dev.customprofiles.builtin;
    exports dev.customprofiles.profile;
    exports dev.customprofiles.query;
    exports dev.customprofiles.writer;
}
