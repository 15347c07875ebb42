/** The list of machines: filtered, newest first, a page at a time, so that a thousand are as light as ten. */
import { machineFragment } from './address-fragment.js';
import { element, setAttribute, setText } from './element.js';
import { countText } from './format.js';
import { createStateMark } from './glyphs.js';
import { createKeyedList } from './keyed-list.js';
import { shownMachines } from './machines.js';
import { createTime } from './times.js';
import { causeText, kindOf, kindTexts } from './words.js';

const pageMax = 100;
const columns = ['State', 'Machine', 'Reason', 'Host', 'Address', 'Age'];

/** @param {() => void} onFilter the filter changed */
export function createMachinesSection(onFilter) {
  const filter = { kind: null, text: '' };
  let most = pageMax;
  const { node, ...parts } = createParts({
    onText(text) {
      filter.text = text;
      most = pageMax;
      onFilter();
    },
    onClear() {
      parts.input.value = '';
      filter.text = '';
      filter.kind = null;
      onFilter();
      parts.input.focus();
    },
    onMore() {
      const next = most;
      most += pageMax;
      onFilter();
      parts.body.children[next]?.querySelector('a')?.focus();
    },
  });
  const show = createKeyedList(parts.body, { key: ({ id }) => id, create: createRow });
  return {
    ...{ node, filter },
    update({ machines, loaded }) {
      const found = shownMachines(machines.values(), filter);
      show(found.slice(0, most));
      const hidden = (element, isHidden) => setAttribute(element, 'hidden', isHidden);
      hidden(parts.table, found.length === 0);
      hidden(parts.empty, !loaded || machines.size > 0);
      hidden(parts.search, machines.size === 0);
      hidden(parts.nothing, machines.size === 0 || found.length > 0);
      hidden(parts.more, found.length <= most);
      const only = filter.kind ? ` that are ${kindTexts[filter.kind]}` : '';
      setText(
        parts.count,
        machines.size === 0 ? '' : countOf(found.length, machines.size, most) + only,
      );
    },
  };
}

function countOf(found, all, most) {
  const shown = Math.min(found, most);
  if (shown < found) return `the newest ${shown} of ${countText(found, 'machine')}`;
  return found === all ? countText(all, 'machine') : `${found} of ${countText(all, 'machine')}`;
}

function createParts({ onText, onClear, onMore }) {
  const count = element('span', { class: 'count', 'aria-live': 'polite' });
  const input = element('input', {
    ...{ type: 'search', placeholder: 'name, host, address, reason', autocomplete: 'off' },
    ...{ spellcheck: 'false', input: () => onText(input.value) },
  });
  const search = element('label', { class: 'search' }, element('span', {}, 'Filter'), input);
  const head = columns.map((name) => element('th', { scope: 'col', role: 'columnheader' }, name));
  const body = element('tbody', { role: 'rowgroup' });
  const headRow = element('tr', { role: 'row' }, ...head);
  const table = element(
    ...['table', { class: 'machines', role: 'table', 'aria-labelledby': 'machines-title' }],
    ...[element('thead', { role: 'rowgroup' }, headRow), body],
  );
  const empty = element(
    ...['div', { class: 'empty' }],
    element('p', {}, 'No machine yet. Type this where the cloud was started:'),
    element('pre', {}, element('code', {}, 'npx stratus run')),
  );
  const clear = element('button', { type: 'button', class: 'plain', click: onClear }, 'Show all');
  const nothing = element('p', { class: 'empty' }, 'No machine is like that. ', clear);
  const more = element(
    'button',
    { type: 'button', class: 'plain', click: onMore },
    `Show ${pageMax} more`,
  );
  const title = element('h2', { id: 'machines-title' }, 'Machines');
  const heading = element('div', { class: 'heading' }, title, count, search);
  const attributes = { 'aria-labelledby': 'machines-title' };
  const node = element('section', attributes, heading, empty, nothing, table, more);
  return { node, count, input, search, body, table, empty, nothing, more };
}

function createRow(first) {
  const mark = createStateMark(kindOf(first.state), first.state);
  const name = element('a', { href: machineFragment(first.id) });
  const label = element('span', { class: 'label' });
  const [reason, host, address] = [element('span'), element('span'), element('span')];
  const age = createTime('age', first.createdAt);
  const cells = [[mark.node], [name, ' ', label], [reason], [host], [address], [age.node]];
  const node = element(
    ...['tr', { role: 'row' }],
    ...cells.map((content, index) =>
      element('td', { role: 'cell', 'data-column': columns[index] }, ...content),
    ),
  );
  return {
    node,
    update(machine) {
      mark.update(kindOf(machine.state), machine.state);
      setText(name, machine.name);
      setText(label, `#${machine.label}`);
      setText(reason, causeText(machine));
      setText(host, machine.host?.name ?? '');
      setText(address, machine.address ?? '');
      age.update(machine.createdAt);
    },
  };
}
