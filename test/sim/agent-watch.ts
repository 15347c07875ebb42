/**
 * Stands between an agent and the bus and holds what it says against what is durable on its host, and what it starts against
 * what it heard: an agent says nothing that it could forget, and starts nothing before all its orders came.
 */
import type { Bus } from '../../shared/bus/bus.ts';
import type { Guard, Hello, Report, Wanted } from '../../shared/model/conversation.ts';
import { helloMessage, reportMessage, wantedMessage } from '../../shared/wire/conversation.ts';
import type { FakeGuards } from '../fakes/fake-guards.ts';

export interface AgentWatch {
  /** The bus as a new start of the agent reaches it. */
  listenedTo(bus: Bus): Bus;
  /** A whole set of orders came on the present connection. */
  hasOrders(): boolean;
  /** The guard is durable now. */
  onGuard(guard: Guard): void;
}

export interface AgentWatchOptions {
  readonly name: string;
  readonly guards: Pick<FakeGuards, 'kept' | 'memory'>;
  report(invariant: string, text: string): void;
}

export function createAgentWatch({ name, guards, report }: AgentWatchOptions): AgentWatch {
  let hasOrders = false;
  /** Of each set that came on the present connection, the pages that came. */
  const heard = new Map<string, Set<number>>();
  /** The highest that was ever durable: of a start that was refused the guard is taken back. */
  const started = new Map<string, number>();

  function forget(): void {
    hasOrders = false;
    heard.clear();
  }

  /** What cannot be read is no set of orders, and what is not complete is none yet. */
  function hearOrders(bytes: Uint8Array): void {
    const wanted = readOrders(bytes);
    if (!wanted?.whole) return;
    const { setId, page, pages } = wanted;
    const ofSet = heard.get(setId) ?? new Set();
    heard.set(setId, ofSet.add(page));
    hasOrders ||= ofSet.size === pages;
  }

  /** I8: what it says it was shown, it will still know after a crash. */
  function checkHello({ term, position }: Hello): void {
    const durable = guards.memory();
    const isKept =
      term <= (durable?.term ?? 0) &&
      (position?.sequence ?? 0) <= (durable?.position?.sequence ?? 0);
    if (!isKept) report('I8', `${name} says a term or position that it could forget`);
  }

  /** I17: what it says it did is guarded on its disk. */
  function checkReport({ machines }: Report): void {
    for (const { machineId, phase, generation, startedGeneration } of machines) {
      const guard = guards.kept().get(machineId);
      const isGuarded =
        startedGeneration <= (started.get(machineId) ?? 0) &&
        (phase !== 'gone' || guard?.goneGeneration === generation);
      if (guard && !isGuarded)
        report('I17', `${name} tells of ${machineId} what it could forget: ${phase}`);
    }
  }

  return {
    hasOrders: () => hasOrders,
    onGuard({ order: { machineId }, startedGeneration }) {
      started.set(machineId, Math.max(startedGeneration, started.get(machineId) ?? 0));
    },
    listenedTo(bus) {
      forget();
      return {
        ...bus,
        publish(subject, bytes) {
          if (subject.endsWith('.hello')) checkHello(helloMessage.decode(bytes));
          if (subject.endsWith('.report')) checkReport(reportMessage.decode(bytes));
          bus.publish(subject, bytes);
        },
        subscribe: (subject, onMessage) =>
          bus.subscribe(subject, (message) => {
            if (subject.endsWith('.wanted')) hearOrders(message.bytes);
            onMessage(message);
          }),
        onReconnect: (onUp) =>
          bus.onReconnect(() => {
            forget();
            onUp();
          }),
      };
    },
  };
}

function readOrders(bytes: Uint8Array): Wanted | null {
  try {
    return wantedMessage.decode(bytes);
  } catch {
    return null;
  }
}
