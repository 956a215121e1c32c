package dev.customprofiles.replay;

import dev.customprofiles.Profile;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Ways to reach a profile, each with a method of its own at the top of the stack, so that a program can keep its own
 * count by method and never ask the JVM for a stack.
 */
enum AddingSite {
    DIRECT("addDirect") {
        @Override
        Object add(Addition addition) {
            return addDirect(addition);
        }
    },
    SKIPPED("addSkipped") {
        @Override
        Object add(Addition addition) {
            return addSkipped(addition);
        }
    },
    LAMBDA("addInLambda") {
        @Override
        Object add(Addition addition) {
            UnaryOperator<Addition> lambda = it -> {
                addInLambda(it);
                return it;
            };
            return lambda.apply(addition).value;
        }
    },
    STREAM("addInStream") {
        @Override
        Object add(Addition addition) {
            return Stream.of(addition)
                    .filter(it -> it.profile != null)
                    .map(AddingSite::addInStream)
                    .toList()
                    .get(0);
        }
    },
    REFLECTION("addByReflection") {
        @Override
        Object add(Addition addition) throws ReflectiveOperationException {
            return Reflective.METHOD.invoke(null, addition);
        }
    },
    METHOD_HANDLE("addByHandle") {
        @Override
        Object add(Addition addition) throws Throwable {
            return (Object) Reflective.HANDLE.invokeExact(addition);
        }
    },
    PROXY("addBehindProxy") {
        @Override
        Object add(Addition addition) {
            return Reflective.PROXY.apply(addition).value;
        }
    },
    CONSTRUCTOR("<init>") {
        @Override
        Object add(Addition addition) {
            return new Constructed(addition).value;
        }
    },
    DEEP("addDeep") {
        @Override
        Object add(Addition addition) {
            return recurse(100, addition);
        }
    },
    /** Far below, and with frames in between that the JVM hides from a Throwable but that count for JFR's depth. */
    DEEP_LAMBDA("addDeepInLambda") {
        @Override
        Object add(Addition addition) {
            UnaryOperator<Object> step = value -> addDeepInLambda(addition);
            return recurse(80, addition, step);
        }
    },
    /** Deep enough to be cut by JFR only, because hidden frames fill its 64. */
    HIDDEN_LAMBDAS("addUnderLambdas") {
        @Override
        Object add(Addition addition) {
            UnaryOperator<Object> step = value -> addUnderLambdas(addition);
            for (int i = 0; i < 16; i++) {
                UnaryOperator<Object> next = step;
                step = value -> next.apply(value);
            }
            return recurse(18, addition, step);
        }
    },
    SKIPPED_PAST_THE_END("[skipped past the end of the stack]") {
        @Override
        Object add(Addition addition) {
            addition.profile.add(addition.value, 10_000, addition.weight, addition.label);
            return addition.value;
        }
    },
    TRACKED("track") {
        @Override
        Object add(Addition addition) {
            return addition.profile.track(1, addition.weight, addition.label);
        }
    };

    /** What is added; the value is ignored where the profile makes a handle instead. */
    record Addition(Profile profile, Object value, long weight, String label) {}

    /** What is called by name; in a class of its own because an enum's constants are made before its static fields. */
    private static final class Reflective {
        static final Method METHOD;
        static final MethodHandle HANDLE;

        @SuppressWarnings("unchecked")
        static final UnaryOperator<Addition> PROXY = (UnaryOperator<Addition>) Proxy.newProxyInstance(
                AddingSite.class.getClassLoader(), new Class<?>[] {UnaryOperator.class}, (proxy, method, arguments) -> {
                    addBehindProxy((Addition) arguments[0]);
                    return arguments[0];
                });

        static {
            try {
                METHOD = AddingSite.class.getDeclaredMethod("addByReflection", Addition.class);
                HANDLE = MethodHandles.lookup()
                        .findStatic(
                                AddingSite.class, "addByHandle", MethodType.methodType(Object.class, Addition.class));
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }

    private static final class Constructed {
        final Object value;

        Constructed(Addition addition) {
            addition.profile.add(addition.value, 0, addition.weight, addition.label);
            value = addition.value;
        }
    }

    /** The name of the method at the top of the stack, as the site will show it. */
    final String top;

    AddingSite(String top) {
        this.top = top;
    }

    /** Adds, and returns what now is in the profile. */
    abstract Object add(Addition addition) throws Throwable;

    /** Adds from the site of that number. Any exception fails the test. */
    Object addTo(Profile profile, Object value, long weight, String label) {
        try {
            return this == TRACKED
                    ? track(new Addition(profile, null, weight, label))
                    : add(new Addition(profile, value, weight, label));
        } catch (Throwable e) {
            throw new AssertionError(name(), e);
        }
    }

    static List<AddingSite> all() {
        return List.of(values());
    }

    private static Object track(Addition addition) throws Throwable {
        return TRACKED.add(addition);
    }

    private static Object addDirect(Addition addition) {
        addition.profile.add(addition.value, 0, addition.weight, addition.label);
        return addition.value;
    }

    private static Object addSkipped(Addition addition) {
        return open(addition);
    }

    private static Object open(Addition addition) {
        addition.profile.add(addition.value, 1, addition.weight, addition.label);
        return addition.value;
    }

    private static void addInLambda(Addition addition) {
        addDirectly(addition);
    }

    private static void addDirectly(Addition addition) {
        addition.profile.add(addition.value, 1, addition.weight, addition.label);
    }

    private static Object addInStream(Addition addition) {
        addDirectly(addition);
        return addition.value;
    }

    private static Object addByReflection(Addition addition) {
        addDirectly(addition);
        return addition.value;
    }

    private static Object addByHandle(Addition addition) {
        addDirectly(addition);
        return addition.value;
    }

    private static void addBehindProxy(Addition addition) {
        addDirectly(addition);
    }

    private static Object addDeep(Addition addition) {
        addDirectly(addition);
        return addition.value;
    }

    private static Object addDeepInLambda(Addition addition) {
        addDirectly(addition);
        return addition.value;
    }

    private static Object addUnderLambdas(Addition addition) {
        addDirectly(addition);
        return addition.value;
    }

    private static Object recurse(int depth, Addition addition) {
        return depth == 0 ? addDeep(addition) : recurse(depth - 1, addition);
    }

    /** Every other frame is a lambda's, and every lambda brings a hidden frame. */
    private static Object recurse(int depth, Addition addition, UnaryOperator<Object> last) {
        if (depth == 0) {
            return last.apply(addition.value);
        }
        UnaryOperator<Object> step = value -> recurse(depth - 1, addition, last);
        return step.apply(addition.value);
    }
}
