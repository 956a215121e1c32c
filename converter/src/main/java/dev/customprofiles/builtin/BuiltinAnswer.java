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
 * A builtin profile out of a recording.
 *
 * @param profile the profile; without samples when nothing of the kind happened
 * @param losses what the recording could not tell
 */
public record BuiltinAnswer(StackProfile profile, Losses losses) {

    /**
     * A profile of a range of time; of one that is about an instant, the range's end.
     *
     * @param byThread whether samples of different threads are different ones
     * @return nothing when the recording has none of the profile's events there, and would have none if there were any
     */
    public static Optional<BuiltinAnswer> of(
            Recording recording, BuiltinProfile profile, TimeRange range, boolean byThread) throws IOException {
        // What is alive at an instant may have begun at any time before.
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
