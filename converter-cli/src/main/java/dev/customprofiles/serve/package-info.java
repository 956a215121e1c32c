/**
 * Answers over HTTP under the addresses that Go's {@code net/http/pprof} has, so that {@code go tool pprof} finds them:
 * {@link dev.customprofiles.serve.ProfileServer}. Knows questions and the forms of their answers; not where recordings
 * come from.
 */
package dev.customprofiles.serve;
