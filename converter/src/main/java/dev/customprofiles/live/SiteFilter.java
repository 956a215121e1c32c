package dev.customprofiles.live;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Chooses sites by label, class, thread and collection. A null pattern matches everything. Any other must be found in
 * the text; it never matches an absent text.
 *
 * @param collected true for only objects whose value was garbage collected, false for only the others, null for both
 * @since 0.1
 */
public record SiteFilter(Pattern label, Pattern objectClass, Pattern thread, Boolean collected)
        implements Predicate<Site> {

    /** All sites. */
    public static final SiteFilter ALL = new SiteFilter(null, null, null, null);

    @Override
    public boolean test(Site site) {
        return found(label, site.label())
                && found(objectClass, site.objectClass())
                && found(thread, site.thread())
                && (collected == null || collected == site.collected());
    }

    private static boolean found(Pattern pattern, String text) {
        return pattern == null || (text != null && pattern.matcher(text).find());
    }
}
