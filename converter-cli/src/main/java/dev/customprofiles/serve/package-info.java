/**
 * Serves answers over HTTP under the addresses of Go's {@code net/http/pprof}, for {@code go tool pprof}. Start with
 * {@link dev.customprofiles.serve.ProfileServer}. Does not depend on where recordings come from.
 */
package dev.customprofiles.serve;
