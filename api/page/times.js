/** Times that go on: `3 min ago` becomes `4 min ago` by itself, and the exact time is in its title. */
import { every, now } from './browser.js';
import { element, setAttribute, setText } from './element.js';
import { agoText, exactText, leftText, spanText } from './format.js';

const texts = {
  age: (atMs, nowMs) => spanText(nowMs - atMs),
  ago: (atMs, nowMs) => agoText(nowMs - atMs),
  left: (atMs, nowMs) => leftText(atMs - nowMs),
};

/** @param {keyof typeof texts} form @param {string} iso RFC 3339 */
export function createTime(form, iso) {
  const node = element('time', { 'data-form': form });
  const update = (next) => {
    setAttribute(node, 'datetime', next);
    setAttribute(node, 'title', exactText(next));
    refresh(node, now());
  };
  update(iso);
  return { node, update };
}

function refresh(node, nowMs) {
  setText(node, texts[node.dataset.form](Date.parse(node.getAttribute('datetime')), nowMs));
}

/** Once a second, only what is on the page, and only while it is looked at. @returns {() => void} ends it */
export function keepTimesGoing() {
  return every(1_000, () => {
    if (document.hidden) return;
    for (const node of document.querySelectorAll('time[data-form]')) refresh(node, now());
  });
}
