package dev.customprofiles.writer;

/**
 * Where a live set comes from, for the reader of a written profile. Nothing here depends on the machine or the time of
 * writing, so that the same recording gives the same bytes everywhere.
 *
 * @param tool the program and its version
 * @param application what stands where pprof names the binary
 * @param recording the name of the input, without its folder
 */
public record Origin(String tool, String application, String recording) {}
