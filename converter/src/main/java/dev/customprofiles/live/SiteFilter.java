package dev.customprofiles.live;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Chooses sites by what was said of their objects. A pattern that is null lets everything pass; any other has to be found
 * somewhere in the text, and a text that is absent has nothing in it.
 *
 * @param collected true for the objects whose value was garbage collected only, false for the others only, null for both
 */
public record SiteFilter(Pattern label, Pattern objectClass, Pattern thread, Boolean collected)
        implements Predicate<Site> {

    /** Every site. */
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
