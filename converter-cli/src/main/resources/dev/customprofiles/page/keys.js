/* What keys, clicks and the size of the window do. */

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
