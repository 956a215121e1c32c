/**
 * The command line over the library: words, files and exit codes; the only place that knows picocli.
 *
 * <p>Begin with {@link dev.customprofiles.cli.Main}. A command is a class that parses its options into a {@link
 * dev.customprofiles.query.Query}, asks, and writes. What goes wrong becomes one line and an exit code in {@code Failures}.
 */
package dev.customprofiles.cli;
