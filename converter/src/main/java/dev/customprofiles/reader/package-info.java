/**
 * Reads the binary format of JDK Flight Recorder, regardless of the meaning of events.
 *
 * <p>A {@linkplain dev.customprofiles.reader.Recording recording} is a list of
 * {@linkplain dev.customprofiles.reader.Chunk chunks}, each of which is self-contained:
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
 * <p>A caller selects event types and fields, and gets a {@linkplain dev.customprofiles.reader.ChunkReader cursor}.
 * Three ideas make it fast:
 *
 * <ul>
 * <li>For each wanted type, a plan is compiled from the metadata: which numbers to skip, which to read. All other
 * events are skipped by their size. The metadata of consecutive chunks is usually the same, and then parsed once.
 * <li>Fields that refer to constants are keys. Constants are decoded on demand, which is rare for stack traces: of the
 * many in a recording, few belong to objects that are live in the end.
 * <li>Chunks do not depend on each other, so they are read in parallel.
 * </ul>
 *
 * <p>Layouts are never assumed. All fields, including those of constants, are found by name, so that recordings of any
 * JDK since 11, of async-profiler and of other writers can be read.
 *
 * <p>Recordings are often damaged exactly when they matter: the JVM was killed, the disk was full, the copy is
 * incomplete. So every number in a file is checked before it is used, and damage affects only the smallest possible
 * part: the event, the range up to the next checkpoint, or the rest of the chunk. Losses are
 * {@linkplain dev.customprofiles.reader.Damage reported} in numbers. Only input without any readable chunk is an
 * {@linkplain dev.customprofiles.reader.CorruptRecordingException error}.
 *
 * <p>Start reading at {@code ChunkScanner} (files to chunks), {@code ChunkContents} (metadata and checkpoints),
 * {@code Plan} (bytes to values), {@code PoolIndex} and {@code ConstantPools} (keys to values). The format has no
 * specification; its sources are HotSpot's {@code jfrChunkWriter.cpp} and the JDK's {@code jdk.jfr.internal.consumer}.
 */
package dev.customprofiles.reader;
