/**
 * Stands between a scheduler and the bus: what it orders a host to do is in the log by then, whatever it has decided since
 * (I17), and so is what it orders to be purged (I14).
 */
import type { Bus } from '../../shared/bus/bus.ts';
import type { Wanted } from '../../shared/model/conversation.ts';
import { wantedMessage } from '../../shared/wire/conversation.ts';
import type { SimWorld } from './sim-world.ts';

/** The bus as that scheduler reaches it. */
export function watchedOrders({ witness }: SimWorld, name: string, bus: Bus): Bus {
  const { follower, report } = witness;

  function check({ machines, purges }: Wanted): void {
    follower.catchUp();
    for (const { machineId, generation } of machines)
      if (generation > (follower.machine(machineId)?.generation ?? 0))
        report('I17', `${name} sends an order for ${machineId} that is not in the log`);
    for (const { machineId } of purges)
      if (!follower.evidence(machineId)?.purgeOrderedAt)
        report('I14', `${name} sends a purge of ${machineId} that is not in the log`);
  }

  return {
    ...bus,
    publish(subject, bytes) {
      if (subject.endsWith('.wanted')) check(wantedMessage.decode(bytes));
      bus.publish(subject, bytes);
    },
  };
}
