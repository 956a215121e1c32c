package dev.customprofiles;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Where nothing can be recorded, the recorder counts and is silent. */
class NoFlightRecorderTest {

    @Test
    void withoutTheModuleOfFlightRecorderProfilesCount() throws Exception {
        ChildJvm.run(Counting.class, List.of("--limit-modules", "java.base"));
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_23, disabledReason = "there are no security managers since JDK 24")
    void underASecurityManagerThatAllowsNothingProfilesCount() throws Exception {
        ChildJvm.run(UnderSecurityManager.class, List.of("-Djava.security.manager"));
    }

    /** Does everything, and nothing is written. */
    static final class Counting {

        private Counting() {}

        /** Takes no arguments. */
        public static void main(String[] arguments) {
            Profile profile = Profile.create("silent.Profile");
            ChildJvm.check(Profile.getOrCreate("silent.Profile") == profile, "getOrCreate");
            Object value = new Object();
            profile.add(value);
            ChildJvm.check(!profile.addIfAbsent(value, 0, 1, "label"), "it is there");
            try (Handle handle = profile.track(0, 3, "label")) {
                ChildJvm.check(profile.count() == 2, "count " + profile.count() + handle);
            }
            ChildJvm.check(profile.count() == 1, "count " + profile.count());
            for (int i = 0; i < 3000; i++) {
                profile.add(new Object(), 1, 2, "label " + i % 7);
            }
            System.gc();
            ChildJvm.check(profile.count() == 3001, "count " + profile.count());
            ChildJvm.check(profile.remove(value) && !profile.remove(value), "remove");
            ChildJvm.check(profile.count() == 3000, "count " + profile.count());
            ChildJvm.check(Profile.lookup("silent.Profile").orElseThrow() == profile, "lookup");
            ChildJvm.check(Profile.profiles().equals(List.of(profile)), "profiles");
        }
    }

    /** The same with no permission at all. */
    static final class UnderSecurityManager {

        private UnderSecurityManager() {}

        /** Takes no arguments. */
        public static void main(String[] arguments) {
            ChildJvm.check(isRestricted(), "everything is allowed");
            Counting.main(arguments);
        }

        private static boolean isRestricted() {
            try {
                System.getProperty("customprofiles.capture");
                return false;
            } catch (SecurityException restricted) {
                return true;
            }
        }
    }
}
