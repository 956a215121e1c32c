package dev.customprofiles;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A class loader with a copy of the recorder, and of test classes that use it. The rest comes from its parent. */
final class RecorderCopy extends ClassLoader {

    private final Path[] folders;
    private final Class<?>[] users;
    private final UnaryOperator<byte[]> transformer;

    RecorderCopy(UnaryOperator<byte[]> transformer, Class<?>... users) {
        super(RecorderCopy.class.getClassLoader());
        this.transformer = transformer;
        this.users = users;
        this.folders = new Path[] {folder(Profile.class), folder(RecorderCopy.class)};
    }

    /** The folder that a class was read from. */
    static Path folder(Class<?> type) {
        try {
            Path file =
                    Path.of(type.getResource(type.getSimpleName() + ".class").toURI());
            for (int i = type.getName().split("\\.").length; i > 0; i--) {
                file = file.getParent();
            }
            return file;
        } catch (URISyntaxException notAFile) {
            throw new AssertionError(notAFile);
        }
    }

    /** Runs this copy of a class, which needs a constructor without parameters. */
    void run(Class<? extends Runnable> type) throws ReflectiveOperationException {
        var constructor = Class.forName(type.getName(), true, this).getDeclaredConstructor();
        constructor.setAccessible(true);
        ((Runnable) constructor.newInstance()).run();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            String file = name.replace('.', '/') + ".class";
            boolean ofRecorder = name.startsWith("dev.customprofiles.") && Files.exists(folders[0].resolve(file));
            if (!ofRecorder && !isUser(name)) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = Files.newInputStream(folders[ofRecorder ? 0 : 1].resolve(file))) {
                byte[] code = in.readAllBytes();
                byte[] changed = ofRecorder ? transformer.apply(code) : code;
                return defineClass(name, changed, 0, changed.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }

    private boolean isUser(String name) {
        for (Class<?> user : users) {
            if (name.equals(user.getName()) || name.startsWith(user.getName() + '$')) {
                return true;
            }
        }
        return false;
    }
}
