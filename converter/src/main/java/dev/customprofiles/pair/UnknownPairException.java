package dev.customprofiles.pair;

import java.util.Collection;
import java.util.List;

/** Thrown if a recording does not have the event types of an {@link EventPair}, or these lack a field. */
public final class UnknownPairException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String event;
    private final transient List<String> events;

    private UnknownPairException(String message, String event, Collection<String> events) {
        super(message);
        this.event = event;
        this.events = List.copyOf(events);
    }

    static UnknownPairException event(String event, Collection<String> events) {
        return new UnknownPairException("no event \"" + event + "\"", event, events);
    }

    static UnknownPairException field(String message) {
        return new UnknownPairException(message, null, List.of());
    }

    /** Returns the event type that the recording lacks; null if a field is missing. */
    public String event() {
        return event;
    }

    /** Returns the event types that the recording has; empty if a field is missing. */
    public List<String> events() {
        return events;
    }
}
