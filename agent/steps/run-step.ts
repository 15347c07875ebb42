/** Carries out one step. Each may run twice; what it guards is written before it is done. */
import type { Reason } from '../../shared/model/reasons.ts';
import type { Step } from '../reconcile/next-step.ts';
import { filterName } from '../reconcile/filter-xml.ts';
import { prepare } from './prepare.ts';
import type { StepContext } from './step-context.ts';

export async function runStep(step: Step, context: StepContext): Promise<void> {
  switch (step.kind) {
    case 'prepare':
      return prepare(context);
    case 'start':
      return start(context);
    case 'adopt':
      return context.save(started(context));
    case 'noteStopped':
      return noteStopped(context, step.reason);
    case 'askToStop':
      return askToStop(context);
    case 'forceStop':
      return forceStop(context);
    case 'end':
      return end(context);
    case 'seal':
      return seal(context);
    case 'purge':
      return purge(context);
  }
}

/** The guard first: whatever happens after it, this generation is never started again. */
async function start(context: StepContext): Promise<void> {
  const { ports, guard } = context;
  const { machineId } = guard.order;
  if (await ports.living.has(machineId)) throw new StillLiving(machineId);
  context.signal.throwIfAborted();
  context.tell({ phase: 'starting', message: 'starting' });
  await context.save(started(context));
  await ports.hypervisor.start(machineId);
}

function started({ guard, host }: StepContext) {
  return {
    startedGeneration: guard.order.generation,
    startedBootId: host.bootId,
    stoppedReason: null,
  };
}

/** A QEMU process runs the machine that libvirt shows as off. */
export class StillLiving extends Error {
  override readonly name = 'StillLiving';
  readonly code = 'stillLiving';

  constructor(machineId: string) {
    super(
      `a QEMU process runs machine ${machineId} though libvirt does not show it; end that process or restart libvirtd`,
    );
  }
}

/** What still lives has not stopped, whatever libvirt shows. */
async function noteStopped({ ports, guard, save }: StepContext, reason: Reason): Promise<void> {
  const { machineId } = guard.order;
  if (await ports.living.has(machineId)) throw new StillLiving(machineId);
  await save({ stoppedReason: reason });
}

async function askToStop({ ports, guard, save }: StepContext): Promise<void> {
  await save({ stopAskedGeneration: guard.order.generation, stoppedReason: null });
  try {
    await ports.hypervisor.shutdown(guard.order.machineId);
  } catch (error) {
    // Nobody knows whether the button was pressed. Once more does no harm; not at all ends in a power cut.
    await save({ stopAskedGeneration: 0 });
    throw error;
  }
}

async function forceStop({ ports, guard, save }: StepContext): Promise<void> {
  await ports.hypervisor.destroy(guard.order.machineId);
  await save({ stoppedReason: 'stopDeadlinePassed' });
}

/** What ever ran goes to quarantine; what never did leaves nothing. The tombstone is written last. */
async function end({ ports, guard, save, signal }: StepContext): Promise<void> {
  const { machineId, generation } = guard.order;
  await ports.hypervisor.destroy(machineId);
  // Disks that a QEMU still writes are neither evidence nor rubbish.
  if (await ports.living.has(machineId)) throw new StillLiving(machineId);
  await ports.hypervisor.undefine(machineId);
  await ports.hypervisor.undefineFilter(filterName(machineId));
  await ports.network.release(machineId);
  signal.throwIfAborted();
  const hasRun = guard.startedGeneration > 0;
  const evidence = hasRun ? await ports.disks.quarantine(machineId, generation) : [];
  if (!hasRun) await ports.disks.removeHalfMade(machineId);
  await save({
    goneGeneration: generation,
    evidence: evidence.map(({ name, bytes }) => ({ name, bytes })),
    keptForMs: 0,
  });
}

async function seal({ ports, guard, save, signal }: StepContext): Promise<void> {
  const { sha256 } = await ports.disks.seal(guard.order.machineId, signal);
  await save({ seal: sha256 });
}

async function purge({ ports, guard, save }: StepContext): Promise<void> {
  if (!guard.purgeIntended) await save({ purgeIntended: true });
  await ports.disks.purge(guard.order.machineId);
  await save({ purged: true });
}
