package dev.customprofiles.query;

import dev.customprofiles.live.Span;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.writer.Origin;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What is asked.
 *
 * @param recording open; closed with this
 * @param name what the user calls it, for messages
 * @param origin what is written of it into profiles
 */
public record Input(Recording recording, String name, Origin origin) implements Closeable {

    /** The files it is read from. */
    List<Path> files() {
        return recording.chunks().stream().map(Chunk::file).distinct().toList();
    }

    /** All of its time. */
    public Span span() throws IOException {
        return new Span(recording.startNanos(), recording.endNanos());
    }

    @Override
    public void close() throws IOException {
        recording.close();
    }
}
