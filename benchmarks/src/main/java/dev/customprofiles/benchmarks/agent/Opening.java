package dev.customprofiles.benchmarks.agent;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.FileInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.TimeUnit;

/**
 * A program that knows of no profiles and opens and closes things: {@code Opening files|jdbc|buffers SECONDS}. Prints the nanoseconds
 * that a pair takes, a line {@code pair-ns N} for each of three equally long parts after one to warm up.
 */
public final class Opening {

    private static final int PARTS = 3;

    /** Frames above the pair, as many as a small service has. */
    private static final int DEPTH = 20;

    private interface Pair {
        void run() throws Exception;
    }

    private Opening() {}

    public static void main(String[] args) throws Exception {
        Pair pair = pair(args[0]);
        long nanos = (long) (Double.parseDouble(args[1]) * TimeUnit.SECONDS.toNanos(1));
        below(DEPTH, () -> {
            for (int part = 0; part <= PARTS; part++) {
                long begun = System.nanoTime();
                long pairs = 0;
                long now = begun;
                while (now - begun < nanos) {
                    for (int i = 0; i < 16; i++) {
                        pair.run();
                    }
                    pairs += 16;
                    now = System.nanoTime();
                }
                if (part > 0) {
                    System.out.println("pair-ns " + (now - begun) / (double) pairs);
                }
            }
        });
        System.exit(0);
    }

    private static void below(int depth, Pair pair) throws Exception {
        if (depth == 0) {
            pair.run();
        } else {
            below(depth - 1, pair);
        }
    }

    private static Pair pair(String name) throws Exception {
        switch (name) {
            case "files":
                Path file = Files.createTempFile("opening", null);
                file.toFile().deleteOnExit();
                return () -> new FileInputStream(file.toFile()).close();
            case "jdbc":
                HikariConfig config = new HikariConfig();
                config.setJdbcUrl("jdbc:h2:mem:opening");
                config.setMaximumPoolSize(2);
                HikariDataSource pool = new HikariDataSource(config);
                return () -> {
                    try (Connection connection = pool.getConnection()) {
                        connection.getAutoCommit();
                    }
                };
            case "buffers":
                return () -> ByteBuffer.allocateDirect(64);
            default:
                throw new IllegalArgumentException(name);
        }
    }
}
