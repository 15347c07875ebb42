/** The cloud in one look: how many machines in which state, who leads, what is wrong. Its states are the filter of the list. */
import { now } from './browser.js';
import { element, setAttribute, setChildren, setLength, setText } from './element.js';
import { countText } from './format.js';
import { createStateMark } from './glyphs.js';
import { createKeyedList } from './keyed-list.js';
import { countByKind } from './machines.js';
import { standingOfView } from './standing.js';
import { kindTexts, kinds } from './words.js';

const shownKinds = kinds.filter((kind) => kind !== 'ended');

/** @param {(kind: string | null) => void} onKind somebody wants to see only these, or all */
export function createOverview(onKind) {
  const figure = element('span', { class: 'figure' }, '0');
  const figureText = element('span', { class: 'figure-text' });
  const band = element('div', { class: 'band', 'aria-hidden': 'true' });
  const legend = element('div', {
    class: 'legend',
    role: 'group',
    'aria-label': 'Show only machines that are',
  });
  const facts = element('dl', { class: 'facts' });
  const notices = element('div', { class: 'notices', role: 'alert' });
  const entries = shownKinds.map((kind) => createEntry(kind, onKind));
  band.append(...entries.map(({ layer }) => layer));
  legend.append(...entries.map(({ button }) => button));
  const showNotices = createKeyedList(notices, { key: ({ name }) => name, create: createNotice });
  const fact = Object.fromEntries(
    ['Leader', 'Hosts', 'Addresses', 'Quarantine'].map((name) => [name, createFact(facts, name)]),
  );
  const node = element(
    ...['section', { class: 'overview', 'aria-labelledby': 'overview-title' }],
    element('h1', { id: 'overview-title' }, figure, ' ', figureText),
    ...[band, legend, facts, notices],
  );
  return {
    node,
    update(known, kind) {
      const counts = countByKind(known.machines.values());
      const total = known.machines.size;
      setText(figure, String(total));
      setText(
        figureText,
        `${total === 1 ? 'machine' : 'machines'} on ${countText(known.hosts.length, 'host')}`,
      );
      for (const entry of entries)
        entry.update(counts.find((one) => one.kind === entry.kind).count, total, kind);
      showNotices(standingOfView(known, now()).notices);
      if (known.status) updateFacts(fact, known.status);
    },
  };
}

function updateFacts(fact, { leader, term, hosts, addresses, evidence }) {
  fact.Leader(
    leader.heard ? `leads, term ${term}` : 'silent',
    leader.heard ? 'running' : 'trouble',
  );
  const allHeard = hosts.heard === hosts.total;
  fact.Hosts(`${hosts.heard} of ${hosts.total} heard`, allHeard ? 'running' : 'trouble');
  fact.Addresses(`${addresses.leased} leased`, null);
  fact.Quarantine(`${evidence.kept} kept, ${evidence.held} held`, null);
}

function createEntry(kind, onKind) {
  const layer = element('span', { class: 'layer', 'data-kind': kind });
  const mark = createStateMark(kind, kindTexts[kind]);
  const count = element('strong');
  const press = () => onKind(button.getAttribute('aria-pressed') === 'true' ? null : kind);
  const button = element(
    'button',
    { type: 'button', 'aria-pressed': 'false', click: press },
    mark.node,
    count,
  );
  return {
    ...{ kind, layer, button },
    update(number, total, pressed) {
      setText(count, String(number));
      setAttribute(button, 'aria-pressed', String(pressed === kind));
      setAttribute(layer, 'hidden', number === 0);
      setLength(layer, 'flex-basis', total === 0 ? 0 : (100 * number) / total);
    },
  };
}

function createFact(list, name) {
  const value = element('dd');
  list.append(element('div', {}, element('dt', {}, name), value));
  const mark = createStateMark('running', '');
  const plain = element('span');
  return (text, kind) => {
    if (kind) mark.update(kind, text);
    else setText(plain, text);
    const node = kind ? mark.node : plain;
    if (value.firstChild !== node) setChildren(value, node);
  };
}

function createNotice() {
  const mark = createStateMark('trouble', '');
  const node = element('p', { class: 'notice' }, mark.node);
  return { node, update: ({ text }) => mark.update('trouble', text) };
}
