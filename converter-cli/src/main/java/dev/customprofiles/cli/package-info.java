/** The command line over the library: words, files and exit codes; the only place that knows picocli. */
package dev.customprofiles.cli;
