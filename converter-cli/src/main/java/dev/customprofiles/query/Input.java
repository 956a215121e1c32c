package dev.customprofiles.query;

import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.writer.Origin;
import java.nio.file.Path;
import java.util.List;

/**
 * What is asked.
 *
 * @param recording open, and closed by whoever opened it
 * @param name what the user calls it, for messages
 * @param origin what is written of it into profiles
 */
public record Input(Recording recording, String name, Origin origin) {

    /** The files it is read from. */
    List<Path> files() {
        return recording.chunks().stream().map(Chunk::file).distinct().toList();
    }
}
