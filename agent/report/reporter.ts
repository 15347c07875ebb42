/**
 * Says what the host holds and sees: a hello every few seconds, a full report in pages when something changed or somebody
 * asks. Both may be lost; the digests in the hello show it.
 */
import { toHex } from '../../shared/base/bytes.ts';
import type { Random } from '../../shared/base/random.ts';
import type { Bus } from '../../shared/bus/bus.ts';
import { pageBytesOn, pagesOf } from '../../shared/bus/pages.ts';
import type { Subjects } from '../../shared/bus/subjects.ts';
import type {
  EvidenceReport,
  Hello,
  MachineReport,
  Report,
} from '../../shared/model/conversation.ts';
import { observedDigest } from '../../shared/model/digests.ts';
import { helloMessage, reportMessage } from '../../shared/wire/conversation.ts';

/** All that is held and seen at one moment. */
export interface Sight {
  /** Counts the looks of this agent, from when each began. */
  readonly look: number;
  readonly observed: 'complete' | 'unavailable';
  readonly machines: readonly MachineReport[];
  readonly evidence: readonly EvidenceReport[];
}

export interface ReporterOptions {
  readonly bus: Bus;
  readonly random: Random;
  readonly subjects: Subjects;
  readonly cloudId: string;
  readonly hostId: string;
  readonly nonce: string;
}

export interface Reporter {
  sayHello(
    hello: Omit<Hello, 'cloudId' | 'hostId' | 'nonce' | 'observedDigest'>,
    sight: Sight,
  ): void;
  /** Sends everything; like the next two, nothing when a later look was told: what is older is never told as newer. */
  report(sight: Sight): void;
  /** Sends everything unless what counts is as it was in the last report. */
  reportIfChanged(sight: Sight): void;
  /** The same, but how far a preparation has come counts too: for once a beat, a download changes it at every read. */
  reportProgress(sight: Sight): void;
}

type Item = { readonly machine: MachineReport } | { readonly evidence: EvidenceReport };

export function createReporter(options: ReporterOptions): Reporter {
  const { bus, random, subjects, cloudId, hostId, nonce } = options;
  let number = 0;
  let lastLook = 0;
  let lastDigest = '';
  let lastProgress = '';

  function digestOf(sight: Sight): string {
    return observedDigest(sight.observed, sight.machines, sight.evidence);
  }

  function report(sight: Sight): void {
    if (sight.look < lastLook) return;
    lastLook = sight.look;
    const digest = digestOf(sight);
    const setId = toHex(random.bytes(16));
    number += 1;
    lastDigest = digest;
    lastProgress = progressOf(sight);
    const items: Item[] = [
      ...sight.machines.map((machine) => ({ machine })),
      ...sight.evidence.map((evidence) => ({ evidence })),
    ];
    const sizeOf = (item: Item): number => JSON.stringify(item).length;
    const pages = pagesOf(items, sizeOf, pageBytesOn(bus));
    for (const [index, page] of pages.entries()) {
      const sent: Report = {
        ...{ cloudId, hostId, nonce, setId, page: index + 1, pages: pages.length, number },
        ...{ observed: sight.observed, observedDigest: digest },
        machines: page.flatMap((item) => ('machine' in item ? [item.machine] : [])),
        evidence: page.flatMap((item) => ('evidence' in item ? [item.evidence] : [])),
      };
      bus.publish(subjects.report(hostId), reportMessage.encode(sent));
    }
  }

  return {
    sayHello(hello, sight) {
      const digest = sight.look < lastLook ? lastDigest : digestOf(sight);
      const said: Hello = { ...hello, cloudId, hostId, nonce, observedDigest: digest };
      bus.publish(subjects.hello(hostId), helloMessage.encode(said));
    },
    report,
    reportIfChanged(sight) {
      if (digestOf(sight) !== lastDigest) report(sight);
    },
    reportProgress(sight) {
      if (digestOf(sight) !== lastDigest || progressOf(sight) !== lastProgress) report(sight);
    },
  };
}

/** What a user sees move while a machine is prepared. */
function progressOf({ machines }: Sight): string {
  const moving = machines.filter(({ phase }) => phase === 'preparing' || phase === 'starting');
  return JSON.stringify(
    moving.map(({ machineId, message, doneBytes, totalBytes }) => [
      ...[machineId, message, doneBytes, totalBytes],
    ]),
  );
}
