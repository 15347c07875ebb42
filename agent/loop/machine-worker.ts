/**
 * Brings one machine to where it was ordered, a step at a time: look, decide, act, look again. A new order ends what is
 * under way; what failed is tried again after a pause that grows.
 */
import { cutText } from '../../shared/base/cut-text.ts';
import type { Guard } from '../../shared/model/conversation.ts';
import { sleep } from '../../shared/time/clock.ts';
import type { Domain } from '../libvirt/hypervisor.ts';
import { filterName } from '../reconcile/filter-xml.ts';
import { idle } from '../reconcile/machine-report.ts';
import type { Activity } from '../reconcile/machine-report.ts';
import { nextStep } from '../reconcile/next-step.ts';
import type { Step } from '../reconcile/next-step.ts';
import { runStep, StillLiving } from '../steps/run-step.ts';
import type { HostSettings, StepPorts } from '../steps/step-context.ts';
import { consequenceOf } from '../steps/step-failure.ts';

export interface WorkerHost {
  readonly ports: StepPorts;
  readonly settings: HostSettings;
  /** The machine's guard now; undefined: forgotten. */
  guard(machineId: string): Guard | undefined;
  /** Changes it durably; `edit` sees the newest. */
  change(machineId: string, edit: (guard: Guard | undefined) => Guard | null): Promise<void>;
  /** What libvirt shows now; rejects when it cannot be asked. */
  look(machineId: string): Promise<Domain | null>;
  mayStart(): boolean;
  isPurgeDue(machineId: string): boolean;
  /** Something that is reported changed. */
  changed(): void;
}

export interface MachineWorker {
  readonly activity: Activity;
  /** Looks whether there is something to do; while it works already, it looks again afterwards. */
  wake(): void;
  /** A newer order came: what is under way ends now. */
  interrupt(): void;
  stop(): void;
}

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

export function createMachineWorker(machineId: string, host: WorkerHost): MachineWorker {
  const { clock } = host.ports;
  let activity: Activity = idle;
  let running = false;
  let again = false;
  let stopped = false;
  let preparedGeneration = 0;
  let failures = 0;
  let stepSignal = new AbortController();
  let stopAskedAtMs = Number.POSITIVE_INFINITY;

  function wake(): void {
    again = true;
    if (running || stopped) return;
    running = true;
    void work().finally(() => {
      running = false;
      if (again) wake();
    });
  }

  async function work(): Promise<void> {
    while (again && !stopped) {
      again = false;
      stepSignal = new AbortController();
      const took = await takeStep().catch((error: unknown) => later(error));
      if (took) again = true;
    }
  }

  /** True: a step was taken, and the next look may find another. */
  async function takeStep(): Promise<boolean> {
    const guard = host.guard(machineId);
    if (!guard) return false;
    const domain = await host.look(machineId);
    const step = nextStep({
      ...{ guard, domain, mayStart: host.mayStart(), bootId: host.settings.bootId },
      prepared: preparedGeneration === guard.order.generation,
      stopOverdue: clock.elapsed() - stopAskedAtMs >= guard.order.stopDeadlineMs,
      purgeDue: host.isPurgeDue(machineId),
    });
    if (!step || stopped) {
      if (domain?.active) await keepConsoleShort();
      return waitForStop(guard, domain);
    }
    try {
      await runStep(step, stepContext(guard));
    } catch (error) {
      if (stepSignal.signal.aborted) return true;
      await afterFailure(step, guard, error);
      return true;
    }
    afterStep(step, guard);
    return true;
  }

  /** A guest that prints for ever must not fill the host. Here, because nothing else touches its files meanwhile. */
  async function keepConsoleShort(): Promise<void> {
    const { disks, logger } = host.ports;
    await disks.cutConsole(machineId).catch((error: unknown) => {
      logger.warn({ machineId, err: error }, 'the console could not be cut; it is tried again');
    });
  }

  function stepContext(guard: Guard): Parameters<typeof runStep>[1] {
    const { signal } = stepSignal;
    return {
      ...{ ports: host.ports, host: host.settings, guard, tell, signal },
      async save(change) {
        await host.change(machineId, (now) => {
          if (now?.order.generation !== guard.order.generation) throw new OrderChanged(machineId);
          return { ...now, ...change };
        });
        host.changed();
      },
    };
  }

  function afterStep(step: Step, guard: Guard): void {
    failures = 0;
    if (step.kind === 'prepare') preparedGeneration = guard.order.generation;
    if (step.kind === 'askToStop') stopAskedAtMs = clock.elapsed();
    if (step.kind === 'start') tell(idle);
  }

  async function afterFailure(step: Step, guard: Guard, error: unknown): Promise<void> {
    failures += 1;
    const what = consequenceOf(step, error, guard, failures);
    host.ports.logger.warn(
      { machineId, step: step.kind, err: error, consequence: what.kind },
      'a step failed',
    );
    if (what.kind === 'fail') return giveUp(guard, what);
    tell({ phase: 'waiting', reason: what.reason, message: what.message });
    await pause();
  }

  /** It will not start under this generation. What never ran leaves nothing; what ran is off, everything kept. */
  async function giveUp(
    guard: Guard,
    { reason, message }: { reason: NonNullable<Activity['reason']>; message: string },
  ) {
    const { generation } = guard.order;
    const context = stepContext(guard);
    tell({ phase: 'waiting', reason, message });
    if (await host.ports.living.has(machineId)) throw new StillLiving(machineId);
    failures = 0;
    if (guard.startedGeneration > 0) {
      return context.save({ startedGeneration: generation, stoppedReason: reason });
    }
    const { hypervisor, disks, network } = host.ports;
    // The start was refused, so it never ran; with the guard of a start it would be seen to vanish while it is taken apart.
    await context.save({ startedGeneration: 0 });
    await hypervisor.undefine(machineId);
    await hypervisor.undefineFilter(filterName(machineId));
    await network.release(machineId);
    await disks.removeHalfMade(machineId);
    await context.save({ failure: { generation, reason, message: cutText(message) } });
  }

  /** The world outside did not answer: look again later. Never ends the agent. */
  async function later(error: unknown): Promise<boolean> {
    failures += 1;
    if (!(error instanceof OrderChanged)) {
      tell({ phase: 'waiting', message: error instanceof Error ? error.message : String(error) });
    }
    await pause();
    return true;
  }

  async function pause(): Promise<void> {
    const pauseMs = Math.min(firstPauseMs * 2 ** Math.min(failures - 1, 10), longestPauseMs);
    await sleep(clock, pauseMs, stepSignal.signal).catch(() => undefined);
  }

  /** While a guest powers off, its deadline wakes this worker. */
  function waitForStop(guard: Guard, domain: Domain | null): false {
    if (guard.order.desired === 'stopped' && domain?.active && !stopped) {
      if (stopAskedAtMs === Number.POSITIVE_INFINITY) stopAskedAtMs = clock.elapsed();
      const leftMs = stopAskedAtMs + guard.order.stopDeadlineMs - clock.elapsed();
      clock.after(Math.max(leftMs, 1), wake);
    }
    return false;
  }

  function tell(change: Partial<Activity>): void {
    const before = activity;
    activity = { ...activity, ...change };
    if (before.phase !== activity.phase || before.reason !== activity.reason) host.changed();
  }

  return {
    get activity() {
      return activity;
    },
    wake,
    interrupt() {
      failures = 0;
      stopAskedAtMs = Number.POSITIVE_INFINITY;
      activity = idle;
      stepSignal.abort(new OrderChanged(machineId));
      wake();
    },
    stop() {
      stopped = true;
      stepSignal.abort(new OrderChanged(machineId));
    },
  };
}

/** The machine has another order than when the step began. */
export class OrderChanged extends Error {
  override readonly name = 'OrderChanged';
  readonly code = 'orderChanged';

  constructor(machineId: string) {
    super(`machine ${machineId} has a newer order`);
  }
}
