/**
 * Which sites leak, as far as a recording shows it: {@link dev.customprofiles.leaks.LeakSearch} looks at what came and went by
 * site, and gives {@link dev.customprofiles.leaks.Suspect}s, the surest first.
 *
 * <p>The rules are those of docs/explanation/leaks.md. Each is about objects that outlived what is usual where they are, and
 * each has to hold over a good part of the recording: what fills once, or comes in one batch, is no leak.
 */
package dev.customprofiles.leaks;
