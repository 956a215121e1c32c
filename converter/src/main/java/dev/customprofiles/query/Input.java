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
 * An opened recording with its name and origin.
 *
 * @param recording the open recording, which is closed with this
 * @param name the user's name for it, for messages
 * @param origin the origin to write into profiles
 */
public record Input(Recording recording, String name, Origin origin) implements Closeable {

    /** Returns the files of the recording. */
    List<Path> files() {
        return recording.chunks().stream().map(Chunk::file).distinct().toList();
    }

    /** Returns the time from the start to the end of the recording. */
    public Span span() throws IOException {
        return new Span(recording.startNanos(), recording.endNanos());
    }

    @Override
    public void close() throws IOException {
        recording.close();
    }
}
