/**
 * Questions about profiles over time and their answers, as records. This package knows nothing of recordings, and everything
 * else here knows it.
 *
 * <pre>
 *   Question ──▶ (a replay) ──▶ History
 *                                 ├── Timeline, one for each profile
 *                                 │     ├── at(instant) ──▶ LiveSet ──▶ LiveSite, one for each Site
 *                                 │     └── Churn: what came and went
 *                                 ├── pauses: when nothing was recorded
 *                                 └── Losses: what the recording could not tell
 * </pre>
 *
 * <p>Begin with {@link dev.customprofiles.live.LiveSet}: the objects that were added at or before an instant and not removed by
 * then, by the {@linkplain dev.customprofiles.live.Site site} that added them. Instants are nanoseconds since the epoch.
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
