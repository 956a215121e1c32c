/* What is shown, in `view`, and what follows from that and the data, in `now`. */

let data = null;
let profile = null;
const view = {
  profile: 0, value: 0, at: 0, mark: -1, search: '', group: 'site', sort: null, down: true, only: null, zoom: 0, selected: -1, row: -1,
};

/** What follows from the view: filled anew by `compute`. */
let now = null;

let asked = false;

function change(changes) {
  Object.assign(view, changes);
  if (!asked) {
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      render();
    });
  }
}

const isTimeline = () => profile.instants.length > 1;
const isDifference = () => view.mark >= 0 && view.mark !== view.at;
const last = () => Math.max(view.at, view.mark);
/** What growth refers to: the earlier of two moments, or the first instant. */
const base = () => (isDifference() ? Math.min(view.at, view.mark) : 0);
const type = () => profile.types[view.value];

function compute() {
  const sites = profile.size;
  if (now === null || now.profile !== profile) {
    const values = () => profile.types.map(() => new Float64Array(sites));
    now = {
      profile, values: values(), before: values(), up: new Float64Array(profile.parent.length),
      down: new Float64Array(profile.parent.length), gone: new Float64Array(profile.parent.length),
      turned: new Float64Array(profile.parent.length), left: new Float64Array(profile.parent.length),
      wide: new Float64Array(profile.parent.length), next: new Float64Array(profile.parent.length), base: -1,
    };
  }
  const at = isDifference() ? last() : view.at;
  for (let i = 0; i < profile.types.length; i++) {
    profile.at(at, i, now.values[i]);
    now.base === base() || profile.at(base(), i, now.before[i]);
  }
  now.base = base();
  const value = now.values[view.value], before = now.before[view.value];
  const difference = isDifference();
  now.up.fill(0);
  now.down.fill(0);
  now.gone.fill(0); // collected, or collected between the two moments
  now.turned.fill(0); // the part of that which was live before: neither grown nor shrunk
  now.total = now.totalBefore = now.grown = now.shrunk = now.matched = 0;
  for (const members of profile.origins) {
    let size = 0, gone = 0;
    for (const site of members) {
      if (!isWanted(site)) {
        continue;
      }
      now.total += value[site];
      now.totalBefore += before[site];
      const change = difference ? value[site] - before[site] : value[site];
      size += change;
      gone += profile.collected[site] ? change : 0;
      now.matched += search.site[site] ? change : 0;
    }
    const leaf = profile.leaves[members[0]];
    if (size > 0) {
      now.up[leaf] += size;
      now.grown += size;
    } else {
      now.down[leaf] -= size;
      now.shrunk -= size;
    }
    now.gone[leaf] += Math.max(0, gone);
    now.turned[leaf] += difference ? Math.max(0, gone - Math.max(0, size)) : 0;
  }
  for (let node = profile.parent.length - 1; node > 0; node--) {
    for (const sum of [now.up, now.down, now.gone, now.turned]) {
      sum[profile.parent[node]] += sum[node];
    }
  }
}

function isWanted(site) {
  return view.only === null || view.only.sites[site] === 1;
}

/**
 * What is shown alone: the sites of one key in a grouping. Of the grouping by site the key is that of a site in all data, or the
 * signature of a suspect. Null if there is nothing of it.
 */
function alone(group, key) {
  const suspect = group === 'site' ? verdict.suspects.find((it) => it.signature === key && it.profile === profile.name) : undefined;
  const passes = group !== 'site' ? (site) => keyOf(site, group) === key
    : suspect ? (site) => suspect.sites.has(profile.id(site)) : (site) => profile.id(site) === key;
  const sites = Uint8Array.from(profile.leaves, (leaf, site) => (passes(site) ? 1 : 0));
  const first = sites.indexOf(1);
  if (first < 0) {
    return null;
  }
  const name = group !== 'site' ? key : suspect ? shortened(suspect.function) : profile.frames.name(profile.frame[profile.leaves[first]], true);
  return { group, key, name, sites };
}

/** What is shown alone, at the end of a noun; nothing if it is everything. */
function ofSelection() {
  return view.only === null ? '' : ' of ' + (['site', 'function'].includes(view.only.group) ? '' : view.only.group + ' ') + view.only.name;
}
