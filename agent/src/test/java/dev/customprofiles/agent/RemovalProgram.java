package dev.customprofiles.agent;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.Executors;
import java.util.zip.ZipFile;

/** Opens one thing of each kind. */
final class RemovalProgram {

    private static final List<Object> HELD = new ArrayList<>();

    private RemovalProgram() {}

    public static void main(String[] arguments) throws IOException {
        String jar = System.getProperty("zip");
        Rounds.run(() -> round(jar));
    }

    private static void round(String jar) throws IOException {
        HELD.add(new FileInputStream(jar)); // stream
        HELD.add(new RandomAccessFile(jar, "r")); // file
        HELD.add(Executors.newFixedThreadPool(1)); // pool
        HELD.add(new Timer(true)); // timer
        HELD.add(new ZipFile(jar)); // zip
    }
}
