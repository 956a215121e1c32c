package dev.customprofiles.benchmarks.reading;

import java.io.IOException;
import java.nio.file.Path;
import one.jfr.JfrReader;
import one.jfr.event.Event;

/**
 * async-profiler's reader, only stepping through the events that {@link AsyncProfilerReader} replays: each becomes an
 * object and is counted. Nothing is matched and no stack is looked up, so the live count is the difference of two
 * counts, and frames are unknown. No replay on that reader can be faster.
 */
final class AsyncProfilerSteps implements Reader {

    @Override
    public Answer read(Path file) throws IOException {
        long added = 0;
        long removed = 0;
        try (JfrReader in = AsyncProfilerReader.open(file)) {
            for (Event event; (event = in.readEvent()) != null; ) {
                if (event instanceof AsyncProfilerReader.Add) {
                    added++;
                } else if (event instanceof AsyncProfilerReader.Remove) {
                    removed++;
                }
            }
        }
        return new Answer(added, added - removed, 0);
    }
}
