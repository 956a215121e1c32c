package dev.customprofiles.benchmarks.reading;

import java.io.IOException;
import java.nio.file.Path;
import one.jfr.JfrReader;
import one.jfr.event.Event;

/**
 * async-profiler's reader, only stepping through the events that {@link AsyncProfilerReader} replays: each becomes an object and is
 * counted. Nothing is matched and no stack looked up, so how many objects are live is the difference of two counts, and of no frame is
 * anything known. No replay on that reader can take less.
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
