/** The pprof schema: classes generated from its {@code .proto} file. */
module dev.customprofiles.proto {
    requires transitive com.google.protobuf;

    exports dev.customprofiles.pprof.proto;
}
