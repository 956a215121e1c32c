/* Starts the page, and lets tests see what it draws. */

listen();
show(JSON.parse($('data').textContent));
location.hash === '' || readAddress();
window.addEventListener('hashchange', readAddress);
const url = document.documentElement.dataset.poll;
if (url) {
  poll(url, 2000);
}
window.customprofiles = {
  show,
  /** The values of the curve of the timeline. */
  curve: () => plots[0].data[1],
  /** What is drawn in the flame graph, for those who cannot see it. */
  boxes: () => drawn.map((node) => ({
    name: node === 0 ? 'all' : profile.frames.name(profile.frame[node], false), depth: profile.depth[node],
    grown: now.up[node], shrunk: now.down[node], collected: now.gone[node], left: now.left[node], wide: now.wide[node],
  })),
};
