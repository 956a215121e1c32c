/**
 * The command line of the library: options, files, messages and exit codes. Only this package depends on picocli.
 *
 * <p>Start with {@link dev.customprofiles.cli.Main}. A command is a class that turns its options into a
 * {@link dev.customprofiles.query.Query}, runs it, and writes the answer. {@code Failures} turns exceptions into one
 * line and an exit code.
 */
package dev.customprofiles.cli;
