package dev.customprofiles.converter;

import dev.customprofiles.live.Losses;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.writer.AtomicFile;
import dev.customprofiles.writer.Origin;
import dev.customprofiles.writer.PprofWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** An answer that can be written as pprof. What was lost is written into the profile's comments, too. */
public final class ProfileAnswer<T> extends Answer<T> {

    private final StackProfile profile;
    private final Origin origin;

    ProfileAnswer(T value, StackProfile profile, Losses losses, Origin origin) {
        super(value, losses);
        this.profile = profile;
        this.origin = origin;
    }

    /**
     * Writes gzipped pprof to a file, whole or not at all: if writing fails, the file is as it was before. A link is written
     * through; what is no regular file, such as a pipe, is written to directly.
     *
     * @throws IOException with the file's name if it cannot be written
     */
    public void writePprof(Path file) throws IOException {
        AtomicFile.of(file).write(this::writePprof);
    }

    /** Writes gzipped pprof; the stream stays open. The same answer gives the same bytes. */
    public void writePprof(OutputStream out) throws IOException {
        PprofWriter.writeGzip(profile, losses(), origin, out);
    }
}
