package dev.customprofiles.replay;

import dev.customprofiles.Profile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Adds objects far below two callers, some before there is a recording. The argument is the file to record into. */
final class DeepCallers {

    static final int DEPTH = 90;

    private static final Profile PROFILE = Profile.create("deep.Open");
    private static final List<Object> HELD = new ArrayList<>();

    private DeepCallers() {}

    public static void main(String[] arguments) {
        callerA(10);
        Jcmd.run("jfrStart", "name=deep");
        callerB(50);
        callerA(5);
        say();
        Jcmd.run("jfrStart", "name=rotating");
        Jcmd.run("jfrStop", "name=rotating");
        say();
        Jcmd.run("jfrStop", "name=deep", "filename=" + Path.of(arguments[0]));
        if (HELD.size() != 65) {
            throw new AssertionError(HELD.size());
        }
    }

    private static void callerA(int objects) {
        recurse(DEPTH, objects);
    }

    private static void callerB(int objects) {
        recurse(DEPTH, objects);
    }

    private static void recurse(int depth, int objects) {
        if (depth > 0) {
            recurse(depth - 1, objects);
            return;
        }
        for (int i = 0; i < objects; i++) {
            Object value = new Object();
            HELD.add(value);
            PROFILE.add(value);
        }
    }

    private static void say() {
        LockSupport.parkNanos(20_000_000);
        System.out.println(Instant.now());
        LockSupport.parkNanos(20_000_000);
    }
}
