package dev.customprofiles.replay;

/**
 * A recorder copy: a JVM has one for each class loader that loads the recorder. Ids and epochs are valid only within
 * it.
 *
 * @param jvm the number of the JVM
 * @param recorder the number of the copy in its JVM; 0 for a recorder that wrote none
 */
record RecorderCopy(int jvm, long recorder) {}
