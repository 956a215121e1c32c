/* Finds frames and sites by what is typed into the search field. */

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
