package dev.customprofiles.agent;

import dev.customprofiles.Profile;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.List;
import java.util.function.ObjLongConsumer;
import java.util.regex.Pattern;

/**
 * What rewritten methods call, by way of the {@link HookClass}: adds what was opened to its profile, and removes what is closed. Never
 * throws, and never calls itself: what is opened on the way is not the application's.
 */
final class Openings implements ObjLongConsumer<Object> {

    /** The frames between the recorder and the rewritten method: {@link #accept} and the hook's. */
    private static final int OWN_FRAMES = 2;

    /** How many frames are looked at for one that is excluded. */
    private static final int NEAR = 64;

    private static final long CLOSES = 1;
    private static final long HAS_MORE = 2;
    private static final int FLAGS = 2;

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private static final StackWalker STACK = StackWalker.getInstance();

    /** Whether what happens on this thread is not the application's. */
    private final ThreadLocal<boolean[]> quiet = ThreadLocal.withInitial(() -> new boolean[1]);

    /** The method that tells the name of a pool. */
    private final ClassValue<Method> nameOf = new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> type) {
            for (String name : List.of("getPoolName", "getDataSourceName", "getName")) {
                try {
                    Method method = type.getMethod(name);
                    if (method.getReturnType() == String.class && method.trySetAccessible()) {
                        return method;
                    }
                } catch (NoSuchMethodException | RuntimeException absent) {
                    continue;
                }
            }
            return null;
        }
    };

    private final Profile[] profiles;

    /** By rule, whether to leave out what the JDK opens for itself. */
    private final boolean[] withoutJdk;

    /** What the user leaves out; null if the user does not say. */
    private final Pattern exclude;

    /**
     * @param exclude what is opened under a frame in which this is found is left out; null to leave out what the rules leave
     *     out by default, and empty to leave out nothing
     */
    Openings(List<Rule> rules, Pattern exclude) {
        this.exclude = exclude == null || exclude.pattern().isEmpty() ? null : exclude;
        this.withoutJdk = new boolean[rules.size()];
        this.profiles = new Profile[rules.size()];
        for (int i = 0; i < profiles.length; i++) {
            Rule rule = rules.get(i);
            Profile.Builder builder = Profile.builder(rule.profile());
            if (rule.unit() != null) {
                builder.unit(rule.unit());
            }
            withoutJdk[i] = exclude == null && rule.withoutJdk();
            profiles[i] = (rule.weak() ? builder.weak() : builder).getOrCreate();
        }
    }

    /** The number by which a rewritten method says which rule applies, and how. */
    static long what(int rule, Rule.Clause clause) {
        boolean hasMore = clause.weight() != null || clause.label() != null;
        return (long) rule << FLAGS | (clause.opens() ? 0 : CLOSES) | (hasMore ? HAS_MORE : 0);
    }

    /** Says whether what happens on this thread is not the application's; returns what was said before. */
    boolean quiet(boolean isQuiet) {
        boolean[] state = quiet.get();
        boolean before = state[0];
        state[0] = isQuiet;
        return before;
    }

    @Override
    public void accept(Object object, long what) {
        try {
            boolean[] state = quiet.get();
            if (state[0] || object == null) {
                return;
            }
            state[0] = true;
            try {
                int rule = (int) (what >> FLAGS);
                Profile profile = profiles[rule];
                if ((what & CLOSES) != 0) {
                    profile.remove(object);
                } else if (exclude == null ? !withoutJdk[rule] || !isUnderJdkItself() : !isUnderExcluded()) {
                    if ((what & HAS_MORE) == 0) {
                        profile.addIfAbsent(object, OWN_FRAMES, 0, null);
                    } else {
                        Object[] more = (Object[]) object;
                        if (more[0] != null) {
                            profile.addIfAbsent(more[0], OWN_FRAMES, (Long) more[2], label(more[1]));
                        }
                    }
                }
            } finally {
                state[0] = false;
            }
        } catch (Throwable failure) { // of want of memory or stack: the application goes on
            return;
        }
    }

    /** Whether a frame near the top is one of those that the user excludes. */
    private boolean isUnderExcluded() {
        return STACK.walk(frames -> frames.limit(NEAR)
                .anyMatch(frame -> exclude.matcher(frame.getClassName() + '.' + frame.getMethodName())
                        .find()));
    }

    /**
     * Whether the JDK opens something for itself: whether, from the top, one of its classes that do so comes before one that is not of the
     * JDK. So a few frames are looked at, for to look at many takes longer than to open a file.
     */
    private static boolean isUnderJdkItself() {
        return STACK.walk(frames -> {
            Iterator<StackWalker.StackFrame> all = frames.iterator();
            for (int i = 0; i < NEAR && all.hasNext(); i++) {
                StackWalker.StackFrame frame = all.next();
                String name = frame.getClassName() + '.' + frame.getMethodName();
                if (beginsAs(name, Presets.JDK_ITSELF)) {
                    return true;
                }
                if (i > OWN_FRAMES && !beginsAs(name, JDK)) {
                    return false;
                }
            }
            return false;
        });
    }

    private static boolean beginsAs(String name, List<String> prefixes) {
        for (int i = 0; i < prefixes.size(); i++) {
            if (name.startsWith(prefixes.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** A text as it is; of anything else its class, and the name that a pool has. */
    private String label(Object source) throws ReflectiveOperationException {
        if (source == null || source instanceof String) {
            return (String) source;
        }
        if (source instanceof Number || source instanceof Enum<?> || source instanceof Boolean) {
            return source.toString();
        }
        if (source instanceof Class<?> type) {
            return type.getTypeName();
        }
        String type = source.getClass().getSimpleName();
        Method method = nameOf.get(source.getClass());
        Object name = method == null ? null : method.invoke(source);
        return name == null ? type : type + ' ' + name;
    }
}
