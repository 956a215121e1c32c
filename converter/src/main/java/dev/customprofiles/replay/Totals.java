package dev.customprofiles.replay;

import dev.customprofiles.counts.Instants;
import dev.customprofiles.counts.LiveCounts;
import dev.customprofiles.counts.ProfileCounts;
import dev.customprofiles.counts.ProfileSite;
import dev.customprofiles.counts.SiteTable;
import dev.customprofiles.counts.Turnover;
import dev.customprofiles.live.AgeRange;
import dev.customprofiles.live.Drift;
import dev.customprofiles.live.LeftOut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The counts of a replay for all JVMs together. */
final class Totals {

    final Instants instants;
    final LiveCounts live;
    final TreeMap<String, ProfileCounts> profiles = new TreeMap<>();

    /** Turnover by site; null unless requested. */
    final Turnover turnover;

    /** Time from which each profile is known. */
    final Map<String, Long> starts = new HashMap<>();

    final Map<String, String> units = new HashMap<>();

    /** Names of the weak profiles. */
    final Set<String> weak = new HashSet<>();

    /** Sites of objects in an answer whose stack JFR truncated. */
    final Set<ProfileSite> truncated = new HashSet<>();

    final List<Drift> drifts = new ArrayList<>();
    final List<LeftOut> leftOut = new ArrayList<>();
    final List<Unwritten> unwritten = new ArrayList<>();
    final List<String> partialSnapshots = new ArrayList<>();
    final long lastNanos;
    long duplicates;
    long lostBytes;
    boolean lossRecorded = true;
    long uncertainAges;

    /** @param endNanos the end of the recording */
    Totals(SiteTable sites, Instants instants, AgeRange ages, boolean turnover, long endNanos) {
        this.instants = instants;
        this.lastNanos = endNanos;
        this.live = new LiveCounts(sites, instants.upTo(endNanos), ages, turnover);
        this.turnover = turnover ? new Turnover() : null;
    }

    void merge(ChunkOutcome chunk) {
        for (CopyOutcome copy : chunk.copies.values()) {
            live.addAll(copy.settled);
            copy.profiles.forEach((profile, counts) -> counts(profile).addAll(counts));
            duplicates += copy.duplicates;
            if (turnover != null) {
                turnover.addAll(copy.turnover);
            }
        }
        truncated.addAll(chunk.truncated);
        leftOut.addAll(chunk.leftOut);
        unwritten.addAll(chunk.unwritten);
        lostBytes += chunk.lostBytes;
        lossRecorded &= chunk.lossRecorded;
    }

    /** Counts objects of a snapshot. */
    void live(SnapshotRow row, long snapshotNanos, int from, int to) {
        uncertainAges += row.count(live, snapshotNanos, from, to);
    }

    /** Takes back an Add of an object that was already live. */
    void duplicate(int site, String profile, long addedNanos, boolean isChosen) {
        duplicates++;
        if (turnover != null && addedNanos <= instants.last()) {
            turnover.added(site, -1);
        }
        if (isChosen) {
            counts(profile).added(instants.from(addedNanos), -1);
        }
    }

    /** Counts a removal. */
    void removed(Removal removal) {
        counts(removal.profile()).removed(instants.from(removal.timeNanos()), removal.kind() != Removal.Kind.REMOVED);
    }

    /** Counts a removal in the turnover of a site, if requested. */
    void left(int site, Removal removal) {
        if (turnover != null && removal.timeNanos() <= instants.last()) {
            removal.count(turnover, site);
        }
    }

    /** Counts a removal of an object whose site is unknown. */
    void siteless(Removal removal) {
        counts(removal.profile()).siteless++;
    }

    void orphans(String profile, long removals) {
        counts(profile).orphans += removals;
    }

    void snapshot(Snapshot snapshot) {
        if (snapshot.unit != null) {
            units.put(snapshot.profile, snapshot.unit);
        }
        if (snapshot.weak) {
            weak.add(snapshot.profile);
        }
        if (!snapshot.isWhole()) {
            partialSnapshots.add("the snapshot of " + snapshot.profile + " at "
                    + Instant.ofEpochSecond(0, snapshot.timeNanos) + " lost "
                    + (snapshot.lost() == 0 ? "frames" : "the sites of " + snapshot.lost() + " objects"));
        }
    }

    void starts(String profile, long nanos) {
        starts.merge(profile, nanos, Math::min);
    }

    private ProfileCounts counts(String profile) {
        return profiles.computeIfAbsent(profile, absent -> new ProfileCounts(instants.size()));
    }
}
