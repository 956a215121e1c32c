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
 * Calls the recorder back from JFR without keeping it loaded. JFR never drops a hook, and a hook of one of our classes
 * would pin the class loader of an undeployed application. So the hook that JFR gets consists of JDK classes only,
 * around a weak reference.
 */
final class PeriodicHook {

    /** The strong references to the callbacks; they live as long as this class. */
    private static final List<Runnable> HOOKS = new ArrayList<>();

    /** Set when this copy of the recorder has ended: JFR may hold what it was given for a while. */
    private static volatile boolean ended;

    private PeriodicHook() {}

    /** Ends all hooks: JFR's calls are no-ops from now on. */
    static void end() {
        ended = true;
        HOOKS.clear();
    }

    /**
     * Has JFR run the code with the period of an event type, while that type is enabled. Failures of the code are
     * swallowed.
     */
    static void register(Class<? extends Event> eventType, Runnable code) {
        Runnable quiet = () -> {
            if (ended) {
                return;
            }
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

    /** Wraps the code in a weak reference: runs it while it is reachable, and is a no-op afterwards. */
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
     * Runs the handle without our classes among its callers. Up to JDK 23, JFR keeps the protection domains of all
     * callers for a security manager, and a domain refers to its class loader.
     */
    @SuppressWarnings({"removal", "unchecked"})
    private static void asSystem(MethodHandle handle) {
        MethodHandle returning = MethodHandles.filterReturnValue(handle, MethodHandles.constant(Object.class, null));
        Subject.doAsPrivileged(null, (PrivilegedAction<Object>) proxy(PrivilegedAction.class, returning), null);
    }

    /**
     * Wraps the handle in a proxy defined by the system class loader: JDK 17 uses the thread's context class loader,
     * which may be the application's.
     */
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
