/**
 * A simulated process: it may be paused, and then everything for it waits and comes at once; or die, and then nothing that it
 * had under way ever goes on. All that reaches its code passes `receive`, all that its code does passes a gate.
 */
import type { Clock } from '../../shared/time/clock.ts';
import type { SimTime } from './sim-time.ts';

export interface SimProcess {
  readonly name: string;
  readonly clock: Clock;
  isAlive(): boolean;
  isPaused(): boolean;
  /** Runs `action` now, when the pause is over, or never. */
  receive(action: () => void): void;
  pause(): void;
  resume(): void;
  crash(): void;
  onCrash(action: () => void): void;
  /** Dies at its call number `call` (from 1, over all gates), before it is made or after it is done. */
  crashAtCall(call: number, when: 'before' | 'after'): void;
  /** It dies at no call any more. */
  live(): void;
  /** Calls through gates so far that do something. */
  calls(): number;
  /** The port as this process reaches it. */
  gate<Port extends object>(port: Port, options?: GateOptions): Port;
}

export interface GateOptions {
  /** How long a call of this method is under way, each way. */
  readonly latencyMs?: (method: string) => number;
  /** Told of each call that is made. */
  readonly onCall?: (method: string) => void;
}

export interface SimProcessOptions {
  readonly name: string;
  readonly time: SimTime;
  /** What its wall clock shows now, ms since 1970. */
  wallClock(): number;
  /** It dies at the call it was to die at. */
  onFate?(): void;
}

export function createSimProcess({ name, time, wallClock, onFate }: SimProcessOptions): SimProcess {
  let alive = true;
  let paused = false;
  let held: (() => void)[] = [];
  let calls = 0;
  let fate: { readonly call: number; readonly when: 'before' | 'after' } | null = null;
  const crashListeners: (() => void)[] = [];

  function receive(action: () => void): void {
    if (!alive) return;
    if (paused) held.push(action);
    else action();
  }

  function crash(): void {
    if (!alive) return;
    alive = false;
    held = [];
    for (const listener of crashListeners) listener();
  }

  const clock: Clock = {
    now: wallClock,
    elapsed: () => time.nowMs(),
    after(delayMs, action) {
      let cancelled = false;
      const cancel = time.after(delayMs, () => receive(() => !cancelled && action()));
      return () => {
        cancelled = true;
        cancel();
      };
    },
  };

  const wait = (delayMs: number): Promise<void> =>
    new Promise((resolve) => void clock.after(delayMs, resolve));

  /** Counts the call; true: the process died of it. */
  function dies(call: number, when: 'before' | 'after'): boolean {
    if (alive && fate?.call === call && fate.when === when) {
      onFate?.();
      crash();
    }
    return !alive;
  }

  function heard<Value>(result: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      result.then(
        (value) => receive(() => resolve(value)),
        (error: Error) => receive(() => reject(error)),
      );
    });
  }

  async function slow(delayMs: number, work: () => unknown): Promise<unknown> {
    await wait(delayMs);
    const value: unknown = await work();
    await wait(delayMs);
    return value;
  }

  return {
    ...{ name, clock, receive, crash },
    isAlive: () => alive,
    isPaused: () => paused,
    pause: () => void (paused = true),
    resume() {
      paused = false;
      for (const action of held.splice(0)) receive(action);
    },
    onCrash: (action) => void crashListeners.push(action),
    crashAtCall: (call, when) => void (fate = { call, when }),
    live: () => void (fate = null),
    calls: () => calls,
    gate(port, { latencyMs = () => 0, onCall = () => undefined } = {}) {
      const guarded = (listener: Work): Work => {
        return (...given) => {
          if (alive && !paused) return listener(...given);
          receive(() => void listener(...given));
          return undefined;
        };
      };
      const pass = (method: string, work: Work): Work => {
        return (...given) => {
          if (!alive) return answerToTheDead(method, work, given);
          onCall(method);
          const call = reading.test(method) ? 0 : ++calls;
          if (dies(call, 'before')) return answerToTheDead(method, work, given);
          const listening = given.map((one) =>
            typeof one === 'function' ? guarded(one as Work) : one,
          );
          const delayMs = latencyMs(method);
          const result = delayMs > 0 ? slow(delayMs, () => work(...listening)) : work(...listening);
          dies(call, 'after');
          return result instanceof Promise ? heard(result) : result;
        };
      };
      const methods = new Map<string | symbol, Work>();
      return new Proxy(port, {
        get(target, property) {
          const known = methods.get(property);
          if (known) return known;
          const value: unknown = Reflect.get(target, property);
          if (typeof value !== 'function' || typeof property !== 'string') return value;
          const made = pass(property, value.bind(target) as Work);
          methods.set(property, made);
          return made;
        },
      });
    },
  };
}

/** Methods that change nothing outside: a death before, in or after them is a death before the next one that does. */
const reading =
  /^(domains|facts|counters|xml|storageId|paths|space|load|consoleTail|read|lastSequence|firstSequence|size|get|list|on[A-Z]|subscribe|follow)/;

type Work = (...given: unknown[]) => unknown;

/** What is left of a dead process's code until its next wait gets no answers, and no exceptions either. */
function answerToTheDead(method: string, work: Work, given: unknown[]): unknown {
  if (method === 'paths') return work(...given);
  if (['subscribe', 'onChange', 'onReconnect', 'follow'].includes(method)) return () => undefined;
  return new Promise(() => undefined);
}
