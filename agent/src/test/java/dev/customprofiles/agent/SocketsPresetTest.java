package dev.customprofiles.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.agent.ChildProgram.Way;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SocketsPresetTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void socketsThatWereNotClosedAreFoundAtTheLineThatOpenedThemAndThoseThatFailedToConnectAreNot(Way way)
            throws Exception {
        Map<String, String> expected = new TreeMap<>();
        for (String line : List.of(
                "Socket",
                "accept",
                "SocketChannel",
                "accept of channels",
                "AsynchronousSocketChannel",
                "ServerSocket",
                "ServerSocketChannel",
                "AsynchronousServerSocketChannel",
                "DatagramSocket",
                "DatagramChannel")) {
            expected.put(line, "3/5/2");
        }
        // A thread of the JDK's accepts these.
        expected.put("sun.nio.ch.AsynchronousSocketChannelImpl.<init>", "3/5/2");
        for (String line : List.of("server", "server of channels", "asynchronous server")) {
            expected.put(line, "0/1/1");
        }
        for (String line : List.of(
                "the port of nothing",
                "Socket to nothing",
                "connect to nothing",
                "SocketChannel to nothing",
                "asynchronous to nothing",
                "bind to nothing")) {
            expected.put(line, "0/5/5");
        }
        Recorded recorded = ChildProgram.oneRound(way, "presets=sockets", folder, SocketsProgram.class);
        assertEquals(List.of("sockets.Open"), recorded.profiles());
        assertEquals(expected, recorded.counts("sockets.Open"));
    }
}
