/* The suspects of a report, each a button that shows it alone. */

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
      .filter((part) => part !== '').map((part) => element('span', 'quiet', ' · ' + part)), ' ', element('span', 'sentence', suspect.sentence));
    const held = heldLine(suspect.held);
    held === null || button.append(held);
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
