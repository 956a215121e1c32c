/* The table: sites in groups, of which only the rows in sight are elements. */

const LINE = 40; // of the table, as in the style sheet
const MOST_NUMBERS = 0.65; // of the table's width; the rest is for names
const LONGEST_WORD = 90; // pixels, in the head of a column

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
      group.holder = profile.frames.kinds[stack[stack.length - 1]] === 'reference' ? profile.frames.name(stack[stack.length - 1], false) : '';
      group.turnover = turnover(group.sites);
      group.title = [...profile.labels[group.sites[0]].map((pair) => pair.join(': ')),
        ...stack.map((frame) => profile.frames.name(frame, false))].join('\n');
    } else {
      group.name = String(group.key);
      group.of = group.holder = '';
      group.stack = view.group === 'function' ? [profile.frame[profile.leaves[group.sites[0]]]] : [];
      const sites = new Set(group.sites.map((site) => profile.origin[site])).size;
      group.sub = sites + (sites === 1 ? ' site' : ' sites');
      group.title = group.name;
    }
    group.values = new Float64Array(profile.types.length);
  }
}

/** What was added, removed and collected over the recording, whatever is shown of it. */
function turnover(sites) {
  return [0, 1, 2].map((kind) => sites.reduce((sum, site) => sum + profile.turnover[3 * site + kind], 0));
}

/** In other groups than sites something would be missing: sites of which nothing was live at any instant are not in the data. */
const hasTurnover = () => view.group === 'site' && profile.turnover.length > 0;

let columns = [];

/**
 * A column for each type, the age as a mean, then the growth of the type that is shown, and of sites what came and went over the
 * recording. Where names would have no room, fewer of them. The numbers of a column are in one unit, which its head names.
 */
function layColumns() {
  const numeric = (id, name, type, valueOf, small = '') => {
    const largest = rows.reduce((most, group) => Math.max(most, Math.abs(valueOf(group))), 0);
    const [factor, unit] = unitFor(largest, type);
    const title = name + (unit && ' (' + unit + ')');
    const text = (group) => figure(valueOf(group) / factor);
    return { id, title, small, className: '', text, wide: Math.max(columnWidth(title, figure(largest / factor)), smallWidth(small)) };
  };
  const types = profile.types.map((it, i) => (i === profile.age ? numeric('type ' + i, 'mean age', TIME, meanAge)
    : numeric('type ' + i, it.name, it, (group) => group.values[i])));
  const growth = isTimeline() ? [numeric('growth', isDifference() ? 'growth' : 'since start', type(), (group) => group.growth)] : [];
  const turned = !hasTurnover() ? []
    : ['added', 'removed', ...(profile.weak ? ['collected'] : [])]
      .map((name, i) => numeric('turnover ' + i, name, COUNT, (group) => group.turnover[i], 'over the recording'));
  const room = $('sites').clientWidth * MOST_NUMBERS;
  const fits = (all) => all.reduce((sum, column) => sum + column.wide, 0) <= room;
  const one = types[view.value];
  const numbers = [[...types, ...growth, ...turned], [...types, ...(isDifference() ? growth : []), ...turned], [one, ...growth, ...turned], [...types, ...growth], [one, ...growth]].find(fits) ?? [one];
  columns = [{ id: 'name', title: view.group, small: '', className: 'name', wide: 0 }, ...numbers];
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

/** Room for the words below a title. */
function smallWidth(words) {
  ruler.font = '11px ' + getComputedStyle(document.body).fontFamily;
  return Math.ceil(18 + Math.max(...words.split(' ').map((word) => ruler.measureText(word).width)));
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
  const sort = view.sort?.startsWith('turnover ') && !hasTurnover() ? null : view.sort;
  const by = sort ?? (difference ? 'growth' : 'type ' + view.value);
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
  if (by.startsWith('turnover ')) {
    return (group) => group.turnover[Number(by.substring(9))];
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
    column.small && button.append(element('small', '', column.small));
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
        sub.append(element('span', 'gone'), element('span', 'frame reference'), element('span'), element('span'));
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
      set(cell.children[1].children[1], (group.collected > 0 && group.holder ? ' · ' : '') + group.holder);
      set(cell.children[1].children[2], ((group.collected > 0 || group.holder) && group.sub ? ' · ' : '') + group.sub);
      if (row.filled !== group) {
        row.filled = group;
        cell.title = group.title;
        const kinds = group.stack.map((frame) => 'frame ' + profile.frames.kinds[frame]);
        cell.children[0].children[0].className = kinds[0] ?? '';
        cell.children[1].children[3].replaceChildren(...group.stack.slice(1)
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
