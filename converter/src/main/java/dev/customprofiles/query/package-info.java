/**
 * Questions as people ask them of a recording: which profile, when, and which of its objects. What they wrote is checked
 * here and resolved against the recording.
 *
 * <p>Begin with {@link dev.customprofiles.query.Query}. A {@link dev.customprofiles.query.Subject} is what can be asked again
 * and again, and opens an {@link dev.customprofiles.query.Input}.
 *
 * <pre>{@code
 * Query query = Query.of("blobstore.Open", ZoneId.systemDefault()).at(TimeSyntax.parse("-30s"));
 * try (Input input = new RecordingFiles(List.of(Path.of("app.jfr")), "mytool 1.0").open()) {
 *     Answer answer = query.ask(input);
 * }
 * }</pre>
 *
 * <p>A question without an answer is a {@link dev.customprofiles.query.QueryException}, which tells a misuse from an unknown
 * profile and from an instant outside the recording. Its message names the parts of the question, and a user interface puts
 * its own words for them.
 */
package dev.customprofiles.query;
