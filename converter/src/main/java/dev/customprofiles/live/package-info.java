/**
 * Questions about profiles over time and their answers, as records. This package does not depend on recordings; all
 * other packages depend on it.
 *
 * <pre>
 *   Question ──▶ (a replay) ──▶ History
 *                                 ├── Timeline, one for each profile
 *                                 │     ├── at(instant) ──▶ LiveSet ──▶ LiveSite, one for each Site
 *                                 │     └── Churn: objects added and removed
 *                                 ├── pauses: when nothing was recorded
 *                                 └── Losses: what is missing from the recording
 * </pre>
 *
 * <p>Start with {@link dev.customprofiles.live.LiveSet}: the objects that were added at or before an instant and not
 * removed by then, by the {@linkplain dev.customprofiles.live.Site site} that added them. Instants are in nanoseconds
 * since the epoch.
 *
 * <pre>{@code
 * Timeline open = history.profile("blobstore.Open").orElseThrow();
 * for (LiveSite live : open.at(0).sites()) {
 *     System.out.println(live.count() + " from " + live.site().frames().get(0).function());
 * }
 * if (history.losses().incomplete()) {
 *     System.err.println("some of this may be wrong");
 * }
 * }</pre>
 *
 * <p>All records are immutable and copy their lists. Sums saturate at the limits of a {@code long}.
 */
package dev.customprofiles.live;
