/**
 * How instants, durations and amounts are written, and durations read: {@link dev.customprofiles.text.InstantText}, {@link
 * dev.customprofiles.text.DurationText}, {@link dev.customprofiles.text.Quantity}.
 */
package dev.customprofiles.text;
