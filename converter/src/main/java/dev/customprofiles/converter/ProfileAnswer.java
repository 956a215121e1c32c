package dev.customprofiles.converter;

import dev.customprofiles.live.Losses;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.writer.AtomicFile;
import dev.customprofiles.writer.Origin;
import dev.customprofiles.writer.PprofWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * An answer that can be written as pprof. The comments of the written profile list the losses.
 *
 * @since 0.1
 */
public final class ProfileAnswer<T> extends Answer<T> {

    private final StackProfile profile;
    private final Origin origin;

    ProfileAnswer(T value, StackProfile profile, Losses losses, Origin origin) {
        super(value, losses);
        this.profile = profile;
        this.origin = origin;
    }

    /**
     * Writes gzipped pprof to a file, atomically: if writing fails, the file does not change. Symbolic links are
     * followed. A file that is not regular, such as a pipe, is written to directly.
     *
     * @param file the file to write
     * @throws IOException if the file cannot be written; the message has its name
     */
    public void writePprof(Path file) throws IOException {
        AtomicFile.of(file).write(this::writePprof);
    }

    /**
     * Writes gzipped pprof, without closing the stream. The same answer always gives the same bytes.
     *
     * @param out the stream to write to
     * @throws IOException if the stream cannot be written
     */
    public void writePprof(OutputStream out) throws IOException {
        PprofWriter.writeGzip(profile, losses(), origin, out);
    }
}
