/**
 * Reads the binary files of JDK Flight Recorder, and knows nothing of what is in them.
 *
 * <p>A {@linkplain dev.customprofiles.reader.Recording recording} is a list of
 * {@linkplain dev.customprofiles.reader.Chunk chunks}, each of which can be read by itself:
 *
 * <pre>
 *   header       68 bytes: clock, size, where the metadata and the last checkpoint are
 *   event        size, type number, then the type's fields
 *   event ...
 *   checkpoint   constants (strings, classes, methods, stack traces, threads) by type and key
 *   event ...
 *   metadata     the types: their names, numbers and fields
 * </pre>
 *
 * <p>Who reads says which events he wants, and which of their fields, and gets a
 * {@linkplain dev.customprofiles.reader.ChunkReader cursor}. Three ideas make it quick:
 *
 * <ul>
 *   <li>From the metadata a plan is made for each wanted type: which numbers to skip, which to take. All other events are
 *       stepped over by their size. The metadata of consecutive chunks is mostly the same, and parsed once.
 *   <li>Fields that refer to constants are keys. Constants are decoded when they are asked for, which for a stack trace
 *       is seldom: of the many that a recording has, few belong to what is still there in the end.
 *   <li>A chunk needs nothing of another, so chunks are read in parallel.
 * </ul>
 *
 * <p>Layouts are never assumed. Fields are found by name, those of the constants too, so that recordings of any JDK since
 * 11, of async-profiler and of other writers are read alike.
 *
 * <p>Recordings are broken exactly when they matter: the JVM was killed, the disk was full, the copy is not complete. So
 * no number in a file is believed before it is checked, and what cannot be read costs no more than itself: the event, the
 * stretch up to the next checkpoint, the rest of the chunk. What is lost is
 * {@linkplain dev.customprofiles.reader.Damage said}, with numbers. Only input that gives nothing at all is an
 * {@linkplain dev.customprofiles.reader.CorruptRecordingException error}.
 *
 * <p>Start reading at {@code ChunkScanner} (files to chunks), {@code ChunkContents} (metadata and checkpoints),
 * {@code Plan} (bytes to values), {@code PoolIndex} and {@code ConstantPools} (keys to values). The format has no specification;
 * what is known of it is from HotSpot's {@code jfrChunkWriter.cpp} and the JDK's {@code jdk.jfr.internal.consumer}.
 */
package dev.customprofiles.reader;
