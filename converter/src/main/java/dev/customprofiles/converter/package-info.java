/**
 * Opens JFR recordings and answers which objects of a custom profile were live at any instant.
 *
 * <p>Start with {@link dev.customprofiles.converter.Recordings}.
 *
 * <pre>{@code
 * try (Recordings recordings = Recordings.open(Path.of("app.jfr"))) {
 *     ProfileAnswer<LiveSet> open = recordings.liveAtEnd("blobstore.Open");
 *     System.out.println(open.orThrow().count() + " are open");
 *     open.writePprof(Path.of("open.pb.gz"));
 * }
 * }</pre>
 *
 * <p>A query without an answer throws {@link dev.customprofiles.converter.NoAnswerException}. Each
 * {@link dev.customprofiles.converter.Answer} carries the losses of the recording.
 */
package dev.customprofiles.converter;
