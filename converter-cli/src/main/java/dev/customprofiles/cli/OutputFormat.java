package dev.customprofiles.cli;

import dev.customprofiles.builtin.RecordedJvm;
import dev.customprofiles.live.Losses;
import dev.customprofiles.page.Opening;
import dev.customprofiles.page.Page;
import dev.customprofiles.page.PageData;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.query.Input;
import dev.customprofiles.writer.CollapsedWriter;
import dev.customprofiles.writer.Origin;
import dev.customprofiles.writer.PprofWriter;
import dev.customprofiles.writer.SpeedscopeWriter;
import dev.customprofiles.writer.TextWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Output formats of a profile, chosen by the file's extension. */
enum OutputFormat {
    PPROF_GZIP(".pb.gz") {
        @Override
        void write(StackProfile profile, Losses losses, Origin origin, Opening opening, OutputStream out)
                throws IOException {
            PprofWriter.writeGzip(profile, losses, origin, out);
        }
    },
    PPROF(".pb") {
        @Override
        void write(StackProfile profile, Losses losses, Origin origin, Opening opening, OutputStream out)
                throws IOException {
            PprofWriter.write(profile, losses, origin, out);
        }
    },
    COLLAPSED(".collapsed") {
        @Override
        void write(StackProfile profile, Losses losses, Origin origin, Opening opening, OutputStream out)
                throws IOException {
            CollapsedWriter.write(profile, out);
        }
    },
    TEXT(".txt") {
        @Override
        void write(StackProfile profile, Losses losses, Origin origin, Opening opening, OutputStream out)
                throws IOException {
            TextWriter.write(profile, out);
        }
    },
    PAGE(".html") {
        @Override
        void write(StackProfile profile, Losses losses, Origin origin, Opening opening, OutputStream out)
                throws IOException {
            Page.write(PageData.of(profile, opening, losses, origin), out);
        }

        @Override
        Opening opening(Input input) throws IOException {
            return Opening.of(input.span(), RecordedJvm.of(input.recording()).values());
        }
    },
    SPEEDSCOPE(".json") {
        @Override
        void write(StackProfile profile, Losses losses, Origin origin, Opening opening, OutputStream out)
                throws IOException {
            SpeedscopeWriter.write(profile, origin, out);
        }
    };

    private final String extension;

    OutputFormat(String extension) {
        this.extension = extension;
    }

    /** Returns the format for a file name; empty if the extension is unknown. */
    static Optional<OutputFormat> of(String fileName) {
        return Arrays.stream(values())
                .filter(format -> fileName.endsWith(format.extension))
                .findFirst();
    }

    /** Returns a file name made of application, profile and time. A profile's name may have slashes, as in Go. */
    static String fileName(Origin origin, String profile, String when, OutputFormat format) {
        return origin.application() + "." + profile.replaceAll("[^\\w.$-]", "_") + when + format.extension;
    }

    /** Returns the extensions, for messages: {@code .pb.gz, .pb, .collapsed, .txt, .html, .json}. */
    static String extensions() {
        return Arrays.stream(values()).map(format -> format.extension).collect(Collectors.joining(", "));
    }

    /** Returns the heading that the format writes before the profile: the JVM on a page, otherwise nothing. */
    Opening opening(Input input) throws IOException {
        return Opening.NONE;
    }

    /** Writes the profile, without closing the stream. */
    abstract void write(StackProfile profile, Losses losses, Origin origin, Opening opening, OutputStream out)
            throws IOException;
}
