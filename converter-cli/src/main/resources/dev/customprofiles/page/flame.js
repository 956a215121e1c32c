/* The flame graph, drawn on a canvas, and the tip on the box under the pointer. */

const ROW = 18; // of the flame graph
const SLIVER = 2; // pixels
const STRIP = 3; // of a box, for its collected part

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
    if (frames.kinds[i] === 'reference') {
      return dark ? `hsl(${132 + hue} 26% ${26 + shade}%)` : `hsl(${132 + hue} 38% ${74 + shade}%)`;
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
  $('references').hidden = !profile.frames.hasReferences;
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
