/** A cloud to look at: the whole API in memory, listening, with hosts that speak and machines in every state. */
import type { EventOf, Event } from '../../shared/model/events.ts';
import type { Hello, HostNote } from '../../shared/model/conversation.ts';
import { subjectsOf } from '../../shared/bus/subjects.ts';
import { beatMessage } from '../../shared/wire/command.ts';
import { askMessage, consoleAnswerMessage, helloMessage } from '../../shared/wire/conversation.ts';
import { startFakeLeader } from '../fakes/fake-leader.ts';
import { memoryPorts, startApiOn } from './an-api.ts';
import { cloudId, createLogWriter, genesis, logId } from './log-writer.ts';

const hostIdOf = (index: number): string => (0xa0 + index).toString(16).padStart(32, '0');
export const machineIdOf = (label: number): string =>
  `10000000-0000-4000-8000-${label.toString(16).padStart(12, '0')}`;

/** What a guest may print that a page or a terminal must not obey. */
export const hostileText = '<img src=x onerror="document.title=\'owned\'"><script>1</script>';

const consoleLines = [
  '[    0.000000] Linux version 6.1.0 (stratus)',
  '[    1.204118] virtio_net virtio0 eth0: renamed',
  '\u001b[32mStarting dropbear\u001b[0m: ok',
  hostileText,
  'ready: login with ssh',
  '',
].join('\r\n');

export async function startShownCloud() {
  const ports = memoryPorts();
  const writer = createLogWriter(ports.log, Date.now() - 50 * 60_000);
  const subjects = subjectsOf(cloudId);
  await writer.write(genesis.slice(0, 4), { actor: 'system', origin: 'genesis' });
  const leader = startFakeLeader(ports.hub.client('scheduler'), subjects, writer);
  const api = await startApiOn(ports);
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 });
  const bus = ports.hub.client('hosts');
  const notes: HostNote[] = [];
  let beating = true;
  const beat = (): void => {
    if (!beating) return;
    const { position } = writer.fold;
    const at = position ?? { logId, sequence: 0, hash: '' };
    const message = {
      cloudId,
      term: 1,
      writer: 'e'.repeat(32),
      position: at,
      hosts: notes,
      frozen: '',
    };
    bus.publish(subjects.beat, beatMessage.encode(message));
  };
  const timer = setInterval(beat, 500);

  /** A host of 16 cores that has joined; `note` tells how the leader stands with it. */
  async function addHost(name: string, about: Partial<HostNote> = {}, used = 0.3): Promise<string> {
    const hostId = hostIdOf(notes.length);
    const capacity = { cpuHundredths: 1600, memoryMiB: 65_536, diskMiB: 2_000_000 };
    const attributes = { HYPERVISOR: 'qemu', ARCH: 'x86_64' };
    await writer.write([
      { type: 'hostJoined', hostId, name, publicKey: '', tokenDigest: '' },
      {
        ...{ type: 'hostDeclared', hostId, storageId: 'b'.repeat(32), capacity, attributes },
        hypervisorUuid: '11111111-1111-4111-8111-111111111111',
        bootId: '22222222-2222-4222-8222-222222222222',
      },
    ]);
    const note = { hostId, heard: true, conflict: false, heardAtMs: 0, trouble: '', ...about };
    notes.push(note);
    await api.model.waitFor(writer.fold.position?.sequence ?? 0, 2_000);
    bus.publish(subjects.hello(hostId), helloMessage.encode(helloOf(hostId, name, used)));
    bus.subscribe(subjects.ask(hostId), (message) => {
      const { question, ...ask } = askMessage.decode(message.bytes);
      if (question !== 'console') return;
      const content = new TextEncoder().encode(consoleLines);
      const from = 'fromByte' in ask ? ask.fromByte : 0;
      const rest = from < 0 ? content : content.slice(from);
      const answer = { content: rest, nextByte: content.length, known: true };
      message.reply(consoleAnswerMessage.encode(answer));
    });
    beat();
    return hostId;
  }

  /** It is gone, and its disk is in quarantine for 40 hours from now. */
  async function endMachine(label: number, hostId: string): Promise<void> {
    const ended = { machineId: machineIdOf(label), generation: 2 };
    const files = [{ name: 'root.qcow2', bytes: 123_456_789 }];
    const kept = { hostId, files, reservedMiB: 10_240 };
    await writer.write([
      { type: 'killOrdered', ...ended },
      { type: 'machineGone', ...ended, counters: null },
      { type: 'evidenceKept', ...ended, ...kept, purgeNotBeforeMs: Date.now() + 40 * 3_600_000 },
      { type: 'evidenceSealed', machineId: ended.machineId, digest: 'ab'.repeat(32) },
    ]);
  }

  return {
    ...{ api, url, writer, leader, addHost, endMachine, beat, notes, bus, ports },
    /** The leader is not heard any more, or again. */
    set beating(value: boolean) {
      beating = value;
    },
    async stop(): Promise<void> {
      clearInterval(timer);
      leader.stop();
      await api.stop();
    },
  };
}

export type ShownCloud = Awaited<ReturnType<typeof startShownCloud>>;

function helloOf(hostId: string, name: string, used: number): Hello {
  return {
    ...{ cloudId, hostId, nonce: 'c'.repeat(32), bootId: '22222222-2222-4222-8222-222222222222' },
    hypervisorUuid: '11111111-1111-4111-8111-111111111111',
    ...{ storageId: 'b'.repeat(32), position: null, term: 1 },
    ...{ heldDigest: '0'.repeat(64), observedDigest: '0'.repeat(64), clockMs: Date.now() },
    capacity: { cpuHundredths: 1600, memoryMiB: 65_536, diskMiB: 2_000_000 },
    attributes: { HYPERVISOR: 'qemu' },
    load: {
      ...{ cpuUsedHundredths: Math.round(1600 * used), memoryUsedMiB: Math.round(65_536 * used) },
      ...{ diskFreeMiB: Math.round(2_000_000 * (1 - used / 2)), netReceiveBytes: 0 },
      ...{ netSendBytes: 0, foreignCpuHundredths: 0, foreignMemoryMiB: 0 },
    },
    ...{ hypervisorAvailable: true, name, version: '0.1.0', uses: [] },
  };
}

/** The events of a machine that was accepted; placed when `hostId` is given. */
export function acceptedMachine(label: number, name: string, hostId: string | null): Event[] {
  const machineId = machineIdOf(label);
  const address = 0x0a4d0000 + label;
  const accepted: EventOf<'machineAccepted'> = {
    ...{ type: 'machineAccepted', machineId, label, projectId: 'p1', vcpus: 2, name },
    ...{ instanceType: 'm1.small', networkClass: 'public', requirements: '', rank: '' },
    image: {
      ...{ identifier: null, locations: ['file:///images/small.qcow2'], format: 'qcow2' },
      ...{ compression: 'none', bytes: null, digests: [] },
    },
    ...{ onHostRestart: 'leave', volumeLabel: 'cidata', policy: 'packing', wantedAddress: null },
    resources: { cpuHundredths: 200, memoryMiB: 4096, diskMiB: 20_480 },
    ...{ swapMiB: 512, rootDiskMiB: 10_240, volatileMiB: 0, stopDeadlineMs: 60_000 },
  };
  if (hostId === null)
    return [accepted, { type: 'machineWaiting', machineId, reason: 'noHostWithMemory' }];
  const mac = `02:00:0a:4d:${((label >> 8) & 255).toString(16).padStart(2, '0')}:${(label & 255).toString(16).padStart(2, '0')}`;
  const nic = {
    networkClass: 'public' as const,
    address,
    prefixLength: 16,
    gateway: 0x0a4d0001,
    mac,
  };
  return [
    accepted,
    { type: 'addressLeased', machineId, nicIndex: 0, nic },
    { type: 'machinePlaced', machineId, generation: 1, hostId },
  ];
}

export function advanced(label: number, ...to: ('boot' | 'running')[]): Event[] {
  const machineId = machineIdOf(label);
  return to.map((state) => ({ type: 'machineAdvanced', machineId, generation: 1, to: state }));
}
