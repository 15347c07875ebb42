/**
 * An agent process: hears orders, brings each machine to where it was ordered, and says what it holds and sees. It holds no
 * policy; nothing follows for it from silence or absence.
 */
import { toHex } from '../shared/base/bytes.ts';
import type { Random } from '../shared/base/random.ts';
import type { Bus, BusMessage } from '../shared/bus/bus.ts';
import { guarded } from '../shared/bus/guarded.ts';
import { subjectsOf } from '../shared/bus/subjects.ts';
import type { Guard } from '../shared/model/conversation.ts';
import { heldDigest, nothingHeardDigest } from '../shared/model/digests.ts';
import { sleep } from '../shared/time/clock.ts';
import type { Disks } from './disks/disks.ts';
import type { Guards } from './guards/guards.ts';
import { HypervisorUnavailable } from './libvirt/hypervisor-errors.ts';
import type { Domain, HostFacts } from './libvirt/hypervisor.ts';
import { createContextFetcher } from './loop/context-fetcher.ts';
import { every } from './loop/every.ts';
import { openHostMemory } from './loop/host-memory.ts';
import type { HostMemory } from './loop/host-memory.ts';
import { lastKnown } from './loop/last-known.ts';
import { createObserver } from './loop/observer.ts';
import type { Observer } from './loop/observer.ts';
import { createOrders } from './loop/orders.ts';
import { createPurgeClock } from './loop/purge-clock.ts';
import { createQuestions } from './loop/questions.ts';
import { createWorkers } from './loop/workers.ts';
import { inventoryPage } from './reconcile/inventory.ts';
import { evidenceReport, machineReport } from './reconcile/machine-report.ts';
import type { HostSource } from './report/host-source.ts';
import { createReporter } from './report/reporter.ts';
import type { Sight } from './report/reporter.ts';
import type { StepPorts } from './steps/step-context.ts';

export interface AgentPorts extends Omit<StepPorts, 'fetchContext'> {
  readonly bus: Bus;
  readonly random: Random;
  readonly guards: Guards;
  readonly source: HostSource;
}

export interface AgentOptions {
  readonly cloudId: string;
  readonly hostId: string;
  readonly hostName: string;
  readonly bridge: string;
  readonly domainType: 'kvm' | 'qemu';
  readonly emulator: string;
  readonly dhcpAddress?: number | null;
  readonly helloEveryMs: number;
  readonly version: string;
}

export interface Agent {
  /**
   * Waits for the hypervisor, and resolves when the agent has said its first hello. Rejects with `WrongHost`,
   * `GuardUnreadable`, or the signal's reason.
   */
  start(signal?: AbortSignal): Promise<void>;
  stop(): void;
}

const meetPauseMs = 500;
/** Changes within this time are told in one report. */
const gatherMs = 20;
/** A hello waits so long for what libvirt and the host have to say, then tells what was known before. */
const helloWaitMs = 1_000;
const looksAgainMax = 3;

export function createAgent(ports: AgentPorts, options: AgentOptions): Agent {
  const { cloudId, hostId } = options;
  let stop: () => void = () => undefined;

  return {
    async start(signal = new AbortController().signal) {
      const facts = await meetHypervisor(ports, signal);
      const storageId = await ports.disks.storageId();
      const identity = { cloudId, hostId, hypervisorUuid: facts.hostUuid, storageId };
      const memory = await openHostMemory(ports.guards, identity);
      const service = createService(ports, options, memory, await ports.source.bootId());
      stop = () => service.stop();
      await service.start();
    },
    stop: () => stop(),
  };
}

/** A host may start its agent before its libvirtd. */
async function meetHypervisor(ports: AgentPorts, signal: AbortSignal): Promise<HostFacts> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await ports.hypervisor.facts();
    } catch (error) {
      if (!(error instanceof HypervisorUnavailable)) throw error;
      ports.logger.warn({ why: error.message }, 'waiting for the hypervisor');
      await sleep(ports.clock, meetPauseMs, signal);
    }
  }
}

/** Machines that are on the host whatever is known of them; null while that cannot be seen. */
async function remnantsOn(
  disks: Pick<Disks, 'machinesOnDisk'>,
  observer: Pick<Observer, 'all'>,
): Promise<ReadonlySet<string> | null> {
  const domains = await observer.all();
  if (!domains) return null;
  const { machines, evidence } = await disks.machinesOnDisk();
  return new Set([...domains.keys(), ...machines, ...evidence]);
}

const isOnHost = ({ goneGeneration, failure }: Guard): boolean =>
  goneGeneration === 0 && failure === null;

/** Everything that runs between the start and the stop of an agent. */
function createService(
  ports: AgentPorts,
  options: AgentOptions,
  memory: HostMemory,
  bootId: string,
): { start(): Promise<void>; stop(): void } {
  const { bus, clock, random, hypervisor, disks, logger } = ports;
  const { cloudId, hostId } = options;
  const subjects = subjectsOf(cloudId);
  const nonce = toHex(random.bytes(16));
  const ends: (() => void)[] = [];
  let hasAllOrders = false;
  let connection = 0;
  let looks = 0;
  let stopped = false;
  let reportDue = false;

  const reporter = createReporter({ bus, random, subjects, cloudId, hostId, nonce });
  const observer = createObserver(ports, memory, cloudId);
  const purgeClock = createPurgeClock(clock, memory);
  const orders = createOrders({
    ...{ memory, nonce, clock, logger },
    onChanged(machineIds) {
      workers.interrupt(machineIds);
      beatSoon();
    },
    connection: () => connection,
    remnants: () => remnantsOn(disks, observer),
    onWhole(heardOn) {
      if (heardOn !== connection) return;
      hasAllOrders = true;
      workers.wake();
    },
  });
  const fetchContext = createContextFetcher({ bus, subjects, cloudId, hostId });
  const workers = createWorkers({
    ...{ ports: { ...ports, fetchContext }, settings: { ...options, bootId } },
    ...{ memory, observer, purgeClock },
    hasAllOrders: () => hasAllOrders,
    purgeOrder: (machineId) => orders.purges.get(machineId),
    changed: () => reportSoon(),
  });
  const report = (): void => attempt(async () => reporter.report(await see()));
  const questions = createQuestions({
    ...{ cloudId, nonce, disks, memory, report, sayHello: () => beatSoon() },
    inventory: async (afterMachineId) =>
      inventoryPage(afterMachineId, {
        ...{ nonce, position: memory.memory().position, guards: memory.guards() },
        ...{ sight: await see(), remnants: await remnantsOn(disks, observer) },
        ...{ purges: orders.purges, bytesMax: bus.messageBytesMax / 4 },
      }),
  });

  async function see(): Promise<Sight> {
    looks += 1;
    const look = looks;
    let guards = [...memory.guards().values()];
    let domains = await observer.all();
    for (let again = 0; again < looksAgainMax && mayHaveMissed(guards, domains); again++) {
      guards = [...memory.guards().values()];
      domains = await observer.all();
    }
    return {
      look,
      observed: domains ? 'complete' : 'unavailable',
      machines: guards.map((guard) => {
        const { machineId } = guard.order;
        const domain = domains?.get(machineId) ?? null;
        const activity = workers.activity(machineId);
        return machineReport(guard, domain, activity, observer.counters(machineId));
      }),
      evidence: guards.flatMap((guard) => evidenceReport(guard) ?? []),
    };
  }

  /** True: a machine seems to have vanished under a guard that changed meanwhile, so before or after it was there. */
  function mayHaveMissed(
    guards: readonly Guard[],
    domains: ReadonlyMap<string, Domain> | null,
  ): boolean {
    return guards.some((guard) => {
      const { machineId } = guard.order;
      const isUnseen = guard.startedGeneration > 0 && domains !== null && !domains.has(machineId);
      return isUnseen && memory.guards().get(machineId) !== guard;
    });
  }

  /** The scheduler must hear that this agent lives, whatever libvirt or a disk does. */
  const seeSoon = lastKnown(clock, helloWaitMs, see);
  const aboutHost = lastKnown(clock, helloWaitMs, async () => ({
    ...(await ports.source.declaration()),
    load: await ports.source.load(observer.foreign()),
  }));

  async function sayHello(): Promise<Sight> {
    const [seen, about] = await Promise.all([seeSoon(), aboutHost()]);
    const { position, term, hypervisorUuid, storageId } = memory.memory();
    const { answer: sight } = seen;
    const { capacity, attributes } = about.answer;
    const load = { ...about.answer.load, ...observer.foreign() };
    const held = hasAllOrders ? heldDigest(memory.held(orders.purges)) : nothingHeardDigest;
    const hello = {
      ...{ bootId, hypervisorUuid, storageId, position, term, heldDigest: held },
      ...{ clockMs: clock.now(), capacity, attributes, load },
      ...{ hypervisorAvailable: seen.isNew && observer.isTrusted(), name: options.hostName },
      ...{ version: options.version, uses: observer.uses() },
    };
    if (!stopped) reporter.sayHello(hello, sight);
    return sight;
  }

  async function beat(): Promise<void> {
    orders.retryHeldBack();
    const counted = purgeClock.tick();
    // Workers and hello in one turn, so that one list of libvirt serves both.
    workers.wake();
    attempt(
      () => counted,
      'the time that evidence was kept could not be written; the window gets longer by it',
    );
    reporter.reportProgress(await sayHello());
  }

  function beatSoon(): void {
    attempt(beat);
  }

  /** What changes together is looked at once. */
  function reportSoon(): void {
    if (reportDue || stopped) return;
    reportDue = true;
    clock.after(gatherMs, () => {
      reportDue = false;
      attempt(async () => reporter.reportIfChanged(await see()));
    });
  }

  function attempt(
    work: () => Promise<void>,
    problem = 'the scheduler could not be told; the next hello follows',
  ): void {
    if (stopped) return;
    work().catch((error: unknown) => {
      logger.warn({ err: error }, problem);
    });
  }

  /** After a reboot the host's network knows nothing; a machine that cannot be admitted now is tried again at its start. */
  async function admitAll(): Promise<void> {
    const here = [...memory.guards().values()].filter(isOnHost);
    await Promise.all(
      here.map(({ order }) => ports.network.admit(order.machineId, order.nics)),
    ).catch((error: unknown) => {
      logger.warn({ err: error }, 'the network of the host does not know its machines yet');
    });
  }

  function heard(subject: string, hear: (message: BusMessage) => void): () => void {
    return bus.subscribe(subject, (message) => guarded(logger, subject, () => hear(message)));
  }

  return {
    async start() {
      ends.push(
        heard(subjects.wanted(hostId), (message) => orders.onWanted(message)),
        heard(subjects.ask(hostId), (message) => questions.onAsk(message)),
        bus.onReconnect(() => {
          connection += 1;
          hasAllOrders = false;
          beatSoon();
        }),
        hypervisor.onChange(() => {
          workers.wake();
          reportSoon();
        }),
        every(clock, options.helloEveryMs, beatSoon),
      );
      await admitAll();
      workers.wake();
      await sayHello();
    },
    stop() {
      stopped = true;
      for (const end of ends.splice(0)) end();
      workers.stop();
    },
  };
}
