package dev.customprofiles.cli;

import dev.customprofiles.Profile;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import jdk.jfr.Recording;

/**
 * Adds objects of classes that exist only while a program runs, from within such classes: a lambda and a proxy, two of
 * each. With {@code late}, other such classes come first, and the recording begins after the adding.
 */
public final class GeneratedClasses {

    private static final Profile HELD = Profile.create("generated.Held");
    private static final List<Object> VALUES = new ArrayList<>();

    private GeneratedClasses() {}

    public static void main(String[] args) throws Exception {
        boolean late = args.length > 1;
        if (late) {
            Callable<String> another = () -> "another";
            VALUES.add(another.call());
            Callable<?> proxy = (Callable<?>) Proxy.newProxyInstance(
                    GeneratedClasses.class.getClassLoader(),
                    new Class<?>[] {Callable.class, Comparable.class},
                    (self, method, arguments) -> null);
            proxy.call();
        }
        try (Recording recording = new Recording()) {
            recording.enable("jdk.DataLoss");
            recording.enable("jdk.ActiveSetting");
            if (!late) {
                recording.start();
            }
            Thread thread = new Thread(GeneratedClasses::add, "adder");
            thread.start();
            thread.join();
            if (late) {
                recording.start();
            }
            recording.stop();
            recording.dump(Path.of(args[0]));
        }
    }

    private static void add() {
        for (int i = 0; i < 2; i++) {
            int number = i;
            Runnable lambda = () -> VALUES.add(number);
            VALUES.add(lambda);
            HELD.add(lambda);
            Callable<?> proxy = (Callable<?>) Proxy.newProxyInstance(
                    GeneratedClasses.class.getClassLoader(),
                    new Class<?>[] {Callable.class},
                    (self, method, arguments) -> {
                        HELD.add(self);
                        VALUES.add(self);
                        return null;
                    });
            call(proxy);
        }
    }

    private static void call(Callable<?> proxy) {
        try {
            proxy.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
