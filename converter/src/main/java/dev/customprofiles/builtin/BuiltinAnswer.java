package dev.customprofiles.builtin;

import dev.customprofiles.live.Losses;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.reader.Damage;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A builtin profile read from a recording.
 *
 * @param profile the profile; without samples if no such event happened
 * @param losses what the recording could not tell
 */
public record BuiltinAnswer(StackProfile profile, Losses losses) {

    /**
     * Reads a profile over a time range. A profile that describes an instant is read at the end of the range.
     *
     * @param byThread whether to keep the samples of different threads apart
     * @return empty if the profile's events were not being recorded in the range
     */
    public static Optional<BuiltinAnswer> of(
            Recording recording, BuiltinProfile profile, TimeRange range, boolean byThread) throws IOException {
        // A thread that is alive at an instant may have started at any time before.
        boolean whole = !profile.accumulates();
        Inventory inventory = Inventory.of(recording, profile.events(), chunk -> whole || range.mayHold(chunk));
        List<String> lost = new ArrayList<>();
        Optional<StackProfile> found = switch (profile) {
            case HEAP -> OldObjects.at(recording, range, byThread, inventory);
            case GOROUTINE -> LiveThreads.at(recording, range, byThread, inventory);
            case GOROUTINELEAK -> StuckThreads.at(recording, range, byThread);
            default -> Accumulation.of(recording, profile, range, byThread, inventory, lost);
        };
        return found.map(answer -> new BuiltinAnswer(answer, losses(recording, inventory, lost)));
    }

    private static Losses losses(Recording recording, Inventory inventory, List<String> lost) {
        recording.damage().stream().map(Damage::toString).forEach(lost::add);
        return Losses.ofReading(lost, inventory.lostBytes(), inventory.lossRecorded());
    }
}
