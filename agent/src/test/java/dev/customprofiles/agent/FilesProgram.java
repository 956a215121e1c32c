package dev.customprofiles.agent;

import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Opens files in every way there is, five each, and closes two of five. */
final class FilesProgram {

    private static final List<AutoCloseable> HELD = new ArrayList<>();

    private FilesProgram() {}

    public static void main(String[] arguments) throws IOException {
        Rounds.run(FilesProgram::round);
    }

    private static void round() throws Exception {
        Path folder = Files.createTempDirectory("files");
        Path path = Files.writeString(folder.resolve("a"), "text"); // writeString
        Path zip = folder.resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) { // zip output
            out.putNextEntry(new ZipEntry("a"));
        }
        for (int i = 0; i < 5; i++) {
            streams(i, path.toFile());
            channels(i, path);
            folders(i, folder);
            use(i, new ZipFile(zip.toFile())); // ZipFile
            use(i, new JarFile(zip.toFile())); // JarFile
            fail(folder);
        }
        Files.readAllBytes(path); // readAllBytes
        Files.copy(path, folder.resolve("b"));
    }

    private static void streams(int i, File file) throws Exception {
        use(i, new FileInputStream(file)); // FileInputStream
        use(i, new FileInputStream(file.toString())); // FileInputStream by name
        use(i, new FileOutputStream(file, true)); // FileOutputStream
        use(i, new FileOutputStream(file + ".out")); // FileOutputStream by name
        use(i, new FileReader(file)); // FileReader
        use(i, new RandomAccessFile(file, "r")); // RandomAccessFile
        use(i, new RandomAccessFile(file.toString(), "rw")); // RandomAccessFile by name
        try (FileInputStream in = new FileInputStream(file); // closed by its channel
                FileInputStream again = new FileInputStream(in.getFD())) {
            again.read();
            in.getChannel().close();
        }
    }

    private static void channels(int i, Path path) throws Exception {
        use(i, FileChannel.open(path)); // FileChannel
        use(i, AsynchronousFileChannel.open(path)); // AsynchronousFileChannel
        use(i, Files.newByteChannel(path, StandardOpenOption.WRITE)); // newByteChannel
        use(i, Files.newInputStream(path)); // newInputStream
        use(i, Files.newOutputStream(path, StandardOpenOption.APPEND)); // newOutputStream
        use(i, Files.newBufferedReader(path)); // newBufferedReader
        use(i, Files.lines(path)); // lines
    }

    private static void folders(int i, Path folder) throws Exception {
        use(i, Files.list(folder)); // list
        use(i, Files.newDirectoryStream(folder)); // newDirectoryStream
        use(i, Files.walk(folder)); // walk
    }

    private static void fail(Path folder) {
        Path absent = folder.resolve("absent");
        fail(() -> new FileInputStream(absent.toFile()));
        fail(() -> new RandomAccessFile(absent.toFile(), "r"));
        fail(() -> FileChannel.open(absent));
        fail(() -> new ZipFile(absent.toFile()));
        fail(() -> new ZipFile(folder.resolve("a").toFile()));
    }

    private interface Opening {
        Closeable open() throws IOException;
    }

    private static void fail(Opening opening) {
        try {
            opening.open().close();
            throw new IllegalStateException("did not fail");
        } catch (IOException expected) {
            return;
        }
    }

    private static void use(int i, AutoCloseable opened) throws Exception {
        if (i < 2) {
            opened.close();
            opened.close();
        } else {
            HELD.add(opened);
        }
    }
}
