package dev.customprofiles;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.security.auth.Subject;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/**
 * Calls the recorder back from JFR without keeping it loaded. JFR holds its hooks for ever, and with one of our classes it would
 * hold an undeployed application's class loader. So what JFR gets consists of the JDK's own classes, around a weak reference.
 */
final class PeriodicHook {

    /** The strong references; they live as long as this class. */
    private static final List<Runnable> HOOKS = new ArrayList<>();

    private PeriodicHook() {}

    /** Has JFR run the code with the period of an event type, while that is enabled. The code's failures stay in here. */
    static void register(Class<? extends Event> eventType, Runnable code) {
        Runnable quiet = () -> {
            try {
                code.run();
            } catch (Throwable failure) { // JFR would write it to the console
                return;
            }
        };
        HOOKS.add(quiet);
        try {
            asSystem(MethodHandles.insertArguments(addPeriodicEvent(), 0, eventType, weak(quiet)));
        } catch (ReflectiveOperationException | LinkageError | SecurityException unusual) {
            FlightRecorder.addPeriodicEvent(eventType, quiet);
        }
    }

    private static MethodHandle addPeriodicEvent() throws ReflectiveOperationException {
        return MethodHandles.publicLookup()
                .findStatic(
                        FlightRecorder.class,
                        "addPeriodicEvent",
                        MethodType.methodType(void.class, Class.class, Runnable.class));
    }

    /** Runs what a weak reference to the code refers to, and nothing once that is gone. */
    private static Runnable weak(Runnable code) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        MethodHandle run = lookup.findVirtual(Runnable.class, "run", MethodType.methodType(void.class));
        MethodHandle isThere = lookup.findStatic(
                        Objects.class, "nonNull", MethodType.methodType(boolean.class, Object.class))
                .asType(MethodType.methodType(boolean.class, Runnable.class));
        MethodHandle nothing = MethodHandles.empty(run.type());
        MethodHandle get = lookup.findVirtual(Reference.class, "get", MethodType.methodType(Object.class))
                .bindTo(new WeakReference<>(code))
                .asType(MethodType.methodType(Runnable.class));
        return proxy(
                Runnable.class, MethodHandles.foldArguments(MethodHandles.guardWithTest(isThere, run, nothing), get));
    }

    /**
     * Runs the handle without our classes among its callers: up to JDK 23, JFR notes the protection domains of all of them for
     * a security manager, and a domain refers to its class loader.
     */
    @SuppressWarnings({"removal", "unchecked"})
    private static void asSystem(MethodHandle handle) {
        MethodHandle returning = MethodHandles.filterReturnValue(handle, MethodHandles.constant(Object.class, null));
        Subject.doAsPrivileged(null, (PrivilegedAction<Object>) proxy(PrivilegedAction.class, returning), null);
    }

    /** The handle as an object of the JDK's; the thread's context class loader, which JDK 17 takes, may be an application's. */
    private static <T> T proxy(Class<T> type, MethodHandle handle) {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            return MethodHandleProxies.asInterfaceInstance(type, handle);
        } finally {
            thread.setContextClassLoader(context);
        }
    }
}
