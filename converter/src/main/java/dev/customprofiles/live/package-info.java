/**
 * What a replay finds: which objects of a profile were live at an instant, and where they came from. Begin with {@link
 * dev.customprofiles.live.LiveSet}; a {@link dev.customprofiles.live.Timeline} has one for each of several instants, and {@link
 * dev.customprofiles.live.Losses} says what the recording could not tell. Records only; they know nothing of recordings.
 */
package dev.customprofiles.live;
