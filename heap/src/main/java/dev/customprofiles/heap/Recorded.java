package dev.customprofiles.heap;

import dev.customprofiles.holders.AddKey;
import dev.customprofiles.live.Site;

/**
 * A live object of the recorder, or several that were collected.
 *
 * @param value the number of the object in the dump; -1 if it was collected
 * @param objects how many; 1 unless they were collected
 * @param stack the site without label and class; null if the stack was not read before the dump
 * @param unit the unit of the profile's weights; null if it has none
 * @param objectClass the class as the recorder noted it; null if it did not
 * @param addedMillis when it was added, in milliseconds since the epoch; 0 if unknown. For several, their mean
 * @param key what identifies its Add event
 */
record Recorded(
        int value,
        long objects,
        String profile,
        String unit,
        Site stack,
        String label,
        String objectClass,
        long weight,
        double addedMillis,
        AddKey key) {

    Recorded at(Site found) {
        return new Recorded(value, objects, profile, unit, found, label, objectClass, weight, addedMillis, key);
    }
}
