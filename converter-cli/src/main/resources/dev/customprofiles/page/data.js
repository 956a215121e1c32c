/* What PageData has written: numbers, frames and profiles as they are looked up. Knows nothing of the page. */

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
  constructor(strings, coded, frameworks, references) {
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
    cumulative(numbers(references)).forEach((frame) => { this.kinds[frame] = 'reference'; });
    this.hasReferences = this.kinds.includes('reference'); // then it is what a heap dump says
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
    this.held = numbers(json.held ?? ''); // of each site the stack among the holders, from 1 on, or 0; empty without a heap dump
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
    this.turnover = numbers(json.turnover); // added, removed and collected of each site, of the whole recording; empty if not known
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

/** What a heap dump says of stacks: of each the ways in which its objects are held, the most first. */
class Holders {
  constructor(json, strings) {
    this.at = BigInt(json.at);
    this.paths = json.paths.map(([hold, signature, coded]) => {
      const [objectClass, loaders, ...steps] = numbers(coded);
      const names = steps.map((step) => strings[step]);
      return { hold, signature, objectClass: strings[objectClass], loader: names.slice(0, loaders), steps: names.slice(loaders) };
    });
    this.stacks = json.stacks.map((coded) => {
      const [more, objects, ...parts] = numbers(coded);
      const ways = [];
      for (let i = 0; i < parts.length;) {
        const labels = [];
        for (let label = 0; label < parts[i + 5]; label++) {
          labels.push([strings[parts[i + 6 + 2 * label]], parts[i + 7 + 2 * label]]);
        }
        ways.push({ path: this.paths[parts[i]], objects: parts[i + 1], retained: parts[i + 2], oldest: parts[i + 3], labelCount: parts[i + 4], labels });
        i += 6 + 2 * labels.length;
      }
      return { more, objects, ways };
    });
  }

  /** The ways of some stacks, numbered from 1 on, as of one: as many as `most`, and how many more hold how many objects. */
  together(stacks, most) {
    const found = new Map();
    let more = 0, objects = 0;
    for (const stack of stacks) {
      const of = this.stacks[stack - 1];
      more += of.more;
      objects += of.objects;
      for (const way of of.ways) {
        const before = found.get(way.path);
        found.set(way.path, before === undefined ? way : sum(before, way));
      }
    }
    const ways = [...found.values()].sort((a, b) => b.objects - a.objects);
    ways.slice(most).forEach((way) => { objects += way.objects; });
    return { ways: ways.slice(0, most), more: more + Math.max(0, ways.length - most), objects };
  }
}

function sum(a, b) {
  const labels = new Map(a.labels);
  b.labels.forEach(([label, objects]) => labels.set(label, objects + (labels.get(label) ?? 0)));
  return {
    path: a.path, objects: a.objects + b.objects, retained: a.retained + b.retained, oldest: Math.max(a.oldest, b.oldest),
    labelCount: Math.max(a.labelCount, b.labelCount, labels.size), labels: [...labels].sort((x, y) => y[1] - x[1]).slice(0, 5),
  };
}
