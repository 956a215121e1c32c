/**
 * Queries in the user's terms: which profile, when, and which of its objects. They are validated here and resolved
 * against the recording.
 *
 * <p>Start with {@link dev.customprofiles.query.Query}. A {@link dev.customprofiles.query.Subject} can be queried
 * repeatedly; it opens an {@link dev.customprofiles.query.Input}.
 *
 * <pre>{@code
 * Query query = Query.of("blobstore.Open", ZoneId.systemDefault()).at(TimeSyntax.parse("-30s"));
 * try (Input input = new RecordingFiles(List.of(Path.of("app.jfr")), "mytool 1.0").open()) {
 *     Answer answer = query.ask(input);
 * }
 * }</pre>
 *
 * <p>A query without an answer throws {@link dev.customprofiles.query.QueryException}, which distinguishes misuse, an
 * unknown profile, and an instant outside the recording. Its message names parts of the query, which a user interface
 * can replace by its own names.
 */
package dev.customprofiles.query;
