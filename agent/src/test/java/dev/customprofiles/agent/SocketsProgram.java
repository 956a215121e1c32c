package dev.customprofiles.agent;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Opens sockets in every way there is, five each, and closes two of five. */
final class SocketsProgram {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final List<AutoCloseable> HELD = new ArrayList<>();

    private SocketsProgram() {}

    public static void main(String[] arguments) throws IOException {
        Rounds.run(SocketsProgram::round);
    }

    private static void round() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, HERE); // server
                ServerSocketChannel channels = ServerSocketChannel.open(); // server of channels
                AsynchronousServerSocketChannel others =
                        AsynchronousServerSocketChannel.open()) { // asynchronous server
            channels.bind(new InetSocketAddress(HERE, 0));
            others.bind(new InetSocketAddress(HERE, 0));
            for (int i = 0; i < 5; i++) {
                use(i, new Socket(HERE, server.getLocalPort())); // Socket
                use(i, server.accept()); // accept
                use(i, SocketChannel.open(channels.getLocalAddress())); // SocketChannel
                use(i, channels.accept()); // accept of channels
                asynchronous(i, others);
                use(i, new ServerSocket(0)); // ServerSocket
                use(i, ServerSocketChannel.open()); // ServerSocketChannel
                use(i, AsynchronousServerSocketChannel.open()); // AsynchronousServerSocketChannel
                use(i, new DatagramSocket()); // DatagramSocket
                use(i, DatagramChannel.open()); // DatagramChannel
                use(i, new Socket());
                fail();
            }
        }
    }

    private static void asynchronous(int i, AsynchronousServerSocketChannel server) throws Exception {
        Future<AsynchronousSocketChannel> accepted = server.accept();
        AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(); // AsynchronousSocketChannel
        channel.connect(server.getLocalAddress()).get();
        use(i, channel);
        use(i, accepted.get());
    }

    private static void fail() throws IOException {
        SocketAddress refuses;
        try (ServerSocket closed = new ServerSocket(0, 1, HERE)) { // the port of nothing
            refuses = closed.getLocalSocketAddress();
        }
        int port = ((InetSocketAddress) refuses).getPort();
        fail(() -> new Socket(HERE, port)); // Socket to nothing
        fail(() -> {
            Socket socket = new Socket();
            socket.connect(refuses); // connect to nothing
            return socket;
        });
        fail(() -> SocketChannel.open(refuses)); // SocketChannel to nothing
        fail(() -> {
            AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(); // asynchronous to nothing
            try {
                channel.connect(refuses).get();
            } catch (ExecutionException e) {
                throw new IOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return channel;
        });
        fail(() -> new ServerSocket(port, 1, InetAddress.getByName("192.0.2.1"))); // bind to nothing
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
