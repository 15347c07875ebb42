/**
 * The words that users and administrators read at each moment of a host's life are those of docs/operating/hosts.md: the real
 * scheduler and agent on virtual time, and what REST and the command line make of their words.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventsOf, renderEvent } from '../../api/views/event-view.ts';
import { ifItRuns, renderGivenUp } from '../../api/views/host-life-view.ts';
import { renderHost } from '../../api/views/host-view.ts';
import { renderMachine } from '../../api/views/machine-view.ts';
import { confirmationText, hostTable } from '../../cli/render/host.ts';
import { machineFacts, machineTable } from '../../cli/render/machine.ts';
import { eventLine } from '../../cli/render/site.ts';
import { subjectsOf } from '../../shared/bus/subjects.ts';
import { givenUpWith } from '../../shared/model/host-life.ts';
import type { HostNote } from '../../shared/model/conversation.ts';
import { beatMessage } from '../../shared/wire/command.ts';
import { decodeCommit } from '../../shared/wire/commit.ts';
import { aCloud } from './a-cloud.ts';
import { startCopy } from './host-copy.ts';
import { createSimProcess } from './sim-process.ts';

const page = readFileSync(new URL('../../docs/operating/hosts.md', import.meta.url), 'utf8');

/** Everything that differs from one cloud to the next. */
function plain(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'MACHINE')
    .replace(/\b[0-9a-f]{32}\b/g, 'HOST')
    .replace(/--confirm [0-9a-f]{8}/, '--confirm WORD')
    .replace(/ +/g, ' ')
    .trim();
}

/** One host with a machine that is left, one that is started, and one that will be ended; and all that is said of them. */
async function aWatchedHost() {
  const cloud = await aCloud(1);
  const { world, user } = cloud;
  let notes = new Map<string, HostNote>();
  world.enter(createSimProcess({ name: 'api', time: world.time, wallClock: world.clock.now }));
  world.hub.client('api').subscribe(subjectsOf(world.cloudId).beat, ({ bytes }) => {
    notes = new Map(beatMessage.decode(bytes).hosts.map((note) => [note.hostId, note]));
  });
  for (const [name, onHostRestart] of [
    ['left', 'leave'],
    ['started', 'start'],
    ['ended', 'leave'],
  ] as const) {
    user.run(1, { name, onHostRestart });
    await cloud.untilQuiet();
  }
  const host = world.hosts[0]!;
  const { state } = world.witness.follower;
  let told = world.log.messages().length;

  const note = (): HostNote | null => notes.get(host.hostId) ?? null;
  const hostView = () => renderHost(state, state.hosts.get(host.hostId)!, null, note());
  const machineView = (name: string) => {
    const all = [...state.machines.values()];
    return renderMachine(
      state,
      all.find(({ spec }) => spec.name === name)!,
      { heard: null, note: note(), cpuUsed: null },
    );
  };
  async function why(name: string): Promise<string> {
    const { id } = machineView(name);
    const asked = user.ask({ kind: 'why', machine: id });
    await world.run(1_000);
    return asked.answer?.kind === 'explained' ? (asked.answer.machines[0]?.text ?? '') : '-';
  }
  function events(): string[] {
    const fresh = world.log.messages().slice(told);
    told += fresh.length;
    return fresh
      .flatMap(({ bytes, sequence }) => eventsOf(decodeCommit(bytes), sequence, -1))
      .map((one) => plain(eventLine(renderEvent(one)).replace(/^\S+ +/, '')));
  }
  const row = (command: string, words: string): string =>
    `| \`${command}\` | \`${plain(words)}\` |`;
  const second = (text: string): string => text.split('\n')[1] ?? '';
  return {
    ...{ ...cloud, host, state, hostView },
    /** What is to be read now of these machines and of the host, as rows of the page. */
    async rows(names: readonly string[]): Promise<string[]> {
      const rows: string[] = [];
      // The leader's beat tells how the host stands with it.
      await world.run(13_000);
      for (const name of names) {
        const view = machineView(name);
        rows.push(row('stratus list', second(machineTable([view]))));
        const waits = /^waits:.*$/m.exec(machineFacts(view))?.[0];
        if (waits) rows.push(row('stratus show', waits));
        rows.push(row('stratus why', await why(name)));
      }
      rows.push(row('stratus host list', second(hostTable([hostView()]))));
      return [...rows, ...[...new Set(events())].map((line) => row('stratus event', line))];
    },
  };
}

/** Each is on the page under this heading. */
function expectOnPage(heading: string, rows: readonly string[]): void {
  const from = page.indexOf(`\n## ${heading}\n`);
  const to = page.indexOf('\n## ', from + 1);
  const section = from < 0 ? '' : page.slice(from, to < 0 ? undefined : to);
  expect(rows.filter((one) => !section.includes(one)).join('\n'), heading).toBe('');
}

const minute = 60_000;

test('a host that is silent, back, restarted', async () => {
  const { world, user, host, rows, untilQuiet, machineIds } = await aWatchedHost();
  expectOnPage('It speaks', await rows(['left']));

  world.network.cut(host.name);
  await world.run(minute);
  user.ask({ kind: 'kill', machines: [machineIds()[2]!] });
  await world.run(minute);
  expectOnPage('It is silent', await rows(['left', 'ended']));

  world.network.heal(host.name);
  world.hub.reconnect(host.name);
  await untilQuiet();
  expectOnPage('It is back', await rows(['left', 'ended']));

  host.powerFail(30_000);
  await world.run(minute);
  await untilQuiet();
  expectOnPage('It has restarted', await rows(['left', 'started']));
});

test('a host that is confirmed down, and lived on', async () => {
  const { world, user, host, state, rows, untilQuiet, machineIds, hostView } = await aWatchedHost();
  const confirm = (word: string) =>
    user.ask({ kind: 'confirmDown', host: host.hostId, why: 'burnt', word });
  world.network.cut(host.name);
  await world.run(minute);
  user.ask({ kind: 'kill', machines: [machineIds()[2]!] });
  await world.run(minute);
  await rows([]);
  confirm('');
  await world.run(5_000);
  const known = state.hosts.get(host.hostId)!;
  const text = confirmationText({
    ...{ host: hostView(), confirmed: false, confirm: known.downAsked!.word },
    ...{ expiresAt: new Date(known.downAsked!.expiresAtMs).toISOString(), warnings: ifItRuns },
    machines: givenUpWith(state, known).map(renderGivenUp),
  });
  for (const line of text
    .split('\n')
    .map(plain)
    .filter((one) => one !== ''))
    expect(page.replace(/ +/g, ' '), 'the first step').toContain(line);
  confirm(known.downAsked!.word);
  await world.run(5_000);
  expectOnPage('It is confirmed down', await rows(['left', 'ended']));

  user.ask({ kind: 'start', machines: [machineIds()[0]!] });
  await world.run(5_000);
  expect(user.requests.at(-1)!.answer).toMatchObject({ refusal: { reason: 'hostIsDown' } });
  world.network.heal(host.name);
  world.hub.reconnect(host.name);
  await untilQuiet();
  expectOnPage('It is back after that', await rows(['left', 'ended']));
  user.ask({ kind: 'enableHost', host: host.hostId, why: 'cable replaced' });
  await untilQuiet();
  expect(hostView()).toMatchObject({ enabled: true, confirmedDown: null, owedEnds: 0 });
});

test('a host that is copied, bound anew, and removed', async () => {
  const { world, user, host, rows, untilQuiet, machineIds } = await aWatchedHost();
  const { hypervisorUuid } = world.witness.follower.state.hosts.get(host.hostId)!.declared!;
  await rows([]);
  const copy = startCopy(world, host, hypervisorUuid);
  await world.run(minute);
  expectOnPage('It is copied', await rows(['left']));
  copy.end();
  await world.run(minute);
  user.ask({ kind: 'rebindHost', host: host.hostId, why: 'the copy is off' });
  await untilQuiet();
  expectOnPage('It is bound anew', await rows(['left']));

  user.ask({ kind: 'removeHost', host: host.hostId, why: 'sold' });
  await world.run(5_000);
  expect(user.requests.at(-1)!.answer).toMatchObject({ refusal: { reason: 'hostHasMachines' } });
  user.ask({ kind: 'kill', machines: [...machineIds()] });
  await untilQuiet();
  await world.run(10 * minute);
  await rows([]);
  user.ask({ kind: 'removeHost', host: host.hostId, why: 'sold' });
  await world.run(5_000);
  expectOnPage('It is removed', await rows([]));
});

test('a likest copy is never believed, not even when the host is switched off after it', async () => {
  const { world, host, state, untilQuiet, machineIds } = await aWatchedHost();
  const { hypervisorUuid } = state.hosts.get(host.hostId)!.declared!;
  const copy = startCopy(world, host, hypervisorUuid);
  await world.run(minute);
  expect(state.hosts.get(host.hostId)?.cloned).not.toBeNull();
  world.network.cut(host.name);
  await world.run(5 * minute);
  const generations = machineIds().map((id) => state.machines.get(id)?.generation);
  expect(generations).toEqual([1, 1, 1]);
  copy.end();
  world.network.heal(host.name);
  world.hub.reconnect(host.name);
  await untilQuiet();
  expect(machineIds().map((id) => state.machines.get(id)?.state)).toEqual(Array(3).fill('running'));
});
