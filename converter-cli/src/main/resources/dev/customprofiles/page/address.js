/* Keeps what is chosen in the address of the page, and shows what an address says. */

const ADDRESS_MILLIS = 400; // browsers refuse to change it more often for long

let address = { state: null, timer: 0, written: -ADDRESS_MILLIS };

/** The part of an address after the `#`: what is chosen, as text. What is empty or missing is left out. */
function fragment(chosen) {
  const parts = new URLSearchParams();
  for (const name of ['profile', 'at', 'base']) {
    chosen[name] && parts.set(name, chosen[name]);
  }
  if (chosen.only) {
    const [group, key] = chosen.only;
    group === 'site' ? parts.set('site', key) : parts.set('only', group + ':' + key);
  }
  chosen.search && parts.set('search', chosen.search);
  return parts.toString().replaceAll('%3A', ':');
}

/** What `fragment` was made of. */
function chosenIn(text) {
  const parts = new URLSearchParams(text);
  const other = (parts.get('only') ?? '').match(/^([^:]+):(.*)$/s);
  return {
    profile: parts.get('profile') ?? '', at: parts.get('at') ?? '', base: parts.get('base') ?? '',
    only: parts.has('site') ? ['site', parts.get('site')] : other === null ? null : other.slice(1), search: parts.get('search') ?? '',
  };
}

/** What is chosen, as the address has it. What is so without an address is left out. */
function state() {
  return fragment({
    profile: data.profiles.length > 1 ? profile.name : '',
    at: isTimeline() && view.at < profile.instants.length - 1 ? utc(profile.nanos(view.at)) : '',
    base: view.mark >= 0 ? utc(profile.nanos(view.mark)) : '',
    only: view.only === null ? null : [view.only.group, view.only.key],
    search: view.search,
  });
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
  const chosen = chosenIn(location.hash.substring(1));
  const named = data.profiles.findIndex((it) => it.name === chosen.profile);
  showProfile(named >= 0 ? named : view.profile);
  $('search').value = chosen.search;
  const only = chosen.only !== null && groupings().includes(chosen.only[0]) ? chosen.only : null;
  change({
    at: instantOf(chosen.at) ?? profile.instants.length - 1, mark: instantOf(chosen.base) ?? -1,
    search: $('search').value, only: only === null ? null : alone(...only),
  });
  find();
  clearTimeout(address.timer);
  address = { ...address, state: null, timer: 0 };
}

/** The instant nearest to a time as `utc` writes it; undefined if it is none, or nothing is shown of it. */
function instantOf(text) {
  const nanos = isTimeline() ? nanosOf(text) : undefined;
  const isShown = nanos !== undefined && profile.nanos(0) <= nanos && nanos <= profile.nanos(profile.instants.length - 1);
  return isShown ? profile.nearest(Number(nanos - profile.from)) : undefined;
}
