/**
 * Finds the sites that leak: {@link dev.customprofiles.leaks.LeakSearch} analyses the turnover of each site and returns
 * {@link dev.customprofiles.leaks.Suspect}s, the surest first.
 *
 * <p>The rules are those of docs/explanation/leaks.md. Each rule concerns objects that outlived the usual lifetime of
 * their site, and must hold over a good part of the recording. A cache that fills once, or a single batch, is not a
 * leak.
 */
package dev.customprofiles.leaks;
