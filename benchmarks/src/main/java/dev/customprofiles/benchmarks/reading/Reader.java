package dev.customprofiles.benchmarks.reading;

import java.io.IOException;
import java.nio.file.Path;

/** One of the sides: reads a recording from its file and rebuilds the live set at its end. */
interface Reader {

    Answer read(Path file) throws IOException;
}
