package dev.customprofiles.writer;

import dev.customprofiles.holders.HeldSite;
import dev.customprofiles.holders.Hold;
import dev.customprofiles.holders.HolderGroup;
import dev.customprofiles.holders.HolderPath;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.profile.Frameworks;
import dev.customprofiles.profile.SampleType;
import dev.customprofiles.text.DurationText;
import dev.customprofiles.text.Quantity;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what holds the objects of each site, as text. */
public final class HoldersText {

    private static final SampleType BYTES = SampleType.bytes("retained");
    private static final int MOST_LABELS = 5;
    private static final int MOST_GROUPS = 10;

    private HoldersText() {}

    /**
     * Writes the sites in their order, or a line if there are none.
     *
     * @param frameworks the frameworks: a stack is shown from its first frame of the application on
     * @param frames the maximum number of frames per stack
     * @param limit the maximum number of sites per profile
     */
    public static void write(Holders holders, Frameworks frameworks, int frames, int limit, Appendable out)
            throws IOException {
        if (holders.sites().isEmpty()) {
            out.append("no live objects\n");
        }
        boolean isFirst = true;
        for (String profile : holders.profiles()) {
            List<HeldSite> sites = holders.sites().stream()
                    .filter(site -> site.profile().equals(profile))
                    .toList();
            for (HeldSite site : sites.subList(0, Math.min(limit, sites.size()))) {
                out.append(isFirst ? "" : "\n");
                isFirst = false;
                out.append(Printable.of(profile) + ": " + count(site.objects()) + " live, "
                        + ValueText.scaled(site.retainedBytes(), BYTES) + " retained\n");
                StackText.write(site.site().frames(), frameworks, frames, "    ", out);
                if (site.site().frames().stream().noneMatch(frame -> frame.line() > 0 || frame.isPseudo())) {
                    out.append("  without lines, for the stacks were not read before the dump\n");
                }
                writeHolders(site.groups(), out);
            }
            if (sites.size() > limit) {
                out.append("\n" + Printable.of(profile) + ": " + Quantity.of(sites.size() - limit, "more site")
                        + ", see --limit\n");
            }
        }
    }

    /** Writes groups in their order, each with its path. */
    static void writeHolders(List<HolderGroup> groups, Appendable out) throws IOException {
        for (HolderGroup group : groups.subList(0, Math.min(MOST_GROUPS, groups.size()))) {
            out.append("  " + count(group.objects()) + " " + heading(group.path()) + "\n");
            for (String step : group.path().steps()) {
                out.append("      " + Printable.of(step) + "\n");
            }
            if (!group.path().loader().isEmpty()) {
                out.append("      its class loader is held by\n");
                for (String step : group.path().loader()) {
                    out.append("          " + Printable.of(step) + "\n");
                }
            }
            out.append("      " + facts(group) + "\n");
        }
        if (groups.size() > MOST_GROUPS) {
            long objects = groups.stream()
                    .skip(MOST_GROUPS)
                    .mapToLong(HolderGroup::objects)
                    .sum();
            out.append("  " + count(objects) + " in " + Quantity.of(groups.size() - MOST_GROUPS, "more way") + "\n");
        }
    }

    private static String heading(HolderPath path) {
        return switch (path.hold()) {
            case STRONG, STACK -> "held by " + Printable.of(path.holder());
            case SOFT -> "held softly by " + Printable.of(path.holder());
            case FINALIZER -> "waiting for a finalizer";
            case NOBODY -> "held by nobody: waiting to be collected";
            case COLLECTED -> "collected, and never removed";
        };
    }

    private static String facts(HolderGroup group) {
        StringBuilder text = new StringBuilder();
        if (group.path().objectClass() != null) {
            text.append(Printable.of(group.path().objectClass())).append(", ");
        }
        if (group.path().hold() != Hold.COLLECTED && group.retainedBytes() >= 0) {
            text.append("retained ")
                    .append(ValueText.scaled(group.retainedBytes(), BYTES))
                    .append(", ");
        }
        if (group.oldestNanos() > 0) {
            text.append("oldest ")
                    .append(DurationText.about(group.oldestNanos()))
                    .append(", ");
        }
        if (!group.labels().isEmpty()) {
            text.append(labels(group)).append(", ");
        }
        return text.append("signature ").append(group.path().signature()).toString();
    }

    private static String labels(HolderGroup group) {
        String most = group.labels().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_LABELS)
                .map(label -> Printable.of(label.getKey()) + " " + count(label.getValue()))
                .collect(Collectors.joining(", "));
        int more = group.labels().size() - MOST_LABELS;
        return (group.labels().size() == 1 ? "label " : "labels ") + most + (more > 0 ? " and " + more + " more" : "");
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
