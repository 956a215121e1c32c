/**
 * Formats instants, durations and quantities, and parses durations: {@link dev.customprofiles.text.InstantText},
 * {@link dev.customprofiles.text.DurationText}, {@link dev.customprofiles.text.Quantity}.
 */
package dev.customprofiles.text;
