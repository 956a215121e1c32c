/* Makes and changes elements of the page; text from the recording goes into them as text only. */

const $ = (id) => document.getElementById(id);
/** A colour of the style sheet. */
const color = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

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

/** Sets the text of an element that shows another. */
function set(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Words with the colour that they explain. */
function keyed(name, words) {
  const made = element('span', 'keyed');
  made.append(element('span', 'key ' + name), words);
  return made;
}

/** Fills a group with a button for each name; one choice alone is none. */
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
