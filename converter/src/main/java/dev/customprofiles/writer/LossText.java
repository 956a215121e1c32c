package dev.customprofiles.writer;

import dev.customprofiles.live.Drift;
import dev.customprofiles.live.LeftOut;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Sampling;
import dev.customprofiles.live.Unpaired;
import dev.customprofiles.text.InstantText;
import dev.customprofiles.text.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Describes the losses of a recording in sentences. */
public final class LossText {

    /** Maximum number of sites named per drift. */
    private static final int SITES = 3;

    private static final String ADD = "customprofiles.Add";

    private LossText() {}

    /**
     * Returns a line for each loss that may make an answer wrong; empty if and only if {@link Losses#incomplete()} is
     * false.
     */
    public static List<String> warnings(Losses losses) {
        List<String> lines = new ArrayList<>(losses.damage());
        if (losses.lostBytes() > 0) {
            lines.add("the JVM dropped " + losses.lostBytes()
                    + " bytes of events (jdk.DataLoss): counts may be too high or too low");
        }
        losses.leftOut().forEach(leftOut -> lines.add(leftOut(leftOut)));
        if (losses.unwritten() > 0) {
            lines.add(Quantity.of(losses.unwritten(), "event")
                    + " not recorded, because the application was out of memory or stack, or the agent was taken out: counts may be "
                    + "too high or too low up to the next snapshot");
        }
        losses.drifts().forEach(drift -> lines.add(drift(drift)));
        if (losses.orphans() > 0) {
            boolean addsLeftOut = losses.leftOut().stream()
                    .anyMatch(leftOut -> leftOut.event().equals(ADD));
            lines.add(Quantity.of(losses.orphans(), "removal") + " without the adding: "
                    + (addsLeftOut
                            ? "those objects were added while " + ADD + " was limited, or"
                            : "those objects were opened")
                    + " before the recording's history begins");
        }
        if (losses.duplicates() > 0) {
            lines.add(Quantity.of(losses.duplicates(), "object")
                    + " added again under the same id: the first one counts");
        }
        unpaired(losses.unpaired(), lines);
        return lines;
    }

    /** {@code customprofiles.Remove was not recorded from ... to ... (enabled=false): ...}. */
    private static String leftOut(LeftOut leftOut) {
        String consequence = switch (leftOut.event()) {
            case ADD -> "objects added then are missing";
            case "customprofiles.Remove" -> "objects removed then are counted as live";
            case "customprofiles.Collected" -> "objects collected then are counted as reachable";
            case "customprofiles.LiveSite", "customprofiles.Frame" ->
                "snapshots of that time do not say where objects were added";
            default -> "what opened or closed then is not known";
        };
        return leftOut.event() + " was limited by " + leftOut.setting() + " from "
                + InstantText.utc(leftOut.fromNanos()) + " to " + InstantText.utc(leftOut.toNanos()) + ": "
                + consequence;
    }

    private static void unpaired(Unpaired unpaired, List<String> lines) {
        if (unpaired.closes() > 0 && unpaired.openings().kind() != Sampling.Kind.SAMPLED) {
            lines.add(closes(unpaired));
        }
        if (unpaired.opens() > 0) {
            lines.add(Quantity.of(unpaired.opens(), "opening event")
                    + " of what was still open: the closing in between is not in the recording, and the later opening"
                    + " counts");
        }
    }

    private static String closes(Unpaired unpaired) {
        Sampling openings = unpaired.openings();
        String before = "before the recording's history begins";
        return Quantity.of(unpaired.closes(), "closing event") + " without an opening one: "
                + switch (openings.kind()) {
                    case ALL -> "those were opened " + before;
                    case SAMPLED ->
                        openings.event() + " is sampled"
                                + (openings.limits().isEmpty() ? "" : " (" + String.join(", ", openings.limits()) + ")")
                                + ", so those were opened without being recorded, or " + before;
                    case UNKNOWN ->
                        "those were opened " + before + ", or without being recorded: the recording does not"
                                + " say whether " + openings.event() + " is sampled";
                };
    }

    /** Returns those of the {@link #notes} without which a count is easily misunderstood. */
    public static List<String> limits(Losses losses) {
        List<String> lines = new ArrayList<>();
        if (losses.siteless() > 0) {
            lines.add(Quantity.of(losses.siteless(), "live object")
                    + " of too many sites to write down: no stack, label or class is known of them, and no filter finds"
                    + " them");
        }
        losses.baseless()
                .forEach(profile -> lines.add(
                        "no snapshot of " + profile + ": objects that were added before the recording are not known"));
        return lines;
    }

    /** Returns a line for each loss that does not affect the counts; may be empty. */
    public static List<String> notes(Losses losses) {
        List<String> lines = new ArrayList<>();
        if (!losses.lossRecorded()) {
            lines.add(
                    "whether JFR lost events is not known: the recording does not say that jdk.DataLoss was on all the time");
        }
        if (losses.withoutStack() > 0) {
            lines.add(Quantity.of(losses.withoutStack(), "live object") + " without a stack trace");
        }
        if (losses.truncated() > 0) {
            lines.add(Quantity.of(losses.truncated(), "live object") + " with a truncated stack");
        }
        if (losses.uncertainAges() > 0) {
            lines.add(Quantity.of(losses.uncertainAges(), "live object")
                    + " older than the recording, whose age is known within a factor of two, may be outside the ages"
                    + " asked for");
        }
        if (losses.threadless() > 0) {
            lines.add(Quantity.of(losses.threadless(), "live object")
                    + " older than the recording, whose thread is not known");
        }
        lines.addAll(limits(losses));
        if (losses.unpaired().keyless() > 0) {
            lines.add(Quantity.of(losses.unpaired().keyless(), "event") + " without a key, not counted");
        }
        return lines;
    }

    /** Returns the one of the {@link #notes} about closings whose opening may not have been sampled. */
    public static Optional<String> unsampled(Losses losses) {
        Unpaired unpaired = losses.unpaired();
        return unpaired.closes() > 0 && unpaired.openings().kind() == Sampling.Kind.SAMPLED
                ? Optional.of(closes(unpaired))
                : Optional.empty();
    }

    /** {@code blobstore.Open: 12 adds and 3 removals are not in the recording between ... and ...}. */
    private static String drift(Drift drift) {
        StringBuilder line = new StringBuilder(drift.profile()
                + ": between " + InstantText.utc(drift.fromNanos()) + " and " + InstantText.utc(drift.toNanos()) + ", "
                + Quantity.of(drift.missingAdds(), "add") + " and " + Quantity.of(drift.missingRemoves(), "removal")
                + (drift.missingCollected() == 0 ? "" : " and " + Quantity.of(drift.missingCollected(), "collection"))
                + " are not in the recording");
        drift.sites().stream()
                .limit(SITES)
                .forEach(site -> line.append("; ")
                        .append(site.site().frames().get(0).function())
                        .append(" came to ")
                        .append(site.replayed())
                        .append(" instead of ")
                        .append(site.counted()));
        if (drift.sites().size() > SITES) {
            line.append("; and ")
                    .append(Quantity.of(drift.sites().size() - SITES, "site"))
                    .append(" more");
        }
        return line.toString();
    }
}
