import { afterEach, describe, expect, test } from 'vitest';
import {
  HypervisorRefused,
  HypervisorUnavailable,
  OutcomeUnknown,
} from '../../../../agent/libvirt/hypervisor-errors.ts';
import type { Hypervisor } from '../../../../agent/libvirt/hypervisor.ts';
import { libvirtHypervisor } from '../../../../agent/libvirt/libvirt-hypervisor.ts';
import { systemClock } from '../../../../shared/time/system-clock.ts';
import { domainXml } from '../../../support/domain-xml.ts';
import {
  answer,
  fakeLibvirtd,
  refuse,
  type CallHandler,
  type FakeLibvirtd,
  type ReceivedCall,
} from '../../../support/fake-libvirtd.ts';
import { until } from '../../../support/until.ts';

const UUID = '5eed0000-0000-4000-8000-000000000001';
const GONE = '5eed0000-0000-4000-8000-000000000002';
const NO_SUPPORT = 3;
const NO_DOMAIN = 42;
const NO_METADATA = 80;

let daemon: FakeLibvirtd;
let hypervisor: Hypervisor;
afterEach(async () => {
  await hypervisor.close();
  await daemon.close();
});

/** A hypervisor whose daemon answers as one with a running foreign domain, but for what `handle` takes. */
async function open(handle: (call: ReceivedCall) => boolean = () => false): Promise<void> {
  daemon = await fakeLibvirtd((call) => {
    if (!handle(call)) usual(call);
  });
  hypervisor = libvirtHypervisor({ socketPaths: [daemon.socketPath], clock: systemClock });
  await until('up', () => hypervisor.state === 'up');
}

const usual: CallHandler = (call) => {
  const { name } = call;
  const dom = { name: 'one', uuid: UUID, id: 1 };
  const gone = { name: 'gone', uuid: GONE, id: -1 };
  const sizes = { maxMemoryKiB: 65_536n, memoryKiB: 65_536n, vcpus: 1, cpuTimeNs: 0n };
  if (name === 'registerDomainEvent') answer(call, name, { callbackId: 1 });
  else if (name === 'connectListAllDomains') answer(call, name, { domains: [dom, gone], count: 2 });
  else if (JSON.stringify(call.args).includes(GONE)) refuse(call, NO_DOMAIN, 'gone');
  else if (name === 'domainLookupByUuid') answer(call, name, { dom });
  else if (name === 'domainDestroyFlags') answer(call, name, undefined);
  else if (name === 'domainGetInfo') answer(call, name, { state: 1, ...sizes });
  else if (name === 'domainGetState') answer(call, name, { state: 1, reason: 1 });
  else if (name === 'domainGetMetadata') refuse(call, NO_METADATA, 'metadata not found');
  else refuse(call, NO_SUPPORT, 'this function is not supported');
};

describe('a list of domains', () => {
  test('leaves out one that has gone since it was listed', async () => {
    await open();
    expect(await hypervisor.domains()).toEqual([
      {
        uuid: UUID,
        name: 'one',
        active: true,
        state: 'running',
        reason: 'booted',
        vcpus: 1,
        memoryMiB: 64,
        owner: null,
      },
    ]);
  });

  test('is refused whole when the owner of one domain cannot be told', async () => {
    await open((call) => {
      if (call.name !== 'domainGetMetadata') return false;
      refuse(call, 1, 'internal error');
      return true;
    });
    await expect(hypervisor.domains()).rejects.toBeInstanceOf(HypervisorRefused);
  });

  test('is unavailable when the daemon dies in the middle of it', async () => {
    await open(({ name, connection }) => {
      if (name !== 'domainGetState') return false;
      connection.destroy();
      return true;
    });
    await expect(hypervisor.domains()).rejects.toBeInstanceOf(HypervisorUnavailable);
  });
});

describe('a change', () => {
  test('whose answer was lost with the connection has an unknown outcome', async () => {
    await open(({ name, connection }) => {
      if (name !== 'domainDefineXmlFlags') return false;
      connection.destroy();
      return true;
    });
    const defining = hypervisor.define(domainXml({ uuid: UUID }));
    await expect(defining).rejects.toBeInstanceOf(OutcomeUnknown);
  });

  test('refused, but found done, is done', async () => {
    await open((call) => {
      if (call.name !== 'domainCreateWithFlags') return false;
      refuse(call, 1, 'already running');
      return true;
    });
    await hypervisor.start(UUID);
  });

  test('that hangs keeps neither a list nor the plug from being pulled', async () => {
    const hanging: ReceivedCall[] = [];
    await open((call) => {
      if (call.name !== 'domainDefineXmlFlags') return false;
      hanging.push(call);
      return true;
    });
    const defining = Promise.all(
      Array.from({ length: 6 }, () => hypervisor.define(domainXml({ uuid: UUID }))),
    );
    const lost = expect(defining).rejects.toBeInstanceOf(OutcomeUnknown);
    await until('five hang', () => hanging.length === 5);
    expect(await hypervisor.domains()).toHaveLength(1);
    await hypervisor.destroy(UUID);
    await hypervisor.close();
    await lost;
  });
});

describe('a connection', () => {
  test('lost is opened again, and listeners hear of both', async () => {
    await open();
    const states: string[] = [];
    hypervisor.onChange(() => states.push(hypervisor.state));
    daemon.connections[1]!.destroy();
    await until('up again', () => states.at(-1) === 'up');
    expect(states[0]).toBe('down');
    expect(await hypervisor.domains()).toHaveLength(1);
  });

  test('is tried again until there is a daemon; until then requests say why not', async () => {
    daemon = await fakeLibvirtd();
    const socketPaths = ['/nonexistent/a', '/nonexistent/b'];
    hypervisor = libvirtHypervisor({ socketPaths, clock: systemClock });
    expect(hypervisor.state).toBe('connecting');
    await until('down', () => hypervisor.state === 'down');
    await expect(hypervisor.domains()).rejects.toThrow('/nonexistent/a');
  });
});
