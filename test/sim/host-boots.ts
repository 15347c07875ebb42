/** The starts and ends of a simulated host as a computer: each start has a boot id of its own, and no guest outlives it. */
import { uuidFromRandom } from '../../shared/base/bytes.ts';
import type { SimHost } from './sim-host.ts';
import type { SimWorld } from './sim-world.ts';

export interface Boots {
  isOn(): boolean;
  bootId(): string;
  /** Everything stops at once, and boots again after `downMs`. */
  powerFail(downMs: number): void;
  /** The agent ends first, then each guest powers off; it boots again after `downMs`. */
  reboot(downMs: number): void;
}

export function bootsOfHost(world: SimWorld, host: SimHost): Boots {
  const { random, time, trace, coverage } = world;
  const { name, hypervisor } = host;
  const newBootId = (): string => uuidFromRandom(random.bytes(16));
  let bootId = newBootId();
  let isOn = true;
  coverage.point('hostStart');

  function goOff(downMs: number): void {
    isOn = false;
    host.agent()?.crash();
    host.byItself(() => hypervisor.powerFail());
    time.after(downMs, () => {
      trace.note(`${name}: the host boots`);
      coverage.point('hostStart');
      bootId = newBootId();
      isOn = true;
      hypervisor.powerOn();
      time.after(2_000, () => host.startAgent());
    });
  }

  return {
    isOn: () => isOn,
    bootId: () => bootId,
    powerFail(downMs) {
      if (!isOn) return;
      trace.note(`${name}: the power fails`);
      coverage.took('powerFailure');
      goOff(downMs);
    },
    reboot(downMs) {
      if (!isOn) return;
      trace.note(`${name}: the host is restarted`);
      coverage.took('hostReboot');
      host.agent()?.crash();
      host.byItself(() => {
        for (const uuid of [...host.living.keys()]) hypervisor.haltInside(uuid);
      });
      goOff(downMs);
    },
  };
}
