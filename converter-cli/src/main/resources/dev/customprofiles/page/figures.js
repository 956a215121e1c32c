/* The sentence on what is live at the moment, the foot of the page, and what the recording does not tell. */

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
  const hasMoment = !accumulated && !profile.frames.hasReferences;
  foot.replaceChildren(data.tool + ' · ' + day(nanos) + ', times of ' + ZONE
    + (hasMoment ? ' · to ask for this moment again: ' : ''), !hasMoment ? '' : element('code', '', '--at ' + utc(nanos)),
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
