package dev.customprofiles.benchmarks.reading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import one.jfr.JfrReader;
import one.jfr.MethodRef;
import one.jfr.StackTrace;
import one.jfr.event.Event;

/**
 * async-profiler's reader, which is extended by registering classes for events: these read the fields one by one, up to
 * the last that is needed. They decode id and stack and step over the recorder and the profile's name without looking at it. Stacks of
 * the objects that are still open are looked up at each chunk's end, as its own tools do. One thread.
 */
final class AsyncProfilerReader implements Reader {

    /** The fields of {@code customprofiles.Add} as far as {@code id}; the layout is fixed here, as in all its events. */
    public static final class Add extends Event {
        final long id;

        public Add(JfrReader in) {
            this(in.getVarlong(), in);
        }

        private Add(long time, JfrReader in) {
            this(time, in.getVarlong(), in.getVarint(), in.getVarint(), in);
        }

        private Add(long time, long duration, int thread, int stack, JfrReader in) {
            super(time, thread, stack);
            in.getVarlong(); // the recorder
            skipString(in);
            id = in.getVarlong();
        }
    }

    /** The fields of {@code customprofiles.Remove} as far as {@code id}; it has no stack unless that was set on. */
    public static final class Remove extends Event {
        final long id;

        public Remove(JfrReader in) {
            this(in.getVarlong(), in);
        }

        private Remove(long time, JfrReader in) {
            this(time, in.getVarlong(), in.getVarint(), in.getVarint(), in);
        }

        private Remove(long time, long duration, int thread, int stack, JfrReader in) {
            super(time, thread, stack);
            in.getVarlong(); // the recorder
            skipString(in);
            id = in.getVarlong();
        }
    }

    /** JFR writes null, the empty string, a reference to its pool, or characters. */
    private static void skipString(JfrReader in) {
        switch (in.getByte()) {
            case 0, 1 -> {}
            case 2 -> in.getVarlong();
            case 4 -> {
                for (int rest = in.getVarint(); rest > 0; rest--) {
                    in.getVarint();
                }
            }
            default -> throw new IllegalStateException("a string of an encoding that JFR does not write");
        }
    }

    /** The reader, with the events of a live set made known to it. */
    static JfrReader open(Path file) throws IOException {
        JfrReader in = new JfrReader(file.toString());
        in.registerEvent("customprofiles.Add", Add.class);
        in.registerEvent("customprofiles.Remove", Remove.class);
        return in;
    }

    @Override
    public Answer read(Path file) throws IOException {
        LiveObjects<Object> live = new LiveObjects<>();
        try (JfrReader in = open(file)) {
            in.stopAtNewChunk = true;
            while (in.hasMoreChunks()) {
                for (Event event; (event = in.readEvent()) != null; ) {
                    if (event instanceof Add add) {
                        live.add(add.id, add.stackTraceId);
                    } else if (event instanceof Remove remove) {
                        live.remove(remove.id);
                    }
                }
                for (Map.Entry<Long, Object> object : live.open().entrySet()) {
                    if (object.getValue() instanceof Integer stack) {
                        object.setValue(names(in, in.stackTraces.get(stack)));
                    }
                }
            }
        }
        long frames = 0;
        for (Object names : live.open().values()) {
            frames += ((String[]) names).length;
        }
        return live.answer(frames);
    }

    private static String[] names(JfrReader in, StackTrace stack) {
        String[] names = new String[stack.methods.length];
        for (int i = 0; i < names.length; i++) {
            MethodRef method = in.methods.get(stack.methods[i]);
            names[i] = text(in, in.classes.get(method.cls).name) + '.' + text(in, method.name);
        }
        return names;
    }

    private static String text(JfrReader in, long symbol) {
        return new String(in.symbols.get(symbol), StandardCharsets.UTF_8);
    }
}
