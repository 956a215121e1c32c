/* What a heap dump says of the stacks that are shown: a line for a suspect, and a table for what is chosen. */

const MOST_WAYS = 10; // of a table
const MOST_NAMED = 3; // of a line

/** What holds the objects of a way, in a few words. */
function holderOf(path) {
  return path.hold === 'nobody' ? 'nobody' : path.hold === 'collected' ? 'nobody: collected' : path.steps[0];
}

/** `held by static com.acme.Cache.ENTRIES (40), nobody (5)`; null if the dump has no objects of the stack. */
function heldLine(stack) {
  if (data.holders === null || !stack) {
    return null;
  }
  const { ways, more, objects } = data.holders.together([stack], MOST_NAMED);
  const line = element('span', 'holders', 'held by ');
  ways.forEach((way, i) => line.append(i > 0 ? ', ' : '',
    element('span', way.path.hold === 'collected' ? 'gone' : 'frame reference', holderOf(way.path)), ' (' + WHOLE.format(way.objects) + ')'));
  more > 0 && line.append(' and in ' + more + (more === 1 ? ' more way' : ' more ways') + ' (' + WHOLE.format(objects) + ')');
  return line;
}

/** The sites whose stacks are chosen, by a row of the table or a box of the graph; null if all are, or some by their label. */
function chosenSites() {
  const stacks = view.only === null || ['site', 'function'].includes(view.only.group);
  if (!stacks || (view.only === null && view.zoom === 0)) {
    return null;
  }
  const sites = [];
  for (let site = 0; site < profile.size; site++) {
    const leaf = profile.leaves[site];
    isWanted(site) && leaf >= view.zoom && leaf < profile.end[view.zoom] && sites.push(site);
  }
  return sites;
}

let heldOf = [];

/** Fills the table anew only if something else is chosen. */
function drawHeld() {
  const state = [data, profile, view.only, view.zoom];
  if (state.every((it, i) => it === heldOf[i])) {
    return;
  }
  heldOf = state;
  const sites = data.holders === null || profile.frames.hasReferences ? null : chosenSites(); // stacks with references say it themselves
  $('held').hidden = sites === null;
  if (sites === null) {
    return;
  }
  const stacks = [...new Set(sites.map((site) => profile.held[site]))].filter((stack) => stack > 0);
  const when = 'in the heap dump of ' + day(data.holders.at) + ', ' + clock(data.holders.at, 0);
  if (stacks.length === 0) {
    $('held').replaceChildren(element('p', 'quiet', 'No live objects of this ' + when));
    return;
  }
  const labels = sites.some((site) => profile.labels[site].some(([key]) => key === 'label')) ? ', whatever their label' : '';
  $('held').replaceChildren(
    element('p', 'quiet', 'What holds the objects of ' + (stacks.length === 1 ? 'this stack ' : 'these ' + WHOLE.format(stacks.length) + ' stacks ') + when + labels),
    heldTable(data.holders.together(stacks, MOST_WAYS)));
}

function heldTable({ ways, more, objects }) {
  const column = (name, type, valueOf, isKnown) => {
    const [factor, unit] = unitFor(Math.max(...ways.map(valueOf)), type);
    return { title: name + (unit && ' (' + unit + ')'), text: (way) => (isKnown(way) ? figure(valueOf(way) / factor) : '') };
  };
  const columns = [
    column('objects', COUNT, (way) => way.objects, () => true),
    column('retained', { unit: 'bytes' }, (way) => way.retained, (way) => way.path.hold !== 'collected'),
    column('oldest', TIME, (way) => way.oldest, (way) => way.oldest > 0),
  ];
  const row = (tag, cells) => {
    const made = element('tr');
    made.append(...cells.map((cell) => {
      const it = element(tag);
      it.append(cell);
      return it;
    }));
    return made;
  };
  const table = element('table');
  const head = element('thead');
  const body = element('tbody');
  head.append(row('th', ['held by', ...columns.map((it) => it.title)]));
  body.append(...ways.map((way) => row('td', [wayCell(way), ...columns.map((it) => it.text(way))])));
  more > 0 && body.append(row('td', [WHOLE.format(more) + (more === 1 ? ' more way' : ' more ways'), WHOLE.format(objects), '', '']));
  table.append(head, body);
  return table;
}

const HELD_WORDS = { stack: ' by a running method', soft: ' softly', finalizer: ' until a finalizer has run' };

/** The path from its root on, a line for each reference, and what is known of the objects. */
function wayCell({ path, labels, labelCount }) {
  const cell = element('div');
  const holder = element('div');
  holder.append(element('b', path.hold === 'collected' ? 'gone' : 'frame reference', holderOf(path)),
    element('span', 'quiet', path.hold === 'collected' ? ', and never removed' : HELD_WORDS[path.hold] ?? ''));
  cell.append(holder, ...path.steps.slice(1).map((step) => element('div', 'step', step)));
  path.loader.length > 0 && cell.append(element('div', 'sub', 'its class loader is held by ' + path.loader.join(' → ')));
  const named = labels.map(([label, objects]) => label + ' (' + WHOLE.format(objects) + ')').join(', ')
    + (labelCount > labels.length ? ' and ' + WHOLE.format(labelCount - labels.length) + ' more' : '');
  cell.append(element('div', 'sub', [path.objectClass, labels.length > 0 ? (labelCount === 1 ? 'label ' : 'labels ') + named : '',
    'signature ' + path.signature].filter((part) => part !== '').join(' · ')));
  return cell;
}
