/**
 * Everything a machine needs before it can start: image, disks, context medium, a free address, network filter and
 * definition. Each part is kept when it is there already, so a second run after a crash only does what is missing.
 */
import { contextDigest } from '../../shared/model/context-digest.ts';
import { printIpv4 } from '../../shared/net/ipv4.ts';
import { domainXml } from '../reconcile/domain-xml.ts';
import { filterXml } from '../reconcile/filter-xml.ts';
import { ImageRefused } from '../images/images.ts';
import type { BaseImage } from '../images/images.ts';
import { AddressInUse, ContextRefused } from './step-context.ts';
import type { StepContext } from './step-context.ts';

const mebibyte = 1_048_576;

export async function prepare(step: StepContext): Promise<void> {
  const { order, startedGeneration } = step.guard;
  step.tell({ phase: 'preparing', reason: null, message: 'fetching the image' });
  const base = await step.ports.images.ensureBase(
    order.image,
    (doneBytes, totalBytes) => step.tell({ doneBytes, totalBytes: totalBytes ?? 0 }),
    step.signal,
  );
  checkSize(base, order.rootDiskMiB);
  // The network is asked and told while the rest is made; all of it has ended before anything follows from a part.
  const [free, made, admitted] = await Promise.allSettled([
    startedGeneration === 0 ? probeAddresses(step) : undefined,
    make(step, base),
    step.ports.network.admit(order.machineId, order.nics),
  ]);
  for (const one of [made, free, admitted]) if (one.status === 'rejected') throw one.reason;
  step.signal.throwIfAborted();
}

async function make(step: StepContext, base: BaseImage): Promise<void> {
  const { order } = step.guard;
  const { disks, hypervisor } = step.ports;
  const { machineId } = order;
  step.tell({ message: 'making the disks' });
  await disks.createRoot(machineId, base, order.rootDiskMiB);
  if (order.swapMiB > 0) await disks.createSwap(machineId, order.swapMiB);
  if (order.volatileMiB > 0) await disks.createVolatile(machineId, order.volatileMiB);
  step.signal.throwIfAborted();
  await burnContext(step);
  step.signal.throwIfAborted();
  const { cloudId, bridge, domainType, emulator, dhcpAddress = null } = step.host;
  await hypervisor.defineFilter(filterXml(machineId, order.nics, dhcpAddress));
  const paths = disks.paths(machineId);
  await hypervisor.define(domainXml(order, { domainType, cloudId, bridge, paths, base, emulator }));
}

function checkSize(base: BaseImage, rootDiskMiB: number): void {
  const neededMiB = Math.ceil(base.virtualBytes / mebibyte);
  if (neededMiB <= rootDiskMiB) return;
  throw new ImageRefused({
    reason: 'imageTooLarge',
    message: `the image is a disk of ${neededMiB} MiB, the machine's root disk has ${rootDiskMiB} MiB`,
    where: 'rootDiskMiB',
    whatToDo: `run it with a root disk of at least ${neededMiB} MiB`,
  });
}

async function burnContext({ ports, guard, tell }: StepContext): Promise<void> {
  const { machineId, context } = guard.order;
  const burnt = await ports.disks.contextOnDisk(machineId);
  if (burnt?.digest === context.digest && burnt.volumeLabel === context.volumeLabel) return;
  tell({ message: 'fetching the context' });
  const files = await ports.fetchContext(guard.order);
  if (contextDigest(files) !== context.digest) {
    throw new ContextRefused('the context that came is not the one that was ordered');
  }
  await ports.disks.burnContext(machineId, context.volumeLabel, files, context.digest);
}

/** Before a first start: an address that somebody answers for must not be used twice. */
async function probeAddresses({ ports, guard, tell, signal }: StepContext): Promise<void> {
  for (const { address } of guard.order.nics) {
    tell({ message: `looking whether ${printIpv4(address)} is free` });
    if (await ports.addresses.inUse(address, signal)) {
      throw new AddressInUse(
        `something on the network already has the address ${printIpv4(address)}`,
      );
    }
  }
}
