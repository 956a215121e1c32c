package dev.customprofiles.query;

/**
 * All profiles over time, and which sites leak.
 *
 * @param leaks of the whole recording, whatever instants were asked about; null where objects were chosen by their ages, by which leaks
 *     are found
 */
public record ReportAnswer(TimelineAnswer timelines, LeaksAnswer leaks) {}
