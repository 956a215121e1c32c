/**
 * Writes profiles and timelines in formats for people and for other programs. Does not depend on recordings.
 *
 * <p>Start with {@link dev.customprofiles.writer.PprofWriter}. The other formats are collapsed stacks, speedscope's
 * JSON, text and tables. The same profile always gives the same bytes: no clock is read, and the contents of maps are
 * sorted.
 *
 * <p>{@link dev.customprofiles.writer.LiveSetProfile} converts a live set to a profile, and
 * {@link dev.customprofiles.writer.LossText} describes the losses of a recording. Text from recordings is not trusted:
 * text for a terminal or a page goes through {@link dev.customprofiles.writer.Printable}.
 */
package dev.customprofiles.writer;
