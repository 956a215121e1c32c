package dev.customprofiles.cli;

import dev.customprofiles.text.LineWidth;
import dev.customprofiles.writer.IoReason;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** Standard output: for data only. Failing to write to it is told apart from failing to write a file. */
final class Stdout extends FilterOutputStream {

    /** Whoever read our output, such as {@code head}, has read enough. */
    static final class ClosedByReader extends IOException {
        private static final long serialVersionUID = 1L;

        ClosedByReader(IOException cause) {
            super("standard output was closed", cause);
        }
    }

    private final boolean terminal;

    /** Null until it is asked for: that costs a process. */
    private LineWidth width;

    Stdout(OutputStream out, boolean terminal) {
        super(new BufferedOutputStream(out));
        this.terminal = terminal;
    }

    /** A terminal of that width. */
    Stdout(OutputStream out, LineWidth width) {
        this(out, true);
        this.width = width;
    }

    /** The standard output of this process; not through {@link System#out}, which swallows errors. */
    static Stdout ofProcess() {
        return new Stdout(new FileOutputStream(FileDescriptor.out), Terminal.isAt(Terminal.STDOUT));
    }

    /** Whether bytes written here would be interpreted by a terminal. */
    boolean isTerminal() {
        return terminal;
    }

    /** How much fits on a line. */
    LineWidth width() {
        if (width == null) {
            width = terminal ? Terminal.width() : LineWidth.UNLIMITED;
        }
        return width;
    }

    @Override
    public void write(int b) throws IOException {
        try {
            out.write(b);
        } catch (IOException e) {
            throw explained(e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw explained(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw explained(e);
        }
    }

    private static IOException explained(IOException e) {
        String reason = IoReason.of(e);
        return reason.toLowerCase(Locale.ROOT).contains("pipe")
                ? new ClosedByReader(e)
                : new IOException("cannot write to standard output: " + reason, e);
    }
}
