/* The curve of what is live, the bars of what came and went, and the moments to drag along them. */

let plots = [];
let marks = [];

/** What the timeline is of: null for all, else what is shown alone. */
let timelineOf = null;

/** The curves: of all that is live, and of what of that was collected. */
function curves() {
  const all = timelineOf === null ? [profile.sums, profile.collectedSums]
    : [profile.summed(isWanted), profile.hasCollected ? profile.summed((site) => isWanted(site) && profile.collected[site] === 1) : []];
  return all.filter((sums) => sums.length > 0).map((sums) => Array.from(sums[view.value]));
}

function buildTimeline() {
  timelineOf = view.only;
  plots.forEach((plot) => plot.destroy());
  plots = [];
  marks = [];
  $('timeline').hidden = !isTimeline();
  if (!isTimeline()) {
    return;
  }
  const start = Number(profile.from / 1000n) / 1e6;
  const times = Array.from(profile.instants, (nanos) => start + nanos / 1e9);
  const axis = (more) => ({
    stroke: () => color('quiet'), grid: { stroke: () => color('line'), width: 1 }, ticks: { show: false },
    font: '11px system-ui, sans-serif', ...more,
  });
  const common = {
    width: $('timeline').clientWidth - 28, legend: { show: false }, cursor: { show: false }, padding: [6, 24, 0, 0],
  };
  plots.push(new uPlot({
    ...common, height: 122,
    scales: { y: { range: (plot, min, max) => uPlot.rangeNum(Math.min(0, min), Math.max(max, 1), 0.08, true) } },
    series: [{}, {
      stroke: () => color('live'), fill: () => color('fill'), width: 1.6,
      points: { show: times.length <= 60, size: 4, fill: () => color('live') },
    }, ...(profile.hasCollected ? [{
      stroke: () => color('collected'), fill: () => color('collectedfill'), width: 1.6, points: { show: false },
    }] : [])],
    axes: [axis({ size: 22, gap: 4, space: 90, values: (plot, splits, i, space, step) => splits.map((seconds) => tick(seconds, step)) }),
      axis({ size: 64, incrs: (plot) => STEPS.map((step) => step * curveUnit(plot)[0]), values: (plot, splits) => splits.map((value) => COMPACT.format(value / curveUnit(plot)[0])), space: 30 })],
  }, [times, ...curves()], $('live')));
  writeCurve();
  $('events').hidden = profile.intervals[0].length === 0 || view.only !== null; // what came and went is known of all only
  if (!$('events').hidden) {
    plots.push(events(common, axis, times));
  }
  plots.forEach((plot) => marks.push(overlay(plot, start)));
  writeSpacing();
}

/** What the curve is of. */
function writeCurve() {
  const what = view.value === 0 ? 'live objects' : (view.value === profile.age ? 'added-up ages' : type().name) + ' of the live objects';
  const unit = curveUnit(plots[0])[1];
  set($('curve'), what + ofSelection() + (unit && ', in ' + unit));
}

/** What the numbers beside the curve are written in. */
function curveUnit(plot) {
  return unitFor(plot.data[1].reduce((a, b) => Math.max(a, Math.abs(b)), 0), type());
}

function events(common, axis, times) {
  const [added, removed] = profile.intervals;
  const collected = profile.intervals[2].map((number) => (profile.weak ? number : 0)); // otherwise they have not left
  const up = Math.max(1, ...added.slice(1));
  const down = Math.max(1, ...removed.slice(1).map((number, i) => number + collected[i + 1]));
  const marked = [-down, 0, up].filter((value) => value === 0 || Math.abs(value) > 0.25 * (up + down)); // else it is too near to 0
  const bars = { paths: uPlot.paths.bars({ size: [0.85, 48], align: -1 }), points: { show: false }, width: 0 };
  return new uPlot({
    ...common, height: 66, padding: [8, 24, 8, 0],
    scales: { y: { range: [-down, up] } },
    series: [{}, { ...bars, fill: () => color('added') }, ...(profile.weak ? [{ ...bars, fill: () => color('collected') }] : []),
      { ...bars, fill: () => color('removed') }],
    axes: [axis({ show: false }), axis({
      size: 64, splits: marked, values: (plot, splits) => splits.map((value) => COMPACT.format(Math.abs(value))),
    })],
  }, [times, added, ...(profile.weak ? [removed.map((number, i) => -number - collected[i])] : []), removed.map((number) => -number)], $('events'));
}

/** What shows the moments and the pauses over a plot. */
function overlay(plot, start) {
  for (let i = 0; i < profile.pauses.length; i += 2) {
    const [from, to] = [0, profile.pauses[i + 1]].map((more) => plot.valToPos(start + (profile.pauses[i] + more) / 1e9, 'x'));
    const pause = element('div', 'pause');
    pause.title = 'nothing was recorded';
    const part = (x) => 100 * Math.max(0, x) / plot.over.clientWidth;
    pause.style.left = part(from) + '%';
    pause.style.width = part(to) - part(from) + '%';
    plot.over.append(pause);
  }
  const made = { between: element('div', 'between'), mark: element('div', 'mark'), moment: element('div', 'moment') };
  plot.over.append(made.between, made.mark, made.moment);
  return made;
}

function writeSpacing() {
  const hasChanges = profile.intervals[0].length > 0;
  const keys = [['added', 'added'], ['removed', 'removed'], ...(profile.weak ? [['collected', 'garbage collected instead of removed']] : [])];
  $('changes').replaceChildren('in between, up to each instant: ', ...keys.map(([name, words]) => keyed(name, words)));
  $('changes').hidden = $('events').hidden;
  $('spacing').replaceChildren(profile.instants.length + ' instants, ' + duration(profile.gap) + ' apart'
    + (profile.every > 1 ? ' (thinned to keep the page small: one of every ' + profile.every + ' is in it)' : '') + '.'
    + (hasChanges && view.only !== null ? ' What was added and removed in between is counted for the whole profile only.' : '')
    + (profile.pauses.length > 0 ? ' Where it is hatched, nothing was recorded.' : ''),
    ...(profile.hasCollected ? [keyed('collected', 'live, but garbage collected: nothing removed these, and now nothing can.')] : []));
}

function tick(seconds, step) {
  const nanos = BigInt(Math.round(seconds * 1e6)) * 1000n;
  const time = clock(nanos, step >= 1 ? 0 : Math.ceil(-Math.log10(step)));
  const long = profile.instants[profile.instants.length - 1] > 86400e9;
  return long ? day(nanos).substring(0, 6) + ' ' + time.substring(0, 5) : step >= 60 ? time.substring(0, 5) : time;
}

function placeMarks() {
  marks.forEach((made, i) => {
    const x = (instant) => plots[i].valToPos(plots[i].data[0][instant], 'x');
    made.moment.style.left = x(view.at) + 'px';
    made.mark.hidden = view.mark < 0;
    made.between.hidden = !isDifference();
    if (view.mark >= 0) {
      const [from, to] = [x(base()), x(last())];
      made.mark.style.left = x(view.mark) + 'px';
      made.between.style.left = from + 'px';
      made.between.style.width = to - from + 'px';
    }
  });
  const slider = $('timeline');
  slider.setAttribute('aria-valuemin', '0');
  slider.setAttribute('aria-valuemax', String(profile.instants.length - 1));
  slider.setAttribute('aria-valuenow', String(view.at));
  slider.setAttribute('aria-valuetext', clock(profile.nanos(view.at), decimals()));
}

function decimals() {
  if (!isTimeline()) {
    return 3;
  }
  return Math.min(9, Math.max(0, Math.ceil(9 - Math.log10(profile.gap))));
}

function instantAt(event) {
  const plot = plots[0];
  const x = event.clientX - plot.over.getBoundingClientRect().left;
  const seconds = plot.posToVal(Math.max(0, Math.min(x, plot.over.clientWidth)), 'x');
  return profile.nearest((seconds - plot.data[0][0]) * 1e9 + profile.instants[0]);
}

function drive(timeline) {
  let dragging = false;
  timeline.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.target.closest('#spacing')) {
      return;
    }
    dragging = true;
    timeline.setPointerCapture(event.pointerId);
    const at = instantAt(event);
    change(event.shiftKey ? { at, mark: at } : { at });
  });
  timeline.addEventListener('pointermove', (event) => dragging && change({ at: instantAt(event) }));
  ['pointerup', 'pointercancel'].forEach((end) => timeline.addEventListener(end, () => {
    if (dragging && view.mark === view.at) {
      change({ mark: -1 });
    }
    dragging = false;
  }));
}
