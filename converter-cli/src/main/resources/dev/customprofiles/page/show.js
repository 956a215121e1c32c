/* Shows data, also in place of other data, and draws all that follows from the view, once a frame. */

function showProfile(index) {
  profile = data.profiles[index];
  document.title = profile.name + ' · ' + data.recording;
  set($('name'), profile.name);
  $('profile').value = String(index);
  const keep = groupings().includes(view.group) ? view.group : 'site';
  Object.assign(view, { profile: index, value: Math.min(view.value, profile.types.length - 1), group: keep, only: null, zoom: 0, selected: -1 });
  view.at = Math.min(view.at, profile.instants.length - 1);
  showValue(view.value);
  showGroup(view.group);
  find();
}

function showValue(value) {
  const names = profile.types.map((it) => (it.unit === 'count' || it.unit === 'nanoseconds' ? it.name : it.name + ' (' + it.unit + ')'));
  choices('value', names, value, showValue);
  change({ value });
  buildTimeline();
}

function showGroup(group) {
  const all = groupings();
  choices('group', all.map((name) => 'by ' + name), all.indexOf(group), (i) => showGroup(all[i]));
  change({ group, row: -1 });
  buildGroups();
}

function useTheme(theme) {
  document.documentElement.dataset.theme = theme;
  if (profile !== null) {
    palette = null;
    plots.forEach((plot) => plot.redraw()); // bars keep the colours that they were built with
    change({});
  }
}

function render() {
  compute();
  if (view.only !== timelineOf) {
    buildTimeline();
  }
  placeMarks();
  writeFigures();
  drawFlame();
  drawHeld();
  drawTable();
  pressSuspect();
  showSelectedIfMoved();
  keepAddress();
}

let described = '';

function showSelectedIfMoved() {
  const state = [view.selected, view.at, view.mark, view.value].join();
  if (view.selected >= 0 && state !== described) {
    described = state;
    showSelected();
  }
}

/**
 * Shows data, also in place of other data: then what was chosen stays chosen as far as there is such a thing. Who looks at
 * the last instant goes on doing so.
 */
function show(json) {
  const before = profile;
  const strings = json.strings;
  const frames = new Frames(strings, json.frames, json.frameworks, json.references ?? '');
  data = {
    tool: json.tool, recording: json.recording, warnings: json.warnings, notes: json.notes,
    holders: json.holders === undefined ? null : new Holders(json.holders, strings),
    profiles: json.profiles.map((it) => new Profile(it, strings, frames)),
  };
  set($('recording'), data.recording);
  json.live === undefined ? say('', '') : json.live ? say('live', 'live') : say('ended', 'the process has ended');
  about.jvms = json.jvms.length > 0 ? json.jvms : about.jvms;
  set($('about'), [...about.jvms.slice(0, 3), ...(about.jvms.length > 3 ? [about.jvms.length - 3 + ' more JVMs'] : []),
    ...(json.recorded === undefined ? [] : ['recorded for ' + json.recorded])].join(' · '));
  json.verdict === undefined || takeVerdict(json.verdict);
  const chooser = $('profile');
  chooser.replaceChildren(...data.profiles.map((it, i) => {
    const option = element('option', '', it.name);
    option.value = String(i);
    return option;
  }));
  chooser.hidden = data.profiles.length < 2;
  $('name').hidden = !chooser.hidden;
  writeLosses();
  const index = before === null ? 0 : Math.max(0, data.profiles.findIndex((it) => it.name === before.name));
  const next = data.profiles[index];
  const end = next.instants.length - 1;
  if (before === null) {
    Object.assign(view, { at: end, value: next.shown });
  } else {
    const moved = (instant) => next.nearest(Number(before.nanos(instant) - next.from));
    const following = view.at === before.instants.length - 1;
    const mark = view.mark < 0 ? -1 : moved(view.mark);
    Object.assign(view, { at: following ? end : moved(view.at), mark: mark === end && following ? -1 : mark });
  }
  const path = before === null ? [] : namesTo(before, view.zoom);
  const only = before === null || next.name !== before.name ? null : view.only;
  showProfile(index);
  view.zoom = before === null ? 0 : nodeOf(profile, path);
  view.only = only === null ? null : alone(only.group, only.key);
}

/** Says in the header what becomes of the process, or of the server. */
function say(kind, words) {
  const life = $('life');
  life.hidden = words === '';
  life.className = kind;
  set(life, words);
}

/** What newer data do not say again. */
const about = { jvms: [] };

function namesTo(of, node) {
  const names = [];
  for (let it = node; it > 0; it = of.parent[it]) {
    names.unshift(of.frames.name(of.frame[it], false));
  }
  return names;
}

function nodeOf(of, names) {
  let node = 0;
  for (const name of names) {
    let callee = node + 1;
    while (callee < of.end[node] && of.frames.name(of.frame[callee], false) !== name) {
      callee = of.end[callee];
    }
    if (callee >= of.end[node]) {
      return 0;
    }
    node = callee;
  }
  return node;
}
