package dev.customprofiles.benchmarks.addremove;

import java.io.IOException;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The recording under which a benchmark runs. */
@State(Scope.Benchmark)
public class Recorded {

    /** What {@code -XX:StartFlightRecording} keeps unless told otherwise. */
    private static final long MAX_SIZE = 250_000_000;

    /** {@code off}: JFR was never started. {@code memory}: events stay in buffers. {@code disk}: as in production. */
    @Param({"off", "memory", "disk"})
    public String recording;

    private Recording running;

    /** For JMH. */
    public Recorded() {}

    /** With the settings that come with the JDK, as {@code -XX:StartFlightRecording} does. */
    @Setup(Level.Trial)
    public void start() throws IOException, ParseException {
        if (recording.equals("off")) {
            return;
        }
        running = new Recording(Configuration.getConfiguration("default"));
        running.setToDisk(recording.equals("disk"));
        if (running.isToDisk()) {
            running.setMaxSize(MAX_SIZE);
        }
        running.start();
    }

    @TearDown(Level.Trial)
    public void stop() {
        if (running != null) {
            running.close();
        }
    }
}
