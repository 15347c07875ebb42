/** What is kept of machines that ended, for how long still, and who holds it. */
import { machineFragment } from './address-fragment.js';
import { element, setAttribute, setChildren, setText } from './element.js';
import { countText, sizeText } from './format.js';
import { createStateMark } from './glyphs.js';
import { createKeyedList } from './keyed-list.js';
import { createTime } from './times.js';

const shownMax = 50;

/** @param {(action: 'hold' | 'release', evidence: any) => void} onAction */
export function createQuarantineSection(onAction) {
  const list = element('ul', { class: 'rows' });
  const count = element('span', { class: 'count' });
  const empty = element(
    'p',
    { class: 'empty' },
    'Nothing is kept. The disks of a machine that ran stay here for a while after it ended.',
  );
  const more = element('p', { class: 'quiet' });
  const create = (first) => createRow(first, onAction);
  const show = createKeyedList(list, { key: ({ machineId }) => machineId, create });
  const title = element('h2', { id: 'quarantine-title' }, 'Quarantine');
  const heading = element('div', { class: 'heading' }, title, count);
  const node = element(
    'section',
    { 'aria-labelledby': 'quarantine-title' },
    heading,
    empty,
    list,
    more,
  );
  return {
    node,
    update({ evidence, loaded }) {
      const newestFirst = [...evidence].reverse();
      show(newestFirst.slice(0, shownMax));
      setAttribute(empty, 'hidden', !loaded || evidence.length > 0);
      setText(
        count,
        evidence.length === 0
          ? ''
          : `${countText(evidence.length, 'machine')}, ${sizeText(sumOf(evidence))}`,
      );
      setAttribute(more, 'hidden', evidence.length <= shownMax);
      setText(more, `The newest ${shownMax}; npx stratus quarantine lists all.`);
    },
  };
}

const sumOf = (evidence) => evidence.reduce((sum, { reservedMiB }) => sum + reservedMiB, 0);

function createRow(first, onAction) {
  let shown = first;
  const name = element('a', { href: machineFragment(first.machineId) });
  const mark = createStateMark('ended', '');
  const left = createTime('left', first.purgeNotBefore);
  const kept = createTime('ago', first.keptAt);
  const detail = element('span', { class: 'quiet' });
  const button = element('button', {
    ...{ type: 'button', class: 'small' },
    click: () => onAction(shown.held === null ? 'hold' : 'release', shown),
  });
  const time = element('span', { class: 'end' });
  const node = element(
    ...['li', {}],
    element('div', { class: 'row-main' }, name, mark.node),
    element(
      'div',
      { class: 'row-more' },
      detail,
      element('span', { class: 'quiet' }, ' · kept ', kept.node),
    ),
    time,
    button,
  );
  return {
    node,
    update(one) {
      shown = one;
      const { kind, word } = standingOf(one);
      setText(name, one.name || one.machineId.slice(0, 8));
      mark.update(kind, word);
      setText(
        detail,
        [`#${one.label}`, hostWords(one.host), sizeText(one.reservedMiB)].join(' · '),
      );
      kept.update(one.keptAt);
      left.update(one.purgeNotBefore);
      if (one.state === 'purgeOrdered') setText(time, 'being removed');
      else if (one.held !== null) setText(time, one.held ? `held: ${one.held}` : 'no end');
      else setChildren(time, left.node);
      setText(button, one.held === null ? 'Hold' : 'Release');
      setAttribute(
        button,
        'aria-label',
        `${one.held === null ? 'Hold' : 'Release'} what is kept of ${one.name}`,
      );
      setAttribute(button, 'hidden', one.state === 'purgeOrdered');
    },
  };
}

function standingOf({ state }) {
  if (state === 'held') return { kind: 'waiting', word: 'held' };
  if (state === 'purgeOrdered') return { kind: 'moving', word: 'going' };
  return state === 'sealed'
    ? { kind: 'stopped', word: 'hashed' }
    : { kind: 'moving', word: 'hashing' };
}

/** What a removed host keeps is out of reach. */
const hostWords = ({ name, removed }) => (removed ? `${name} (removed)` : name);
