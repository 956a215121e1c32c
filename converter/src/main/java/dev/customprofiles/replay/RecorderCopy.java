package dev.customprofiles.replay;

/**
 * One copy of the recorder: a JVM has one for each class loader that loads it. Ids and epochs mean something within it only.
 *
 * @param jvm the number of the JVM
 * @param recorder the number of the copy in its JVM; 0 if the recorder wrote none
 */
record RecorderCopy(int jvm, long recorder) {}
