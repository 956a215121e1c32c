package dev.customprofiles.reader;

/** Counts events that do not fit their layout. */
final class Misfits {
    private int count;
    private long bytes;
    private long first;
    private String name;

    void add(EventDecoder decoder, long at, long size) {
        if (count++ == 0) {
            first = at;
            name = decoder.type.name;
        }
        bytes += size;
    }

    void report(FileDamage losses) {
        if (count > 0) {
            losses.add(
                    first,
                    bytes,
                    count == 1
                            ? "an event " + name + " does not fit its layout"
                            : count + " events do not fit their layout, the first of them " + name);
        }
    }
}
