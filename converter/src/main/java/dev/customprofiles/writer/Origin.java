package dev.customprofiles.writer;

/**
 * The origin of a profile, for readers of the written file. It does not depend on the machine or the time of writing,
 * so the same recording gives the same bytes everywhere.
 *
 * @param tool the program and its version
 * @param application the name in place of the binary's in pprof
 * @param recording the file name of the input, without its folder
 */
public record Origin(String tool, String application, String recording) {}
