package dev.customprofiles.agent;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassReader;

/**
 * The super types of classes that are being loaded, found by reading class files as the loader in question finds them, for loading a
 * class here could load it too early. What cannot be read has no super types.
 */
final class SuperTypes {

    private static final String[] NONE = {};

    /** By class loader and the class's internal name; the platform's classes are the same for every loader. */
    private final Map<ClassLoader, Map<String, String[]>> byLoader = Collections.synchronizedMap(new WeakHashMap<>());

    private final Map<String, String[]> ofPlatform = new ConcurrentHashMap<>();

    /** Remembers the super types of a class that is being loaded, so that its file need not be read again for its subtypes. */
    void remember(ClassLoader loader, ClassReader type) {
        known(loader, type.getClassName()).put(type.getClassName(), direct(type));
    }

    /** Whether a class is, extends or implements a type, directly or not. Names are internal. */
    boolean isA(ClassLoader loader, ClassReader type, String wanted) {
        return type.getClassName().equals(wanted) || isA(loader, direct(type), wanted, new HashSet<>());
    }

    private boolean isA(ClassLoader loader, String[] types, String wanted, Set<String> seen) {
        for (String type : types) {
            if (type.equals(wanted)) {
                return true;
            }
        }
        for (String type : types) {
            if (seen.add(type) && isA(loader, direct(loader, type), wanted, seen)) {
                return true;
            }
        }
        return false;
    }

    private String[] direct(ClassLoader loader, String type) {
        if (type.equals("java/lang/Object")) {
            return NONE;
        }
        Map<String, String[]> known = known(loader, type);
        String[] found = known.get(type);
        if (found == null) {
            found = read(known == ofPlatform ? ClassLoader.getPlatformClassLoader() : loader, type);
            known.put(type, found);
        }
        return found;
    }

    private Map<String, String[]> known(ClassLoader loader, String type) {
        return loader == null || type.startsWith("java/")
                ? ofPlatform
                : byLoader.computeIfAbsent(loader, absent -> new ConcurrentHashMap<>());
    }

    private static String[] read(ClassLoader loader, String type) {
        try (InputStream bytes = loader.getResourceAsStream(type + ".class")) {
            return bytes == null ? NONE : direct(new ClassReader(bytes));
        } catch (IOException
                | RuntimeException
                | LinkageError unreadable) { // a loader of the application's may do anything
            return NONE;
        }
    }

    private static String[] direct(ClassReader type) {
        String superType = type.getSuperName();
        String[] interfaces = type.getInterfaces();
        if (superType == null || superType.equals("java/lang/Object")) {
            return interfaces;
        }
        String[] all = new String[interfaces.length + 1];
        all[0] = superType;
        System.arraycopy(interfaces, 0, all, 1, interfaces.length);
        return all;
    }
}
