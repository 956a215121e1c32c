'use strict';
/*
 * The page of jfr2pprof. What it shows is in `view`; everything else is computed from that and the data, once a frame, in
 * `render`. Text from the recording reaches the page through textContent and fillText only.
 */
(() => {
  const $ = (id) => document.getElementById(id);
  const ROW = 18; // of the flame graph
  const SLIVER = 2; // pixels
  const STRIP = 3; // of a box, for its collected part
  const LINE = 40; // of the table, as in the style sheet
  const MOST_NUMBERS = 0.65; // of the table's width; the rest is for names
  const LONGEST_WORD = 90; // pixels, in the head of a column

  // ---------------------------------------------------------------- data

  const DIGITS = new Int8Array(128);
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].forEach((c, i) => { DIGITS[c.charCodeAt(0)] = i; });

  /** Numbers in variable-length base 64, as PageData writes them. */
  function numbers(text) {
    const found = [];
    let value = 0, factor = 0, negative = false;
    for (let i = 0; i < text.length; i++) {
      const digit = DIGITS[text.charCodeAt(i)];
      if (factor === 0) {
        negative = (digit & 1) === 1;
        value = (digit & 31) >> 1;
        factor = 16;
      } else {
        value += (digit & 31) * factor;
        factor *= 32;
      }
      if (digit < 32) {
        found.push(negative ? -value : value);
        factor = 0;
      }
    }
    return found;
  }

  function cumulative(differences) {
    let sum = 0;
    return Float64Array.from(differences, (difference) => sum += difference);
  }

  /** Two texts have it in common only by chance. */
  function digest(text) {
    let a = 0x2545f491, b = 0x1b873593;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, 0x9e3779b1);
      a ^= a >>> 15;
      b = Math.imul(b ^ code, 0x85ebca6b);
      b ^= b >>> 13;
    }
    return [a, b].map((half) => (half >>> 0).toString(36).padStart(7, '0')).join('');
  }

  class Frames {
    constructor(strings, coded, frameworks) {
      const parts = numbers(coded);
      this.count = parts.length / 3;
      this.functions = [];
      this.files = [];
      this.lines = [];
      for (let i = 0; i < parts.length; i += 3) {
        this.functions.push(strings[parts[i]] || '[unnamed]');
        this.files.push(strings[parts[i + 1]]);
        this.lines.push(parts[i + 2]);
      }
      this.kinds = this.files.map((file) => (file === '' ? 'other' : 'application'));
      cumulative(numbers(frameworks)).forEach((frame) => { this.kinds[frame] = 'framework'; });
    }

    /** `pkg.Class.method:12`, or without the package. A library has none: `libc.so.6.malloc`. */
    name(frame, short) {
      const line = this.lines[frame] > 0 ? ':' + this.lines[frame] : '';
      const name = this.functions[frame];
      const method = name.lastIndexOf('.');
      return (short && this.files[frame] !== '' ? name.substring(name.lastIndexOf('.', method - 1) + 1) : name) + line;
    }

    place(frame) {
      return this.files[frame] + (this.files[frame] && this.lines[frame] > 0 ? ':' + this.lines[frame] : '');
    }
  }

  /** A profile: its instants, its tree of stacks, and of each site (a leaf with labels) what was live when. */
  class Profile {
    constructor(json, strings, frames) {
      Object.assign(this, {
        name: json.name, types: json.types, shown: json.shown, age: json.age, tick: json.tick, every: json.every,
        weak: json.weak, rest: json.rest, comments: json.comments, from: BigInt(json.from), frames,
      });
      this.instants = cumulative(numbers(json.instants)); // nanoseconds after `from`
      this.gap = Math.max(1, this.instants.length < 3 ? this.instants[this.instants.length - 1] - this.instants[0]
        : this.instants.reduce((least, nanos, i) => (i === 0 || i === this.instants.length - 1 ? least
          : Math.min(least, nanos - this.instants[i - 1])), Infinity)); // the end comes when it comes
      this.pauses = numbers(json.pauses); // the start of each after `from`, and how long it was
      this.intervals = [[], [], []];
      numbers(json.intervals).forEach((number, i) => this.intervals[i % 3].push(number));
      this.tree(numbers(json.nodes));
      this.leaves = numbers(json.leaves);
      this.size = this.leaves.length;
      this.collected = new Uint8Array(this.size);
      this.labels = json.labels.map((label, site) => {
        const pairs = [];
        for (let i = 0; i < label.length; i += 2) {
          const pair = [strings[label[i]], strings[label[i + 1]]];
          if (pair[0] === 'collected') {
            this.collected[site] = 1;
          } else {
            pairs.push(pair);
          }
        }
        return pairs;
      });
      this.hasCollected = this.collected.includes(1);
      this.join();
      this.levels = json.levels.map((coded) => this.decoded(numbers(coded)));
      this.sums = this.summed(() => true);
      this.collectedSums = this.hasCollected ? this.summed((site) => this.collected[site] === 1) : [];
    }

    /** The collected and the reachable objects of one origin are two sites in the data, and one to the reader. */
    join() {
      const known = new Map();
      this.origin = new Int32Array(this.size);
      this.origins = [];
      for (let site = 0; site < this.size; site++) {
        const key = this.hasCollected ? JSON.stringify([this.leaves[site], this.labels[site]]) : site;
        if (!known.has(key)) {
          known.set(key, this.origins.length);
          this.origins.push([]);
        }
        this.origin[site] = known.get(key);
        this.origins[this.origin[site]].push(site);
      }
    }

    /** Node 0 is the root of all. A node's callees, and theirs, are those from the next one to before its `end`. */
    tree(coded) {
      const size = coded.length / 2 + 1;
      this.parent = new Int32Array(size);
      this.frame = new Int32Array(size);
      this.depth = new Int32Array(size);
      this.end = new Int32Array(size).fill(size);
      this.parent[0] = this.frame[0] = -1;
      const path = [0];
      let frame = 0;
      for (let node = 1; node < size; node++) {
        const depth = this.depth[node - 1] + coded[2 * node - 2];
        frame += coded[2 * node - 1];
        path.splice(depth).forEach((ended) => { this.end[ended] = node; });
        this.parent[node] = path[depth - 1];
        this.frame[node] = frame;
        this.depth[node] = depth;
        path.push(node);
      }
      this.deepest = this.depth.reduce((a, b) => Math.max(a, b), 0);
    }

    decoded(coded) {
      const width = this.types.length + 1;
      for (let i = width; i < coded.length; i++) {
        coded[i] += coded[i - width];
      }
      return coded;
    }

    /** The totals of each type at each instant, of the sites that pass. */
    summed(passes) {
      const width = this.types.length + 1;
      const sums = this.types.map(() => new Float64Array(this.instants.length));
      for (let site = 0; site < this.size; site++) {
        const level = passes(site) ? this.levels[site] : [];
        for (let i = 0; i < level.length; i += width) {
          for (let type = 0; type < this.types.length; type++) {
            sums[type][level[i]] += level[i + 1 + type] - (i === 0 ? 0 : level[i + 1 + type - width]);
          }
        }
      }
      for (const sum of sums) {
        for (let i = 1; i < sum.length; i++) {
          sum[i] += sum[i - 1];
        }
      }
      if (this.age >= 0) {
        sums[this.age] = sums[this.age].map((added, i) => this.ages(sums[0][i], added, i));
      }
      return sums;
    }

    /** The sum of ages, in nanoseconds, of objects of which the sum of the times of adding is known. */
    ages(count, added, instant) {
      return count === 0 ? 0 : Math.max(0, count * this.instants[instant] - added * this.tick);
    }

    /** Each site's value of that type at the instant. */
    at(instant, type, values) {
      const width = this.types.length + 1;
      for (let site = 0; site < this.size; site++) {
        const level = this.levels[site];
        let low = 0, high = level.length / width; // the first level after the instant
        while (low < high) {
          const middle = (low + high) >> 1;
          if (level[middle * width] <= instant) {
            low = middle + 1;
          } else {
            high = middle;
          }
        }
        const i = (low - 1) * width;
        if (low === 0) {
          values[site] = 0;
        } else if (type === this.age) {
          values[site] = this.ages(level[i + 1], level[i + 1 + type], instant);
        } else {
          values[site] = level[i + 1 + type];
        }
      }
      return values;
    }

    nanos(instant) {
      return this.from + BigInt(Math.round(this.instants[instant]));
    }

    /** The instant nearest to that many nanoseconds after `from`. */
    nearest(nanos) {
      let low = 0, high = this.instants.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.instants[middle] < nanos) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low > 0 && nanos - this.instants[low - 1] < this.instants[low] - nanos ? low - 1 : low;
    }

    /** What a site, also a collected one, is known by in other data: of its stack and its labels, 14 characters. */
    id(site) {
      const names = this.stack(site).map((frame) => this.frames.name(frame, false));
      return digest(JSON.stringify([names, this.labels[site]]));
    }

    /** The frames of a site from the leaf on. */
    stack(site) {
      const found = [];
      for (let node = this.leaves[site]; node > 0; node = this.parent[node]) {
        found.push(this.frame[node]);
      }
      return found;
    }
  }

  // ---------------------------------------------------------------- words

  const WHOLE = new Intl.NumberFormat('en-US');
  const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
  const ZONE = DAY.resolvedOptions().timeZone;

  const STEPS = Array.from({ length: 57 }, (_, i) => [1, 2, 5][i % 3] * 10 ** (Math.floor(i / 3) - 2)); // 0.01, 0.02, 0.05, 0.1 ...
  const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 2 });

  const DURATIONS = [[1, 'ns'], [1e3, 'µs'], [1e6, 'ms'], [1e9, 's'], [60e9, 'min'], [3600e9, 'h'], [86400e9, 'd']];
  const BYTES = [[1, 'B'], [1024, 'kB'], [1024 ** 2, 'MB'], [1024 ** 3, 'GB'], [1024 ** 4, 'TB'], [1024 ** 5, 'PB']];
  const TIME = { unit: 'nanoseconds' };

  /** How much one of the unit is in which a value of that size is written, and the unit's name, which a count has none of. */
  function unitFor(value, type) {
    const units = type.unit === 'nanoseconds' ? DURATIONS : type.unit === 'bytes' ? BYTES : [[1, type.unit === 'count' ? '' : type.unit]];
    return units.filter(([factor]) => Math.abs(value) >= factor).pop() ?? units[0];
  }

  /** Whole numbers in full, others with three digits. */
  function figure(number) {
    const size = Math.abs(number);
    return size >= 99.95 || Number.isInteger(number) ? WHOLE.format(Math.round(number))
      : size < 0.01 ? (number < 0 ? '-' : '') + '<0.01' : number.toFixed(size >= 9.995 ? 1 : 2);
  }

  function worded(value, type) {
    const [factor, unit] = unitFor(value, type);
    return figure(value / factor) + (value !== 0 && unit ? '\u00a0' + unit : '');
  }

  function signed(value, type) {
    return (value > 0 ? '+' : value < 0 ? '−' : '±') + worded(Math.abs(value), type);
  }

  function duration(nanos) {
    return nanos === 0 ? '0\u00a0s' : worded(nanos, TIME);
  }

  function percent(part, whole) {
    return whole === 0 ? '0\u00a0%' : (100 * part / whole).toFixed(1) + '\u00a0%';
  }

  /** The reader's own clock; as many decimals as instants are apart. */
  function clock(nanos, decimals) {
    const date = new Date(Number(nanos / 1000000n));
    const two = (number) => String(number).padStart(2, '0');
    const fraction = String(nanos % 1000000000n).padStart(9, '0').substring(0, decimals);
    return two(date.getHours()) + ':' + two(date.getMinutes()) + ':' + two(date.getSeconds()) + (fraction && '.' + fraction);
  }

  function day(nanos) {
    return DAY.format(new Date(Number(nanos / 1000000n)));
  }

  /** As --at takes it. */
  function utc(nanos) {
    const seconds = new Date(Number(nanos / 1000000n)).toISOString().substring(0, 19);
    return seconds + '.' + String(nanos % 1000000000n).padStart(9, '0') + 'Z';
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) {
      made.className = className;
    }
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  }

  function set(node, text) {
    if (node.textContent !== text) {
      node.textContent = text;
    }
  }

  // ---------------------------------------------------------------- what is shown

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

  /** `Class.method` of `pkg.Class.method`. */
  function shortened(name) {
    return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
  }

  // ---------------------------------------------------------------- search

  let search = { pattern: null, frame: null, site: null };

  function find() {
    let pattern = null;
    let bad = false;
    if (view.search !== '') {
      try {
        pattern = new RegExp(view.search, 'iu');
      } catch (e) {
        bad = true;
        const literal = view.search.toLowerCase();
        pattern = { test: (text) => text.toLowerCase().includes(literal) };
      }
    }
    $('search').classList.toggle('bad', bad);
    $('search').title = bad ? 'no regular expression: looked for as it stands' : '';
    const frame = new Uint8Array(profile.frames.count);
    const site = new Uint8Array(profile.size).fill(1);
    if (pattern !== null) {
      for (let i = 0; i < frame.length; i++) {
        frame[i] = pattern.test(profile.frames.functions[i]) ? 1 : 0;
      }
      const node = new Uint8Array(profile.parent.length);
      for (let i = 1; i < node.length; i++) {
        node[i] = node[profile.parent[i]] || frame[profile.frame[i]];
      }
      for (let i = 0; i < site.length; i++) {
        site[i] = node[profile.leaves[i]] || profile.labels[i].some((label) => pattern.test(label[1]))
          || (profile.collected[i] && pattern.test('collected')) ? 1 : 0;
      }
    }
    search = { pattern, frame, site };
  }

  // ---------------------------------------------------------------- timeline

  let plots = [];
  let marks = [];
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

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
    const bars = { paths: uPlot.paths.bars({ size: [0.85, 48], align: -1 }), points: { show: false }, width: 0 };
    return new uPlot({
      ...common, height: 66, padding: [8, 24, 8, 0],
      scales: { y: { range: [-Math.max(1, ...removed.slice(1).map((number, i) => number + collected[i + 1])), Math.max(1, ...added.slice(1))] } },
      series: [{}, { ...bars, fill: () => color('added') }, { ...bars, fill: () => color('collected') },
        { ...bars, fill: () => color('removed') }],
      axes: [axis({ show: false }), axis({
        size: 64, space: 22, values: (plot, splits) => splits.map((value) => COMPACT.format(Math.abs(value))),
      })],
    }, [times, added, removed.map((number, i) => -number - collected[i]), removed.map((number) => -number)], $('events'));
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

  function keyed(name, words) {
    const made = element('span', 'keyed');
    made.append(element('span', 'key ' + name), words);
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

  // ---------------------------------------------------------------- figures

  function writeFigures() {
    const figures = $('figures');
    const at = (instant) => clock(profile.nanos(instant), decimals());
    const parts = [];
    const accumulated = profile.age < 0 && !isTimeline() && profile.instants[0] > 0;
    if (isDifference()) {
      const net = now.total - now.totalBefore;
      parts.push(element('strong', net > 0 ? 'grown' : net < 0 ? 'shrunk' : '', signed(net, type())), ofSelection(),
        ' from ' + at(base()) + ' to ' + at(last()) + ' (' + duration(profile.instants[last()] - profile.instants[base()]) + '): sites grew by ',
        element('span', 'grown', worded(now.grown, type())), ' and shrank by ', element('span', 'shrunk', worded(now.shrunk, type())));
      now.gone[0] > 0 && parts.push(', ', element('span', 'gone', worded(now.gone[0], type()) + ' collected meanwhile'));
    } else {
      parts.push(element('strong', '', worded(now.total, type())), accumulated
        ? ' ' + type().name + ofSelection() + ' from ' + clock(profile.from, 3) + ' to ' + at(0) + ', ' + duration(profile.instants[0])
        : (view.value === profile.age ? ' of age, added up over all objects' : view.value === 0 ? ' live' : ' ' + type().name) + ofSelection());
      now.gone[0] > 0 && parts.push(', ', element('span', 'gone', worded(now.gone[0], type()) + ' collected'), ',');
      accumulated || parts.push((view.value === profile.age && now.gone[0] === 0 ? ',' : '') + ' at ' + at(view.at));
      if (isTimeline()) {
        const since = view.at === 0 ? 0 : profile.instants[view.at] - profile.instants[0];
        parts.push(' (' + duration(since) + ' after the first)');
        const [added, removed, collected] = profile.intervals.map((counts) => counts[view.at]);
        added === undefined || view.at === 0 || view.only !== null || parts.push(element('span', 'quiet', '   up to then, since the instant before: ' + WHOLE.format(added) + ' added, ' + WHOLE.format(removed)
          + ' removed, ' + WHOLE.format(collected) + ' collected'));
      }
    }
    if (search.pattern !== null) {
      const whole = isDifference() ? now.grown - now.shrunk : now.total;
      parts.push(' · found ' + (isDifference() ? signed(now.matched, type()) : worded(now.matched, type()) + ' (' + percent(now.matched, whole) + ')'));
    }
    figures.replaceChildren(...parts);
    const foot = $('foot');
    const nanos = profile.nanos(view.at);
    foot.replaceChildren(data.tool + ' · ' + day(nanos) + ', times of ' + ZONE
      + (accumulated ? '' : ' · to ask for this moment again: '), accumulated ? '' : element('code', '', '--at ' + utc(nanos)),
      profile.rest > 0 ? ' · ' + WHOLE.format(profile.rest) + ' smaller sites share a row to keep the page small; its counts are exact' : '',
      profile.comments.length > 0 ? ' · ' + profile.comments.join(' · ') : '');
  }

  function writeLosses() {
    const section = $('losses');
    const found = data.warnings.length > 0;
    const lines = [...data.warnings, ...data.notes];
    section.hidden = lines.length === 0;
    section.className = found ? '' : 'notes';
    if (section.hidden) {
      return;
    }
    const details = element('details');
    details.open = found && lines.length <= 3;
    const list = element('ul');
    lines.forEach((line) => list.append(element('li', '', line)));
    const many = (count, noun) => count + ' ' + noun + (count === 1 ? '' : 's');
    details.append(element('summary', '', found
      ? 'The recording is incomplete: ' + many(data.warnings.length, 'loss').replace('losss', 'losses') + ' may make counts wrong'
      : many(lines.length, 'note') + ' on what the recording does not tell'), list);
    section.replaceChildren(details);
  }

  // ---------------------------------------------------------------- verdict

  let verdict = { suspects: [], buttons: [] };

  /** Sites have other numbers in other data, and the verdict may be of data that are gone. */
  function takeVerdict(json) {
    verdict = {
      ...json, buttons: [], suspects: json.suspects.map((suspect) => {
        const of = data.profiles.find((it) => it.name === suspect.profile);
        return { ...suspect, sites: new Set(of === undefined ? [] : numbers(suspect.sites).map((site) => of.id(site))) };
      }),
    };
    const several = data.profiles.length > 1;
    verdict.buttons = verdict.suspects.map((suspect) => {
      const button = element('button');
      button.append(element('b', '', suspect.function), ...[suspect.label, several ? suspect.profile : '', suspect.verdict]
        .filter((part) => part !== '').map((part) => element('span', 'quiet', ' · ' + part)), element('br'), element('span', '', suspect.sentence));
      button.addEventListener('click', () => accuse(suspect));
      return button;
    });
    const lines = verdict.buttons.length === 0 ? [element('p', '', 'No suspects: no site seems to leak.')] : [...verdict.buttons];
    verdict.more > 0 && lines.push(element('p', 'quiet', 'and ' + WHOLE.format(verdict.more) + ' more'));
    $('verdict').replaceChildren(...lines, ...verdict.notes.map((note) => element('p', 'quiet', 'Note: ' + note)));
    $('verdict').hidden = false;
  }

  /** Shows what a suspect has left at the end. */
  function accuse(suspect) {
    const index = data.profiles.findIndex((it) => it.name === suspect.profile);
    if (index >= 0) {
      showProfile(index);
      $('search').value = '';
      change({ at: profile.instants.length - 1, mark: -1, search: '', only: alone('site', suspect.signature) });
      find();
    }
  }

  function pressSuspect() {
    verdict.buttons.forEach((button, i) => {
      const chosen = view.only !== null && view.only.key === verdict.suspects[i].signature;
      button.setAttribute('aria-pressed', String(chosen));
    });
  }

  // ---------------------------------------------------------------- flame graph

  let palette = null;
  let drawn = [];

  function hash(text) {
    let sum = 7;
    for (let i = 0; i < text.length; i++) {
      sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0;
    }
    return sum >>> 0;
  }

  /** A package has a hue, of the warm ones if it is the application's, a class a shade of it; what is no method is grey. */
  function paint() {
    const dark = document.documentElement.dataset.theme === 'dark';
    const frames = profile.frames;
    const box = frames.functions.map((name, i) => {
      if (frames.kinds[i] === 'other') {
        return color('other');
      }
      const parts = name.split('.');
      const hue = hash(parts.slice(0, Math.min(3, Math.max(1, parts.length - 2))).join('.')) % 34;
      const shade = hash(parts.slice(0, -1).join('.')) % 9;
      if (frames.kinds[i] === 'framework') {
        return dark ? `hsl(${186 + hue} 22% ${27 + shade}%)` : `hsl(${186 + hue} 30% ${76 + shade}%)`;
      }
      return dark ? `hsl(${22 + hue} 56% ${32 + shade}%)` : `hsl(${22 + hue} 84% ${68 + shade}%)`;
    });
    palette = {
      profile, dark, box, found: dark ? 'hsl(290 50% 48%)' : 'hsl(290 75% 80%)', root: dark ? 'hsl(220 6% 26%)' : 'hsl(40 8% 90%)',
      text: color('boxtext'), collected: color('collected'), line: color('accent'), panel: color('panel'),
    };
  }

  /** What was only collected counts as unchanged: it has not left. */
  function differenceColor(up, down, turned) {
    const all = up + down + turned;
    const net = all === 0 ? 0 : (up - down) / all;
    const strength = Math.round(Math.abs(net) * 20) / 20;
    const hue = net > 0 ? 8 : 215;
    return palette.dark ? `hsl(${hue} ${60 * strength}% ${30 + 9 * strength}%)` : `hsl(${hue} ${85 * strength}% ${88 - 16 * strength}%)`;
  }

  const sizeOf = (node) => now.up[node] + now.down[node] + now.turned[node];

  /** At the bottom of a box: as much of its width as is collected of what it stands for. */
  function strip(pen, left, wide, depth, gone, size) {
    if (gone > 0) {
      pen.globalAlpha = 1;
      pen.fillStyle = palette.collected;
      pen.fillRect(left, depth * ROW + ROW - 1 - STRIP, Math.max(Math.min(1, wide), wide * Math.min(1, gone / size)), STRIP);
    }
  }

  /** Boxes too narrow to tell apart are drawn together where they touch: there may be thousands. */
  class Slivers {
    constructor(pen) {
      this.pen = pen;
      this.runs = Array.from({ length: profile.deepest + 1 }, () => ({ from: 0, to: -1, up: 0, down: 0, turned: 0, gone: 0, found: 0, frame: -1 }));
    }

    add(node) {
      const depth = profile.depth[node];
      const run = this.runs[depth];
      const frame = profile.frame[node];
      const found = search.pattern === null ? 0 : search.frame[frame];
      if (now.left[node] - run.to > 0.4 || found !== run.found || run.to - run.from > 4) {
        this.rectangle(run, depth);
        Object.assign(run, { from: now.left[node], up: 0, down: 0, turned: 0, gone: 0, found, frame });
      }
      run.to = now.left[node] + now.wide[node];
      run.up += now.up[node];
      run.down += now.down[node];
      run.turned += now.turned[node];
      run.gone += now.gone[node];
    }

    draw() {
      this.runs.forEach((run, depth) => this.rectangle(run, depth));
    }

    rectangle(run, depth) {
      if (run.to > run.from) {
        this.pen.globalAlpha = search.pattern !== null && !run.found ? 0.4 : 1;
        this.pen.fillStyle = run.found ? palette.found : isDifference() ? differenceColor(run.up, run.down, run.turned) : palette.box[run.frame];
        this.pen.fillRect(run.from, depth * ROW, run.to - run.from, ROW - 1);
        strip(this.pen, run.from, run.to - run.from, depth, run.gone, run.up + run.down + run.turned);
      }
    }
  }

  function drawFlame() {
    const canvas = $('graph');
    const width = $('flame').clientWidth;
    const height = (profile.deepest + 1) * ROW;
    const ratio = window.devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = width + 'px';
      canvas.style.height = height + 'px';
    }
    if (palette === null || palette.profile !== profile) {
      paint();
    }
    const pen = canvas.getContext('2d', { alpha: false });
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = palette.panel;
    pen.fillRect(0, 0, width, height);
    pen.font = '11px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace';
    pen.textBaseline = 'middle';
    pen.direction = 'ltr';
    const letter = pen.measureText('m').width;
    const difference = isDifference();
    drawn = [];
    const { left, wide, next } = now;
    const box = (node, outside) => {
      const top = profile.depth[node] * ROW;
      const frame = profile.frame[node];
      const found = node > 0 && search.pattern !== null && search.frame[frame];
      pen.globalAlpha = outside ? 0.55 : search.pattern !== null && !found && node > 0 ? 0.4 : 1;
      pen.fillStyle = found ? palette.found : node === 0 ? palette.root : difference ? differenceColor(now.up[node], now.down[node], now.turned[node]) : palette.box[frame];
      pen.fillRect(left[node], top, wide[node] - (wide[node] > 3 ? 1 : 0), ROW - 1);
      strip(pen, left[node], wide[node] - (wide[node] > 3 ? 1 : 0), profile.depth[node], now.gone[node], sizeOf(node));
      if (wide[node] > 5 * letter) {
        pen.globalAlpha = outside ? 0.7 : 1;
        pen.fillStyle = palette.text;
        const fits = Math.floor((wide[node] - 8) / letter);
        let text = node === 0 ? 'all' : profile.frames.name(frame, false);
        if (text.length > fits) {
          text = node === 0 ? text : profile.frames.name(frame, true);
        }
        pen.fillText(text.length > fits ? text.substring(0, fits - 1) + '…' : text, left[node] + 4, top + ROW / 2, wide[node] - 6);
      }
      drawn.push(node);
    };
    for (let node = view.zoom; node >= 0; node = profile.parent[node]) {
      left[node] = next[node] = 0;
      wide[node] = width;
      box(node, node !== view.zoom);
    }
    const scale = sizeOf(view.zoom) > 0 ? width / sizeOf(view.zoom) : 0;
    const slivers = new Slivers(pen);
    for (let node = view.zoom + 1; node < profile.end[view.zoom]; node++) {
      const parent = profile.parent[node];
      wide[node] = sizeOf(node) * scale;
      left[node] = next[node] = next[parent];
      next[parent] += wide[node];
      if (wide[node] < 0.4) {
        node = profile.end[node] - 1;
      } else if (wide[node] < SLIVER) {
        slivers.add(node);
        drawn.push(node);
      } else {
        box(node, false);
      }
    }
    slivers.draw();
    pen.globalAlpha = 1;
    if (drawn.includes(view.selected) && document.activeElement === canvas) {
      pen.strokeStyle = palette.line;
      pen.lineWidth = 2;
      pen.strokeRect(left[view.selected] + 1, profile.depth[view.selected] * ROW + 1, Math.max(wide[view.selected] - 3, 1), ROW - 3);
    }
    canvas.setAttribute('aria-label', 'Flame graph of ' + profile.name + ': ' + worded(sizeOf(0), type()) + ' in ' + drawn.length + ' boxes');
    $('red').hidden = now.gone[0] === 0;
    $('kinds').hidden = isDifference();
    $('changed').hidden = !isDifference();
    $('unzoom').hidden = view.zoom === 0;
    $('unfilter').hidden = view.only === null;
    if (view.only !== null) {
      set($('unfilter'), '✕  only ' + view.only.name);
      $('unfilter').title = 'show everything';
    }
  }

  function boxAt(event) {
    const box = $('graph').getBoundingClientRect();
    const x = event.clientX - box.left;
    const depth = Math.floor((event.clientY - box.top) / ROW);
    return drawn.find((it) => profile.depth[it] === depth && now.left[it] <= x && x < now.left[it] + now.wide[it]) ?? -1;
  }

  function describe(node) {
    const lines = [element('b', node === 0 ? '' : 'frame ' + profile.frames.kinds[profile.frame[node]], node === 0 ? 'all of ' + profile.name : profile.frames.functions[profile.frame[node]])];
    if (node > 0 && profile.frames.files[profile.frame[node]] !== '') {
      lines.push(element('div', 'quiet', profile.frames.place(profile.frame[node])));
    }
    const value = element('div');
    if (isDifference()) {
      value.append(element('span', 'grown', '+' + worded(now.up[node], type())), '  ', element('span', 'shrunk', '−' + worded(now.down[node], type())),
        '  together ' + signed(now.up[node] - now.down[node], type()));
    } else {
      value.textContent = worded(now.up[node] - now.down[node], type()) + (type().name === 'count' ? ' live, ' : ' ' + type().name + ', ') + percent(sizeOf(node), sizeOf(0));
    }
    if (now.gone[node] > 0) {
      value.append(', ', element('span', 'gone', worded(now.gone[node], type()) + ' collected' + (isDifference() ? ' meanwhile' : '')));
    }
    lines.push(value);
    return lines;
  }

  function showTip(node, x, y) {
    const tip = $('tip');
    tip.hidden = node < 0;
    if (node < 0) {
      return;
    }
    tip.replaceChildren(...describe(node));
    const size = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(x + 14, window.innerWidth - size.width - 6)) + 'px';
    tip.style.top = (y + 18 + size.height > window.innerHeight ? y - size.height - 10 : y + 18) + 'px';
  }

  function showSelected() {
    const canvas = $('graph').getBoundingClientRect();
    if (drawn.includes(view.selected) && document.activeElement === $('graph')) {
      showTip(view.selected, canvas.left + now.left[view.selected], canvas.top + profile.depth[view.selected] * ROW);
    } else {
      $('tip').hidden = true;
    }
  }

  /** The box that an arrow leads to. */
  function neighbour(key) {
    const from = Math.max(view.selected, 0);
    const sized = (nodes) => nodes.filter((it) => sizeOf(it) > 0);
    const callees = (node) => {
      const found = [];
      for (let it = node + 1; it < profile.end[node]; it = profile.end[it]) {
        found.push(it);
      }
      return sized(found);
    };
    if (key === 'ArrowUp') {
      return Math.max(0, profile.parent[from]);
    }
    if (key === 'ArrowDown') {
      return callees(from).reduce((a, b) => (a < 0 || sizeOf(b) > sizeOf(a) ? b : a), -1);
    }
    const siblings = from === 0 ? [0] : callees(profile.parent[from]);
    return siblings[siblings.indexOf(from) + (key === 'ArrowLeft' ? -1 : 1)] ?? from;
  }

  // ---------------------------------------------------------------- table

  let groups = [];
  let rows = [];
  const pool = [];

  function groupings() {
    const keys = [];
    profile.labels.forEach((labels) => labels.forEach(([key]) => keys.includes(key) || keys.push(key)));
    return ['site', 'function', ...keys];
  }

  function keyOf(site, group) {
    if (group === 'site') {
      return profile.origin[site];
    }
    if (group === 'function') {
      const leaf = profile.frame[profile.leaves[site]];
      return profile.frames.functions[leaf];
    }
    const label = profile.labels[site].find(([key]) => key === group);
    return label === undefined ? '(none)' : label[1];
  }

  function buildGroups() {
    const found = new Map();
    for (let site = 0; site < profile.size; site++) {
      const key = keyOf(site, view.group);
      if (!found.has(key)) {
        found.set(key, { key, sites: [] });
      }
      found.get(key).sites.push(site);
    }
    groups = [...found.values()];
    for (const group of groups) {
      if (view.group === 'site') {
        const stack = profile.stack(group.sites[0]);
        const said = profile.labels[group.sites[0]].map(([key, value]) => (key === 'class' ? value.substring(value.lastIndexOf('.') + 1) : value));
        group.name = profile.frames.name(stack[0], true);
        group.of = profile.frames.functions[stack[0]].slice(0, -profile.frames.name(stack[0], true).replace(/:\d+$/, '').length - 1);
        group.sub = said.join(' · ');
        group.stack = stack.slice(0, 5);
        group.title = [...profile.labels[group.sites[0]].map((pair) => pair.join(': ')),
          ...stack.map((frame) => profile.frames.name(frame, false))].join('\n');
      } else {
        group.name = String(group.key);
        group.of = '';
        group.stack = view.group === 'function' ? [profile.frame[profile.leaves[group.sites[0]]]] : [];
        const sites = new Set(group.sites.map((site) => profile.origin[site])).size;
        group.sub = sites + (sites === 1 ? ' site' : ' sites');
        group.title = group.name;
      }
      group.values = new Float64Array(profile.types.length);
    }
  }

  let columns = [];

  /**
   * A column for each type, the age as a mean, then the growth of the type that is shown. Where names would have no room, only that
   * type and its growth, or the type alone. The numbers of a column are in one unit, which its head names.
   */
  function layColumns() {
    const numeric = (id, name, type, valueOf) => {
      const largest = rows.reduce((most, group) => Math.max(most, Math.abs(valueOf(group))), 0);
      const [factor, unit] = unitFor(largest, type);
      const title = name + (unit && ' (' + unit + ')');
      const text = (group) => figure(valueOf(group) / factor);
      return { id, title, className: '', text, wide: columnWidth(title, figure(largest / factor)) };
    };
    const types = profile.types.map((it, i) => (i === profile.age ? numeric('type ' + i, 'mean age', TIME, meanAge)
      : numeric('type ' + i, it.name, it, (group) => group.values[i])));
    const growth = isTimeline() ? [numeric('growth', isDifference() ? 'growth' : 'since start', type(), (group) => group.growth)] : [];
    const room = $('sites').clientWidth * MOST_NUMBERS;
    const fits = (all) => all.reduce((sum, column) => sum + column.wide, 0) <= room;
    const one = types[view.value];
    const numbers = [[...types, ...growth], [one, ...growth]].find(fits) ?? [one];
    columns = [{ id: 'name', title: view.group, className: 'name', wide: 0 }, ...numbers];
  }

  const ruler = document.createElement('canvas').getContext('2d');

  /** Room for numbers up to the largest with a sign, and for the words of the title; what is longer than that is broken. */
  function columnWidth(title, largest) {
    const font = getComputedStyle(document.body);
    ruler.font = '600 ' + font.fontSize + ' ' + font.fontFamily;
    const width = (text) => ruler.measureText(text).width;
    const words = (title + ' ▾').split(' ').map(width);
    return Math.ceil(18 + Math.max(width('+' + largest), width('+99.99'), Math.min(LONGEST_WORD, Math.max(...words))));
  }

  function fillRows() {
    const difference = isDifference();
    const growth = now.before[view.value];
    rows = [];
    for (const group of groups) {
      group.values.fill(0);
      group.growth = 0;
      group.collected = 0;
      let wanted = false;
      for (const site of group.sites) {
        if (isWanted(site) && search.site[site]) {
          wanted = true;
          for (let i = 0; i < profile.types.length; i++) {
            group.values[i] += now.values[i][site];
          }
          group.growth += now.values[view.value][site] - growth[site];
          group.collected += profile.collected[site] ? now.values[0][site] : 0;
        }
      }
      if (wanted && (group.values[0] !== 0 || group.values[view.value] !== 0 || (difference && group.growth !== 0))) {
        rows.push(group);
      }
    }
    const by = view.sort ?? (difference ? 'growth' : 'type ' + view.value);
    const value = sorter(by);
    rows.sort((a, b) => {
      const [x, y] = view.down ? [value(b), value(a)] : [value(a), value(b)];
      return x < y ? -1 : x > y ? 1 : a.sites[0] - b.sites[0];
    });
    return by;
  }

  function sorter(by) {
    if (by === 'growth') {
      return (group) => group.growth;
    }
    if (by === 'name') {
      return (group) => group.name;
    }
    const index = Number(by.substring(5));
    return index === profile.age && index !== view.value ? meanAge : (group) => group.values[index];
  }

  const meanAge = (group) => (group.values[0] === 0 ? 0 : group.values[profile.age] / group.values[0]);

  function drawTable() {
    const by = fillRows();
    layColumns();
    head(by);
    $('head').style.paddingRight = $('body').offsetWidth - $('body').clientWidth + 'px'; // as wide as the scroll bar below it
    set($('rows'), WHOLE.format(rows.length) + (rows.length === 1 ? ' row' : ' rows'));
    $('table').setAttribute('aria-rowcount', String(rows.length));
    $('tall').style.height = rows.length * LINE + 'px';
    view.row = Math.min(view.row, rows.length - 1);
    drawRows();
  }

  let headed = '';

  function head(by) {
    const state = JSON.stringify([columns, by, view.down]);
    if (state === headed) {
      return;
    }
    headed = state;
    $('head').replaceChildren(...columns.map((column) => {
      const button = element('button', column.className, column.title + (column.id === by ? (view.down ? ' ▾' : ' ▴') : ''));
      button.style.width = column.wide + 'px';
      button.setAttribute('role', 'columnheader');
      if (column.id === by) {
        button.dataset.sorted = '';
      }
      button.addEventListener('click', () => {
        change({ sort: column.id, down: column.id === by ? !view.down : column.id !== 'name' });
      });
      return button;
    }));
  }

  /** Only the rows in sight are elements. Each stays with what it shows as long as that is in sight, and is used again. */
  function drawRows() {
    const body = $('body');
    const first = Math.max(0, Math.floor(body.scrollTop / LINE) - 1);
    const inSight = rows.slice(first, first + Math.ceil(body.clientHeight / LINE) + 2);
    const free = pool.filter((row) => !inSight.includes(row.group));
    const taken = new Map(pool.map((row) => [row.group, row]));
    const most = rows.reduce((a, group) => Math.max(a, Math.abs(share(group))), 0);
    inSight.forEach((group, i) => {
      const row = taken.get(group) ?? free.pop() ?? newRow();
      row.group = group;
      row.hidden = false;
      row.style.transform = `translateY(${(first + i) * LINE}px)`;
      row.classList.toggle('at', first + i === view.row);
      row.setAttribute('aria-rowindex', String(first + i + 1));
      fill(row, group, most);
    });
    free.forEach((row) => {
      row.hidden = true;
      row.group = null;
    });
  }

  function newRow() {
    const row = element('div', 'row');
    row.setAttribute('role', 'row');
    row.addEventListener('click', () => choose(row.group));
    $('tall').append(row);
    pool.push(row);
    return row;
  }

  const share = (group) => (isDifference() ? group.growth : group.values[view.value]);

  function fill(row, group, most) {
    if (row.childElementCount !== columns.length + 1) {
      row.filled = null;
      row.replaceChildren(element('div', 'share'), ...columns.map((column) => {
        const cell = element('div', 'cell ' + column.className);
        cell.setAttribute('role', 'gridcell');
        if (column.id === 'name') {
          const name = element('div');
          name.append(element('span'), element('span', 'sub'));
          const sub = element('div', 'sub');
          sub.append(element('span', 'gone'), element('span'), element('span'));
          cell.append(name, sub);
        }
        return cell;
      }));
    }
    row.children[0].classList.toggle('less', share(group) < 0);
    row.children[0].classList.toggle('more', isDifference() && share(group) > 0);
    row.children[0].style.transform = 'scaleX(' + (most === 0 ? 0 : Math.abs(share(group)) / most).toFixed(3) + ')';
    columns.forEach((column, i) => {
      const cell = row.children[i + 1];
      cell.className = 'cell ' + column.className;
      cell.style.width = column.wide + 'px';
      if (column.id === 'name') {
        set(cell.children[0].children[0], group.name);
        set(cell.children[0].children[1], group.of && '  ' + group.of);
        set(cell.children[1].children[0], group.collected > 0 ? WHOLE.format(group.collected) + ' collected' : '');
        set(cell.children[1].children[1], (group.collected > 0 && group.sub ? ' · ' : '') + group.sub);
        if (row.filled !== group) {
          row.filled = group;
          cell.title = group.title;
          const kinds = group.stack.map((frame) => 'frame ' + profile.frames.kinds[frame]);
          cell.children[0].children[0].className = kinds[0] ?? '';
          cell.children[1].children[2].replaceChildren(...group.stack.slice(1)
            .map((frame, i) => element('span', kinds[i + 1], ' ← ' + profile.frames.name(frame, true))));
        }
      } else if (column.id === 'growth') {
        set(cell, (group.growth > 0 ? '+' : '') + column.text(group).replace('-', '−'));
        cell.classList.toggle('grown', group.growth > 0);
        cell.classList.toggle('shrunk', group.growth < 0);
      } else {
        set(cell, column.text(group));
      }
    });
  }

  function choose(group) {
    if (group === undefined) {
      return;
    }
    const key = view.group === 'site' ? profile.id(group.sites[0]) : group.key;
    const same = view.only !== null && view.only.group === view.group && view.only.key === key;
    change({ only: same ? null : alone(view.group, key), zoom: 0 });
  }

  function reveal(row) {
    const body = $('body');
    body.scrollTop = Math.max(Math.min(body.scrollTop, row * LINE), (row + 1) * LINE - body.clientHeight);
    change({ row });
  }

  // ---------------------------------------------------------------- choosing

  function choices(id, names, chosen, choose) {
    const group = $(id);
    group.hidden = names.length < 2;
    group.replaceChildren(...names.map((name, i) => {
      const button = element('button', '', name);
      button.setAttribute('aria-pressed', String(i === chosen));
      button.addEventListener('click', () => choose(i));
      return button;
    }));
  }

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
    const frames = new Frames(strings, json.frames, json.frameworks);
    data = {
      tool: json.tool, recording: json.recording, warnings: json.warnings, notes: json.notes,
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

  /**
   * Asks for new data again and again, while somebody looks; what cannot be had is left as it is. What takes the server long is
   * asked for seldom: it may run beside the application.
   */
  async function poll(url, millis) {
    let pause = millis;
    let heard = Date.now();
    const isSilent = () => say('silent', 'no answer from the server since ' + clock(BigInt(heard) * 1000000n, 0));
    for (;;) {
      await new Promise((resolve) => { setTimeout(resolve, pause); });
      if (document.hidden) {
        continue;
      }
      try {
        const asked = performance.now();
        const answer = await fetch(url);
        if (answer.ok) {
          const data = await answer.json();
          pause = Math.max(millis, 10 * (performance.now() - asked));
          heard = Date.now();
          show(data);
        } else {
          isSilent();
        }
      } catch (e) {
        isSilent(); // it may come back
      }
    }
  }

  // ---------------------------------------------------------------- address

  const ADDRESS_MILLIS = 400; // browsers refuse to change it more often for long

  let address = { state: null, timer: 0, written: -ADDRESS_MILLIS };

  /** What is chosen, as the address has it. What is so without an address is left out. */
  function state() {
    const parts = new URLSearchParams();
    data.profiles.length > 1 && parts.set('profile', profile.name);
    isTimeline() && view.at < profile.instants.length - 1 && parts.set('at', utc(profile.nanos(view.at)));
    view.mark >= 0 && parts.set('base', utc(profile.nanos(view.mark)));
    view.only !== null && parts.set(view.only.group === 'site' ? 'site' : 'only', view.only.group === 'site' ? view.only.key : view.only.group + ':' + view.only.key);
    view.search !== '' && parts.set('search', view.search);
    return parts.toString().replaceAll('%3A', ':');
  }

  /** An address that was opened stays as it is until something is chosen. */
  function keepAddress() {
    const shown = state();
    address.state ??= shown;
    if (shown !== address.state && address.timer === 0) {
      const wait = Math.max(0, address.written + ADDRESS_MILLIS - performance.now());
      if (wait === 0) {
        writeAddress();
      } else {
        address.timer = setTimeout(writeAddress, wait);
      }
    }
  }

  function writeAddress() {
    address = { state: state(), timer: 0, written: performance.now() };
    try {
      history.replaceState(null, '', location.href.split('#')[0] + (address.state && '#' + address.state));
    } catch (e) {
      // Where the page is part of another one, it may have no address of its own.
    }
  }

  /** Shows what the address says; parts that say nothing are as if they were not there. */
  function readAddress() {
    const parts = new URLSearchParams(location.hash.substring(1));
    const named = data.profiles.findIndex((it) => it.name === parts.get('profile'));
    showProfile(named >= 0 ? named : view.profile);
    $('search').value = parts.get('search') ?? '';
    const other = (parts.get('only') ?? '').match(/^([^:]+):(.*)$/s);
    const only = parts.has('site') ? ['site', parts.get('site')] : other !== null && groupings().includes(other[1]) ? other.slice(1) : null;
    change({
      at: instantOf(parts.get('at')) ?? profile.instants.length - 1, mark: instantOf(parts.get('base')) ?? -1,
      search: $('search').value, only: only === null ? null : alone(...only),
    });
    find();
    clearTimeout(address.timer);
    address = { ...address, state: null, timer: 0 };
  }

  /** The instant nearest to a time as `utc` writes it; undefined if it is none, or nothing is shown of it. */
  function instantOf(text) {
    const parts = (text ?? '').match(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/);
    const millis = parts === null ? NaN : Date.parse(parts[1] + 'Z');
    if (Number.isNaN(millis) || !isTimeline()) {
      return undefined;
    }
    const nanos = BigInt(millis) * 1000000n + BigInt((parts[2] ?? '').padEnd(9, '0'));
    const isShown = profile.nanos(0) <= nanos && nanos <= profile.nanos(profile.instants.length - 1);
    return isShown ? profile.nearest(Number(nanos - profile.from)) : undefined;
  }

  // ---------------------------------------------------------------- keyboard and mouse

  function step(event, move) {
    const by = event.shiftKey ? 10 : 1;
    change({ at: Math.max(0, Math.min(profile.instants.length - 1, move === 0 ? view.at : view.at + move * by)) });
  }

  function forget() {
    if (view.search !== '') {
      $('search').value = '';
      change({ search: '' });
      find();
    } else if (view.zoom !== 0) {
      change({ zoom: 0 });
    } else if (view.only !== null) {
      change({ only: null });
    } else {
      change({ mark: -1 });
    }
    $('tip').hidden = true;
  }

  /** In the flame graph and in the table arrows go from box to box and from row to row. */
  function inside(event) {
    const arrow = event.key.startsWith('Arrow');
    if (document.activeElement === $('graph')) {
      if (arrow) {
        const to = neighbour(event.key);
        if (to >= 0) {
          change({ selected: to, zoom: to < view.zoom || to >= profile.end[view.zoom] ? to : view.zoom });
        }
        return true;
      }
      if (event.key === 'Enter') {
        change({ zoom: Math.max(0, view.selected) });
        return true;
      }
    } else if (document.activeElement === $('table')) {
      if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
        reveal(Math.max(0, Math.min(rows.length - 1, view.row + (event.key === 'ArrowUp' ? -1 : 1))));
        return true;
      }
      if (event.key === 'Enter') {
        choose(rows[view.row]);
        return true;
      }
    }
    return false;
  }

  const KEYS = {
    ArrowLeft: (event) => step(event, -1),
    ArrowRight: (event) => step(event, 1),
    Home: () => change({ at: 0 }),
    End: () => change({ at: profile.instants.length - 1 }),
    m: () => isTimeline() && change({ mark: view.mark < 0 ? view.at : -1 }),
    v: () => showValue((view.value + 1) % profile.types.length),
    g: () => {
      const all = groupings();
      showGroup(all[(all.indexOf(view.group) + 1) % all.length]);
    },
    t: () => useTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'),
    '/': () => $('search').focus(),
    '?': () => $('help').showModal(),
    Escape: forget,
  };

  function listen() {
    document.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || $('help').open) {
        return;
      }
      const typing = document.activeElement === $('search') || document.activeElement === $('profile');
      if (typing) {
        if (event.key === 'Escape') {
          forget();
          document.activeElement.blur();
        } else if (event.key === 'Enter') {
          document.activeElement.blur();
        }
        return;
      }
      if (document.activeElement instanceof HTMLButtonElement && event.key === 'Enter') {
        return;
      }
      if (inside(event)) {
        event.preventDefault();
      } else if (KEYS[event.key] !== undefined) {
        event.preventDefault();
        KEYS[event.key](event);
      }
    });
    $('search').addEventListener('input', () => {
      change({ search: $('search').value });
      find();
    });
    $('profile').addEventListener('change', () => showProfile(Number($('profile').value)));
    $('theme').addEventListener('click', KEYS.t);
    $('keys').addEventListener('click', KEYS['?']);
    $('unzoom').addEventListener('click', () => change({ zoom: 0 }));
    $('unfilter').addEventListener('click', () => change({ only: null }));
    drive($('timeline'));
    const graph = $('graph');
    graph.addEventListener('click', (event) => {
      const node = boxAt(event);
      if (node >= 0) {
        change({ zoom: node, selected: node });
      }
    });
    graph.addEventListener('pointermove', (event) => showTip(boxAt(event), event.clientX, event.clientY));
    graph.addEventListener('pointerleave', () => { $('tip').hidden = true; });
    graph.addEventListener('focus', () => change({}));
    graph.addEventListener('blur', () => {
      $('tip').hidden = true;
      change({});
    });
    $('body').addEventListener('scroll', () => drawRows());
    let width = 0;
    new ResizeObserver(() => {
      const wide = $('timeline').clientWidth - 28;
      if (wide > 0 && wide !== width) {
        width = wide;
        plots.forEach((plot) => plot.setSize({ width: wide, height: plot.height }));
      }
      change({});
    }).observe(document.body);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', () => useTheme(dark.matches ? 'dark' : 'light'));
    useTheme(dark.matches ? 'dark' : 'light');
  }

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
})();
