/** The hosts: how each stands, and what is promised, used and free on it. Those that need somebody come first. */
import { element, setAttribute, setLength, setText } from './element.js';
import { countText } from './format.js';
import { createStateMark } from './glyphs.js';
import { barsOf, sortedHosts, standingOf } from './hosts.js';
import { createKeyedList } from './keyed-list.js';
import { createTime } from './times.js';

const shownFirst = 12;

export function createHostsSection() {
  const grid = element('ul', { class: 'hosts' });
  const empty = element(
    ...['p', { class: 'empty' }, 'No host has joined. How one does is told by '],
    ...[element('code', {}, 'npx stratus host --help'), '.'],
  );
  const more = element('button', { type: 'button', class: 'plain', click: () => showAll() });
  const note = element('span', { class: 'count' });
  const show = createKeyedList(grid, { key: ({ id }) => id, create: createCard });
  let hosts = [];
  let most = shownFirst;

  function draw() {
    show(sortedHosts(hosts).slice(0, most));
    setAttribute(empty, 'hidden', hosts.length > 0);
    setAttribute(key, 'hidden', hosts.length === 0);
    setAttribute(more, 'hidden', hosts.length <= most);
    setText(more, `Show all ${hosts.length} hosts`);
    const troubled = hosts.filter((host) => standingOf(host).kind === 'trouble').length;
    setText(
      note,
      troubled > 0 ? `${troubled} of ${hosts.length} in trouble` : countText(hosts.length, 'host'),
    );
  }

  function showAll() {
    most = Infinity;
    draw();
    grid.children[shownFirst]?.querySelector('h3')?.focus();
  }

  const title = element('h2', { id: 'hosts-title' }, 'Hosts');
  const key = element(
    ...['p', { class: 'key' }, element('span', {}, 'promised to machines')],
    element('span', { class: 'used-key' }, 'used now'),
    element('span', { class: 'whole-key' }, 'capacity'),
  );
  const heading = element('div', { class: 'heading' }, title, note, key);
  const node = element('section', { 'aria-labelledby': 'hosts-title' }, heading, empty, grid, more);
  return {
    node,
    update(known) {
      hosts = known.hosts;
      draw();
    },
  };
}

function createCard(first) {
  const mark = createStateMark('running', '');
  const name = element('h3', { tabindex: '-1' });
  const why = element('p', { class: 'why' });
  const bars = ['CPU', 'Memory', 'Disk'].map(createBar);
  const nothing = element('p', { class: 'quiet' }, 'It has not said yet what it has.');
  const count = element('span');
  const heard = createTime('ago', first.heardAt ?? first.joinedAt);
  const heardText = element('span', {}, 'heard ', heard.node);
  const foot = element('p', { class: 'quiet foot' }, count, heardText);
  const head = element('div', { class: 'card-head' }, name, mark.node);
  const lines = bars.map((bar) => bar.node);
  const node = element('li', { class: 'card' }, head, why, ...lines, nothing, foot);
  return {
    node,
    update(host) {
      const { kind, word, text } = standingOf(host);
      setText(name, host.name);
      mark.update(kind, word);
      setText(why, text);
      setAttribute(why, 'hidden', text === '');
      const values = barsOf(host);
      bars.forEach((bar, index) => bar.update(values[index] ?? null, host.name));
      setAttribute(nothing, 'hidden', values.length > 0);
      setText(count, countText(host.machines, 'machine'));
      setAttribute(heardText, 'hidden', host.heardAt === null);
      if (host.heardAt !== null) heard.update(host.heardAt);
    },
  };
}

function createBar(name) {
  const room = element('span', { class: 'room' });
  const promised = element('span', { class: 'promised' });
  const used = element('span', { class: 'used' });
  const whole = element('span', { class: 'whole' });
  const track = element(
    ...['div', { class: 'bar', role: 'meter', 'aria-valuemin': '0', 'aria-valuemax': '100' }],
    ...[promised, used, whole],
  );
  const detail = element('p', { class: 'quiet' });
  const head = element('div', { class: 'bar-head' }, element('span', {}, name), room);
  const node = element('div', { class: 'measure' }, head, track, detail);
  return {
    node,
    update(bar, hostName) {
      setAttribute(node, 'hidden', bar === null);
      if (bar === null) return;
      setText(room, bar.room);
      setText(detail, bar.detail);
      setAttribute(track, 'data-over', String(bar.over));
      setAttribute(track, 'aria-label', `${name} promised on ${hostName}`);
      setAttribute(track, 'aria-valuenow', String(Math.round(bar.promised)));
      setAttribute(track, 'aria-valuetext', `${bar.detail}, ${bar.room}`);
      setLength(promised, 'width', bar.promised);
      setLength(used, 'width', bar.used ?? 0);
      setLength(whole, 'left', bar.whole);
    },
  };
}
