package dev.customprofiles.cli;

import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.Subject;
import dev.customprofiles.serve.ProfileServer;
import dev.customprofiles.writer.IoReason;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code serve}: serves profiles under the addresses of Go's net/http/pprof. */
@Command(
        name = "serve",
        header = "Serves profiles for go tool pprof and browsers under /debug/pprof/, until it is interrupted.",
        footer = {
            "  jfr2pprof serve app.jfr",
            "  jfr2pprof serve --pid 4242",
            "  jfr2pprof serve --include blobstore --functions app.jfr",
            "  go tool pprof http://localhost:8888/debug/pprof/blobstore.Open",
            "  go tool pprof 'http://localhost:8888/debug/pprof/blobstore.Open?at=-30s'"
        })
final class ServeCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin
    private RecordingOptions recordings;

    @Mixin
    private ShapeOptions shape;

    @Option(
            names = {"-p", "--port"},
            order = 1,
            paramLabel = "PORT",
            defaultValue = "8888",
            description = "The port to listen on (default: 8888); 0 for any free port.")
    private int port;

    @Option(
            names = "--host",
            order = 2,
            paramLabel = "HOST",
            defaultValue = "localhost",
            description = "The name or address to listen on (default: localhost, reachable only from this machine).")
    private String host;

    @Option(
            names = "--allow-host",
            order = 3,
            paramLabel = "NAME",
            description = "Also answer requests for this host name or address, such as those of a scraper; may be given"
                    + " more than once.")
    private List<String> otherNames = List.of();

    ServeCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (port < 0 || port > 65535) {
            throw recordings.misuse("--port is from 0 to 65535, but was " + port);
        }
        for (String name : otherNames) {
            if (!ProfileServer.isHostName(name)) {
                throw recordings.misuse(
                        "--allow-host is a host name or an address, without a port, but was '" + name + "'");
            }
        }
        Shaping shaping = shape.shaping(recordings);
        boolean loopback = loopback();
        // A client that sends its request slowly, or not at all, must not block others. The JDK's server reads this
        // property once.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        try (Subject subject = recordings.subject(streams)) {
            serve(subject, shaping, loopback);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE;
    }

    private void serve(Subject subject, Shaping shaping, boolean loopback) throws IOException, InterruptedException {
        try (ProfileServer server = start(subject, shaping)) {
            streams.say("jfr2pprof: serving " + subject.name() + " on http://" + inAddress() + ":"
                    + server.address().getPort() + "/debug/pprof/");
            if (!loopback) {
                streams.say("jfr2pprof: warning: anyone who can reach " + host + " can read it");
            }
            new CountDownLatch(1).await();
        }
    }

    private boolean loopback() throws IOException {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IOException("no such host: " + host);
        }
    }

    private ProfileServer start(Subject subject, Shaping shaping) throws IOException {
        try {
            return ProfileServer.start(subject, shaping, host, otherNames, port);
        } catch (BindException e) {
            throw new IOException("cannot listen on " + inAddress() + ":" + port + ": " + IoReason.of(e)
                    + " (--port 0 takes any that is free)");
        }
    }

    private String inAddress() {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
