/**
 * The refusals of docs/operating/placement.md, typed as they stand there on the cloud that it describes: the command line, the
 * API and the real scheduler say exactly what the document says.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { subjectsOf } from '../../../shared/bus/subjects.ts';
import type { Hello } from '../../../shared/model/conversation.ts';
import type { Event } from '../../../shared/model/events.ts';
import type { Resources } from '../../../shared/model/words.ts';
import { systemClock } from '../../../shared/time/system-clock.ts';
import { helloMessage } from '../../../shared/wire/conversation.ts';
import { openTerminal } from '../../support/a-terminal.ts';
import type { Terminal } from '../../support/a-terminal.ts';
import { anImage, call, token } from '../../support/an-api.ts';
import { startApiWithScheduler } from '../../support/api-with-scheduler.ts';
import type { ApiWithScheduler } from '../../support/api-with-scheduler.ts';
import { cloudId, createLogWriter, genesis } from '../../support/log-writer.ts';
import { typedCommands } from '../../support/own-machine/console-blocks.ts';
import { until } from '../../support/until.ts';

const page = new URL('../../../docs/operating/placement.md', import.meta.url);
const commands = typedCommands(readFileSync(page, 'utf8'));

interface HostThere {
  readonly hostId: string;
  readonly name: string;
  readonly capacity: Resources;
  readonly arch: string;
  readonly speaks: boolean;
}

const gib = 1024;
const hosts: readonly HostThere[] = [
  host('a', 'node-1', [400, 8 * gib, 50 * gib]),
  host('b', 'node-2', [1600, 64 * gib, 500 * gib]),
  host('c', 'node-3', [800, 32 * gib, 200 * gib], { arch: 'aarch64' }),
  host('d', 'node-4', [6400, 256 * gib, 2000 * gib], { speaks: false }),
];

function host(
  digit: string,
  name: string,
  [cpuHundredths, memoryMiB, diskMiB]: readonly [number, number, number],
  { arch = 'x86_64', speaks = true } = {},
): HostThere {
  const capacity = { cpuHundredths, memoryMiB, diskMiB };
  return { hostId: digit.repeat(32), name, capacity, arch, speaks };
}

const ids = {
  hypervisorUuid: '11111111-1111-4111-8111-111111111111',
  bootId: '22222222-2222-4222-8222-222222222222',
  storageId: 'b'.repeat(32),
};
const attributesOf = ({ arch }: HostThere) => ({ HYPERVISOR: 'qemu', ARCH: arch });

/** The site of `genesis` with a local network of one address, and these hosts; node-3 is disabled. */
function beginning(): readonly Event[] {
  const site = genesis.filter(({ type }) => type !== 'hostJoined' && type !== 'hostDeclared');
  const joined = hosts.flatMap((one): Event[] => [
    { type: 'hostJoined', hostId: one.hostId, name: one.name, publicKey: '', tokenDigest: '' },
    {
      ...{ type: 'hostDeclared', hostId: one.hostId, capacity: one.capacity, ...ids },
      attributes: attributesOf(one),
    },
  ]);
  const local: Event = {
    ...{ type: 'networkDefined', networkClass: 'local', network: 0xc0a80700, prefixLength: 24 },
    ...{ gateway: 0xc0a80701, first: 0xc0a80702, last: 0xc0a80702 },
  };
  const disabled: Event = { type: 'hostDisabled', hostId: hosts[2]!.hostId, why: 'a new fan' };
  return [...site, local, ...joined, disabled];
}

function helloOf(one: HostThere): Hello {
  return {
    ...{ cloudId, hostId: one.hostId, nonce: one.hostId, ...ids, position: null, term: 1 },
    ...{ heldDigest: '0'.repeat(64), observedDigest: '0'.repeat(64), clockMs: systemClock.now() },
    ...{ capacity: one.capacity, attributes: attributesOf(one) },
    load: {
      ...{ cpuUsedHundredths: 0, memoryUsedMiB: 0, diskFreeMiB: one.capacity.diskMiB },
      ...{ netReceiveBytes: 0, netSendBytes: 0, foreignCpuHundredths: 0, foreignMemoryMiB: 0 },
    },
    ...{ hypervisorAvailable: true, name: one.name, version: '0.1.0', uses: [] },
  };
}

let api: ApiWithScheduler;
let terminal: Terminal;
let speaking: NodeJS.Timeout;

beforeAll(async () => {
  api = await startApiWithScheduler((log) =>
    createLogWriter(log, systemClock.now() - 3_600_000).write(beginning()),
  );
  const bus = api.hub.client('hosts');
  const subjects = subjectsOf(cloudId);
  const speak = (): void => {
    for (const one of hosts.filter(({ speaks }) => speaks))
      bus.publish(subjects.hello(one.hostId), helloMessage.encode(helloOf(one)));
  };
  speak();
  speaking = setInterval(speak, 500);
  await run({ name: 'db', cpu: 12, ram: 40 * gib, rootDisk: 100 * gib });
  await run({ name: 'web', networkClass: 'local' });
  await run({ name: 'big', cpu: 8, ram: 16 * gib });
  terminal = openTerminal();
  const endpoint = await api.app.listen({ host: '127.0.0.1', port: 0 });
  terminal.logIn(endpoint, token, anImage);
});
afterAll(async () => {
  clearInterval(speaking);
  terminal.close();
  await api.stop();
});

interface Wish {
  readonly name: string;
  readonly cpu?: number;
  readonly ram?: number;
  readonly rootDisk?: number;
  readonly networkClass?: string;
}

/** One of the machines that are there; all but `big` fit. */
async function run({ name, cpu, ram, rootDisk, networkClass }: Wish): Promise<void> {
  const wish = { vcpus: cpu, memoryMiB: ram, rootDiskMiB: rootDisk, networkClass };
  await until(`${name} is asked for when the hosts were heard`, async () => {
    const { json } = await call(api, 'POST', '/plans', { image: anImage, name, ...wish });
    // The scheduler hears its hosts first; until then there is no answer.
    const { machines } = json as unknown as Partial<{ machines: { host: string | null }[] }>;
    return machines !== undefined && (name === 'big' || machines[0]?.host !== null);
  });
  const { status } = await call(api, 'POST', '/machines', { image: anImage, name, ...wish });
  expect(status).toBe(201);
}

describe('the document of placement', () => {
  test('shows ten refusals and more', () => expect(commands.length).toBeGreaterThanOrEqual(10));

  test.each(commands.map((one) => [one.command, one] as const))(
    '%s',
    async (command, { expected }) => {
      const [program, ...args] = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(
        ([, quoted, plain]) => quoted ?? plain ?? '',
      );
      expect(program).toBe('stratus');
      const { out, err } = await terminal.run(args);
      expect(`${out}${err}`.trimEnd().split('\n')).toEqual(expected);
    },
  );
});
