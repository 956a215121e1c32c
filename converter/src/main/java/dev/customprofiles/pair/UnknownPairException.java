package dev.customprofiles.pair;

import java.util.Collection;
import java.util.List;

/** A recording has not the events of an {@link EventPair}, or not with the fields that are asked for. */
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

    /** The event that the recording has no type of; null if it is about a field. */
    public String event() {
        return event;
    }

    /** The events that it has types of; empty if it is about a field. */
    public List<String> events() {
        return events;
    }
}
