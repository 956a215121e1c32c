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

/**
 * Standard output, which is for data only. Failures to write to it can be distinguished from failures to write a file.
 */
final class Stdout extends FilterOutputStream {

    /** The reader of our output, such as {@code head}, has closed it. */
    static final class ClosedByReader extends IOException {
        private static final long serialVersionUID = 1L;

        ClosedByReader(IOException cause) {
            super("standard output was closed", cause);
        }
    }

    private final boolean terminal;

    /** Null until first needed, because finding it starts a process. */
    private LineWidth width;

    Stdout(OutputStream out, boolean terminal) {
        super(new BufferedOutputStream(out));
        this.terminal = terminal;
    }

    /** Creates a terminal of that width. */
    Stdout(OutputStream out, LineWidth width) {
        this(out, true);
        this.width = width;
    }

    /** Returns the standard output of this process, bypassing {@link System#out}, which swallows errors. */
    static Stdout ofProcess() {
        return new Stdout(new FileOutputStream(FileDescriptor.out), Terminal.isAt(Terminal.STDOUT));
    }

    /** Returns whether bytes written here would be interpreted by a terminal. */
    boolean isTerminal() {
        return terminal;
    }

    /** Returns the width of a line. */
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
