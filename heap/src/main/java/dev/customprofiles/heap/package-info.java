/**
 * Reads heap dumps in HotSpot's HPROF format: which objects the recorder counts as live, and which references hold them.
 *
 * <p>Begin with {@link dev.customprofiles.heap.HeapDump}. Shark parses the records ({@code DumpFile}). They are read in four passes, in the
 * order of the file, so that a compressed dump needs no temporary file, and memory follows the number of objects and references, not the
 * size of the dump:
 *
 * <ol>
 *   <li>classes, roots, and the addresses of all objects ({@code DumpIndex});
 *   <li>the references between objects ({@code References}), and the recorder's own objects ({@code RecorderObjects}); then
 *       {@code Reachability} finds the shortest path to each recorded object;
 *   <li>the fields along those paths ({@code Trail}), and the stacks of the recorded objects;
 *   <li>sizes ({@code Retained}).
 * </ol>
 */
package dev.customprofiles.heap;
