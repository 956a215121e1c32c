package dev.customprofiles.query;

/**
 * All profiles over time, and the sites that leak.
 *
 * @param leaks the leaks in the whole recording, regardless of the requested instants; null if objects were chosen by
 *     age, because leaks are found by age
 */
public record ReportAnswer(TimelineAnswer timelines, LeaksAnswer leaks) {}
