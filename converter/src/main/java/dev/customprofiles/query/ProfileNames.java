package dev.customprofiles.query;

import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.replay.Replay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Finds the names of the profiles in a recording quickly, for command completion. */
public final class ProfileNames {

    /** Number of events to read between two checks of the clock. */
    private static final int AT_A_TIME = 1024;

    private ProfileNames() {}

    /**
     * Returns the names, sorted. Reads the last chunks first, because each begins with a snapshot of all profiles.
     *
     * @param enough polled now and then; once it is true, the names found so far are returned
     * @throws IOException if a file cannot be read
     */
    public static List<String> of(Recording recording, BooleanSupplier enough) throws IOException {
        List<EventSelection> naming = Replay.namingEvents();
        List<String> builtin = Arrays.stream(BuiltinProfile.values())
                .flatMap(profile -> profile.events().stream())
                .distinct()
                .toList();
        EventSelection[] wanted = Stream.concat(
                        naming.stream(), builtin.stream().map(EventSelection::of))
                .toArray(EventSelection[]::new);
        Set<String> names = new TreeSet<>();
        boolean[] seen = new boolean[wanted.length];
        List<Chunk> lastFirst = new ArrayList<>(recording.chunks());
        Collections.reverse(lastFirst);
        for (Chunk chunk : lastFirst) {
            try (ChunkReader events = chunk.read(wanted)) {
                int read = 0;
                for (int event = events.next(); event >= 0; event = events.next()) {
                    seen[event] = true;
                    if (event < naming.size() && events.stringAt(0) != null) {
                        names.add(events.stringAt(0));
                    }
                    if (++read % AT_A_TIME == 0 && enough.getAsBoolean()) {
                        break;
                    }
                }
            }
            if (enough.getAsBoolean()) {
                break;
            }
        }
        for (BuiltinProfile profile : BuiltinProfile.values()) {
            if (profile.events().stream().anyMatch(event -> seen[naming.size() + builtin.indexOf(event)])) {
                names.add(profile.goName());
            }
        }
        return List.copyOf(names);
    }
}
