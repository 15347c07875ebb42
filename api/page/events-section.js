/** What happens, as it happens. */
import { machineFragment } from './address-fragment.js';
import { element, setText } from './element.js';
import { eventText } from './event-text.js';
import { createKeyedList } from './keyed-list.js';
import { createTime } from './times.js';

const shownMax = 30;

export function createEventsSection() {
  const list = element('ol', { class: 'rows events' });
  const count = element('span', { class: 'count' }, 'the newest first');
  let names = { machine: () => null, host: () => null };
  const create = (event) => createRow(event, names);
  const show = createKeyedList(list, { key: ({ cursor }) => cursor, create });
  const title = element('h2', { id: 'events-title' }, 'Events');
  const heading = element('div', { class: 'heading' }, title, count);
  return {
    node: element('section', { 'aria-labelledby': 'events-title' }, heading, list),
    update({ events, machines, hosts, evidence }) {
      names = {
        machine: (id) =>
          machines.get(id)?.name ??
          evidence.find(({ machineId }) => machineId === id)?.name ??
          null,
        host: (id) => hosts.find((host) => host.id === id)?.name ?? null,
      };
      show(events.slice(0, shownMax));
    },
  };
}

/** An event never changes, so its row is made once. */
function createRow(event, names) {
  const { subject, machineId, text } = eventText(event, names);
  const about =
    machineId === null
      ? element('span', { class: 'subject' }, subject)
      : element('a', { href: machineFragment(machineId) }, subject);
  const what = element('span');
  setText(what, text);
  const asked = event.origin === 'command' ? ` · ${event.actor}` : '';
  const time = element('span', { class: 'quiet end' }, createTime('ago', event.at).node, asked);
  const main = element('div', { class: 'row-main' }, about, ' ', what);
  return { node: element('li', {}, main, time), update: () => undefined };
}
