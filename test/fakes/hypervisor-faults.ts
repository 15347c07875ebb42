/** What shall go wrong with the next requests to a fake hypervisor, told by the test or by the simulator's dice. */
import {
  HypervisorRefused,
  HypervisorUnavailable,
  OutcomeUnknown,
} from '../../agent/libvirt/hypervisor-errors.ts';
import type { Hypervisor } from '../../agent/libvirt/hypervisor.ts';
import type { Clock } from '../../shared/time/clock.ts';

/** A request of the port. */
export type HypervisorRequest = Exclude<keyof Hypervisor, 'state' | 'onChange' | 'close'>;

type Fault =
  | { readonly kind: 'fail'; readonly error: Error }
  | { readonly kind: 'loseAnswer' }
  | { readonly kind: 'refuseDone'; readonly error: Error }
  | { readonly kind: 'hang'; readonly hanging: Hanging }
  | { readonly kind: 'emptyList' };

interface Hanging {
  released: boolean;
  /** Goes on with the request, or ends it without an answer. */
  goOn: () => void;
  lose: () => void;
}

/** As long as the real adapter waits for its slowest calls. */
const ANSWER_LIMIT_MS = 120_000;
const READS: ReadonlySet<HypervisorRequest> = new Set(['facts', 'domains', 'counters', 'xml']);

/** What happened to a request because of a fault. */
export type FaultTaken = Fault['kind'];

export class HypervisorFaults {
  /** Told of each fault when it takes effect. */
  onTaken: (kind: FaultTaken) => void = () => {};
  readonly #clock: Clock;
  readonly #next = new Map<HypervisorRequest, Fault[]>();
  readonly #hanging = new Set<Hanging>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The next such request is not done and ends in `error`. */
  failNext(
    request: HypervisorRequest,
    error: Error = new HypervisorRefused('failed', `cannot ${request}: the test said so`),
  ): void {
    this.#add(request, { kind: 'fail', error });
  }

  /** The next such request is done, and its answer is lost. */
  loseNextAnswer(request: HypervisorRequest): void {
    this.#add(request, { kind: 'loseAnswer' });
  }

  /** The next such request is done, and its answer says that it is not. */
  refuseNextThoughDone(request: HypervisorRequest): void {
    const error = new HypervisorRefused('failed', `${request} took too long: the test said so`);
    this.#add(request, { kind: 'refuseDone', error });
  }

  /** The next such request hangs, not done, until the returned function is called, libvirt goes, or its limit. */
  hangNext(request: HypervisorRequest): () => void {
    const hanging: Hanging = { released: false, goOn: () => {}, lose: () => {} };
    this.#add(request, { kind: 'hang', hanging });
    return () => {
      hanging.released = true;
      hanging.goOn();
    };
  }

  /** The next list says that the host has no domains at all. */
  emptyNextList(): void {
    this.#add('domains', { kind: 'emptyList' });
  }

  /** What was to go wrong and did not yet goes right. */
  clear(): void {
    this.#next.clear();
  }

  /** Every request that hangs now ends without an answer. */
  loseHanging(): void {
    for (const hanging of [...this.#hanging]) hanging.lose();
  }

  /** Does `work` as the fault that is next for this request has it. */
  async apply<Value>(request: HypervisorRequest, empty: Value, work: () => Value): Promise<Value> {
    const fault = this.#next.get(request)?.shift();
    if (fault) this.onTaken(fault.kind);
    switch (fault?.kind) {
      case undefined:
        return work();
      case 'fail':
        throw fault.error;
      case 'emptyList':
        return empty;
      case 'hang':
        await this.#hang(request, fault.hanging);
        return work();
      case 'loseAnswer':
      case 'refuseDone':
        try {
          work();
        } catch {
          // The refusal is lost as well.
        }
        throw fault.kind === 'refuseDone' ? fault.error : lost(request);
    }
  }

  #hang(request: HypervisorRequest, hanging: Hanging): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => (): void => {
        cancel();
        this.#hanging.delete(hanging);
        settle();
      };
      hanging.goOn = end(resolve);
      hanging.lose = end(() => reject(lost(request)));
      const cancel = this.#clock.after(ANSWER_LIMIT_MS, () => hanging.lose());
      this.#hanging.add(hanging);
      if (hanging.released) hanging.goOn();
    });
  }

  #add(request: HypervisorRequest, fault: Fault): void {
    this.#next.set(request, [...(this.#next.get(request) ?? []), fault]);
  }
}

function lost(request: HypervisorRequest): Error {
  if (READS.has(request)) return new HypervisorUnavailable(`no answer to ${request}`);
  return new OutcomeUnknown(`no answer to ${request}; it may have been done`);
}
