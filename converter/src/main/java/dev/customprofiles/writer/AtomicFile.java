package dev.customprofiles.writer;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A file that is written atomically: the content goes to a temporary file in the same folder, which is renamed at the
 * end. A file that is not regular, such as {@code /dev/null} or a pipe, is written to directly. So is a file that is
 * named by its descriptor, such as {@code /dev/stdout}.
 */
public final class AtomicFile {

    /** Content that can be written to a stream. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static final int MOST_LINKS = 40;

    /** Paths of the open files of a process, which are links. */
    private static final Pattern DESCRIPTORS = Pattern.compile("/proc/\\d+(/task/\\d+)?/fd|/dev/fd");

    private final Path name;
    private final Path target;
    private final boolean open;
    private final boolean deletedOnExit;

    private AtomicFile(Path name, Path target, boolean deletedOnExit) {
        this.name = name;
        this.target = target;
        this.deletedOnExit = deletedOnExit;
        this.open = DESCRIPTORS.matcher(String.valueOf(target.getParent())).matches();
    }

    /**
     * Returns the file of that name. Links are followed, even to a file that does not exist yet. Throws early, as far
     * as possible, what writing would throw, so that a long conversion is not wasted.
     */
    public static AtomicFile of(Path name) throws IOException {
        try {
            AtomicFile file = new AtomicFile(name, target(name.toAbsolutePath()), false);
            file.check();
            return file;
        } catch (IOException e) {
            throw cannotWrite(name, e);
        }
    }

    /**
     * Returns the same file, whose temporary file is also deleted if the user ends the program while it writes. The JVM
     * remembers each such file until it exits, so this is not for long-running programs.
     */
    public AtomicFile deletedOnExit() {
        return new AtomicFile(name, target, true);
    }

    /**
     * Resolves links, like a program that opens the file. A link to an open file is not resolved, because that file may
     * have no name.
     */
    private static Path target(Path name) throws IOException {
        Path target = name;
        for (int links = 0; links <= MOST_LINKS; links++) {
            Path folder = target.getParent();
            if (folder == null || Files.isDirectory(target) || !Files.isDirectory(folder)) {
                return target;
            }
            Path here = folder.toRealPath();
            target = here.resolve(target.getFileName());
            if (!Files.isSymbolicLink(target)
                    || DESCRIPTORS.matcher(here.toString()).matches()) {
                return target;
            }
            target = here.resolve(Files.readSymbolicLink(target));
        }
        throw new IOException("its links lead to each other");
    }

    private void check() throws IOException {
        if (Files.isDirectory(target)) {
            throw new IOException("is a folder");
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new IOException("permission denied");
        }
        Path folder = target.getParent();
        if (open && !Files.exists(target)) {
            throw new IOException("no such open file");
        }
        if (isRegular() && !Files.isDirectory(folder)) {
            throw new IOException("no such folder");
        }
        if (isRegular() && !Files.isWritable(folder)) {
            throw new IOException("permission denied in its folder");
        }
    }

    /** Returns whether this is, or will be, a regular file. */
    public boolean isRegular() {
        return !open && (!Files.exists(target) || Files.isRegularFile(target));
    }

    /** Writes the content. If that fails, the file is unchanged, and the message names it. */
    public void write(Content content) throws IOException {
        try {
            if (isRegular()) {
                replace(content);
            } else {
                try (OutputStream out = buffered(direct())) {
                    content.writeTo(out);
                }
            }
        } catch (IOException e) {
            throw cannotWrite(name, e);
        }
    }

    /** Opens the file itself. An open file is appended to, because other programs may be writing to it too. */
    private OutputStream direct() throws IOException {
        return switch (open ? target.getFileName().toString() : "") {
            case "1" -> new FileOutputStream(FileDescriptor.out);
            case "2" -> new FileOutputStream(FileDescriptor.err);
            default ->
                Files.newOutputStream(
                        target,
                        open && Files.isRegularFile(target) ? StandardOpenOption.APPEND : StandardOpenOption.WRITE);
        };
    }

    private void replace(Content content) throws IOException {
        Path temporary = temporary();
        if (deletedOnExit) {
            temporary.toFile().deleteOnExit();
        }
        try {
            try (OutputStream out = buffered(Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW))) {
                content.writeTo(out);
            }
            keepPermissions(temporary);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Returns a hidden temporary file. It does not come from {@link Files#createTempFile}, whose files only their owner
     * may read.
     */
    private Path temporary() {
        return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    }

    private void keepPermissions(Path temporary) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        if (posix != null && Files.exists(target)) {
            Files.setPosixFilePermissions(temporary, posix.readAttributes().permissions());
        }
    }

    private static OutputStream buffered(OutputStream out) {
        return new BufferedOutputStream(out, 1 << 16);
    }

    private static IOException cannotWrite(Path name, IOException e) {
        return new IOException("cannot write " + name + ": " + IoReason.of(e), e);
    }
}
