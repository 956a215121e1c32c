package dev.customprofiles.agent;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat with two web applications that stay and a third that is undeployed in each round. */
final class TomcatProgram {

    private static int deployed;

    private TomcatProgram() {}

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("org.apache").setLevel(Level.OFF);
        Path folder = Files.createTempDirectory("tomcat");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.getConnector();
        deploy(tomcat, folder, "/north");
        deploy(tomcat, folder, "/south");
        tomcat.start();
        Rounds.run(() -> round(tomcat, folder));
    }

    /** An application with copies of the classes in its own folder. */
    private static Context deploy(Tomcat tomcat, Path folder, String path) throws IOException {
        Path base = folder.resolve("app" + deployed++);
        Path classes = Path.of(URI.create(System.getProperty("classes"))).resolve("dev/customprofiles/agent");
        Path copies = Files.createDirectories(base.resolve("WEB-INF/classes/dev/customprofiles/agent"));
        try (Stream<Path> all = Files.list(classes)) {
            for (Path file : all.toList()) {
                if (file.getFileName().toString().matches("(ServletProgram|Library)\\b.*")) {
                    Files.copy(file, copies.resolve(file.getFileName()));
                }
            }
        }
        Context context = tomcat.addContext(path, base.toString());
        Tomcat.addServlet(context, "program", ServletProgram.class.getName());
        context.addServletMappingDecoded("/", "program");
        return context;
    }

    private static void round(Tomcat tomcat, Path folder) throws Exception {
        Context third = deploy(tomcat, folder, "/third");
        WeakReference<ClassLoader> loader =
                new WeakReference<>(third.getLoader().getClassLoader());
        for (int i = 0; i < 5; i++) {
            for (String path : new String[] {"/north", "/south", "/third"}) {
                get("http://localhost:" + tomcat.getConnector().getLocalPort() + path + "/?" + i);
            }
        }
        tomcat.getHost().removeChild(third);
        third.destroy();
        third = null;
        for (int i = 0; i < 50 && loader.get() != null; i++) {
            System.gc();
            Thread.sleep(100);
        }
        if (loader.get() != null) {
            throw new IllegalStateException("the class loader of an application that was undeployed is still there");
        }
    }

    private static void get(String address) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        if (connection.getResponseCode() != 200) {
            throw new IOException(address + ": " + connection.getResponseCode());
        }
        connection.getInputStream().close();
    }
}
