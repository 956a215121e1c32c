/**
 * Profiles and timelines in the forms that people and other programs read. Knows nothing of recordings.
 *
 * <p>Begin with {@link dev.customprofiles.writer.PprofWriter}. The other formats are collapsed stacks, speedscope's JSON, text
 * and tables. The same profile always gives the same bytes: no clock is read, and what comes out of a map is sorted.
 *
 * <p>{@link dev.customprofiles.writer.LiveSetProfile} makes a profile of a live set, and {@link
 * dev.customprofiles.writer.LossText} says in a line each what a recording could not tell. Text out of recordings may hold
 * anything: what is meant for a terminal or a page goes through {@link dev.customprofiles.writer.Printable}.
 */
package dev.customprofiles.writer;
