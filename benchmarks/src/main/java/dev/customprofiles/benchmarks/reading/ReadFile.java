package dev.customprofiles.benchmarks.reading;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Reads a recording with one of the readers: {@code ReadFile READER FILE TIMES}. */
public final class ReadFile {

    private static final Map<String, Reader> READERS = Map.of(
            "ours", new OurReader(),
            "async-profiler", new AsyncProfilerReader(),
            "async-profiler-steps", new AsyncProfilerSteps(),
            "jdk", new JdkReader(),
            "jmc", new MissionControlReader());

    private ReadFile() {}

    public static void main(String[] args) throws IOException {
        Reader reader = READERS.get(args[0]);
        Answer answer = null;
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            long start = System.nanoTime();
            answer = reader.read(Path.of(args[1]));
            System.out.println("read-ms " + (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1));
        }
        System.out.println("live " + answer.live());
        System.out.println("added " + answer.added());
        System.out.println("frames " + answer.frames());
    }
}
