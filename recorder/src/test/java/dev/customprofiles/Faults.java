package dev.customprofiles;

import java.util.HashSet;
import java.util.Set;

/** Runs out of memory or stack at a chosen point of an instrumented copy of the recorder, on one thread. */
public final class Faults {

    /** What fails. */
    public enum Kind {
        /** An allocation. */
        MEMORY,
        /** A call. */
        STACK
    }

    private static volatile Thread armed;
    private static Kind kind;
    private static int from;
    private static boolean goesOn;
    private static int points;
    private static String where;
    private static Set<String> methods;

    private Faults() {}

    /** Makes the n-th point from now on fail on this thread, and all that follow it if the fault goes on. */
    public static void arm(Kind what, int n, boolean lasting) {
        kind = what;
        from = n;
        goesOn = lasting;
        points = 0;
        where = null;
        methods = new HashSet<>();
        armed = Thread.currentThread();
    }

    /** Ends the faults; returns the method that the first one was in, null if there was none. */
    public static String disarm() {
        armed = null;
        return where;
    }

    /** The methods that came to a point since the latest arming. */
    public static Set<String> methods() {
        return methods;
    }

    /** Called by the instrumented code before everything that may take memory. */
    public static void allocation(String method) {
        point(Kind.MEMORY, method);
    }

    /** Called by the instrumented code before every call. */
    public static void call(String method) {
        point(Kind.STACK, method);
    }

    private static void point(Kind what, String method) {
        if (armed != Thread.currentThread() || what != kind) {
            return;
        }
        points++;
        methods.add(method);
        if (points == from || goesOn && points > from) {
            where = where == null ? method : where;
            throw kind == Kind.MEMORY ? new OutOfMemoryError(method) : new StackOverflowError(method);
        }
    }
}
