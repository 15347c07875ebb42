/**
 * From what a user asked for to the specification of each machine: type and overrides resolved, every value checked, or
 * one refusal that names the field.
 */
import { isUuidText } from '../../shared/base/bytes.ts';
import { ok, refused } from '../../shared/base/result.ts';
import type { Result } from '../../shared/base/result.ts';
import type { RunRequest } from '../../shared/model/command.ts';
import type { InstanceType, MachineSpec, SiteSettings } from '../../shared/model/events.ts';
import type { Reason, Refusal } from '../../shared/model/reasons.ts';
import { parseRank } from '../placement/expression/rank.ts';
import { parseRequirement } from '../placement/expression/requirement.ts';
import { imageRefusal } from './image-request.ts';

/** Machines of one request (decisions 10). */
export const machinesMax = 256;
const nameForm = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Least and most of each size. Memory below 32 MiB boots no guest; the rest is what a contract's field holds safely. */
const bounds = {
  vcpus: [1, 256],
  cpuHundredths: [1, 25_600],
  memoryMiB: [32, 16_777_216],
  swapMiB: [0, 1_048_576],
  volatileMiB: [0, 4_194_304],
  rootDiskMiB: [1, 67_108_864],
} as const;

type Sizes = { readonly [Size in keyof typeof bounds]: number };

/** What all machines of the request share; `name` and ids are added one by one. */
export type SharedSpec = Omit<MachineSpec, 'machineId' | 'label' | 'name' | 'projectId'>;

export function sharedSpec(run: RunRequest, site: SiteSettings): Result<SharedSpec, Refusal> {
  const type = site.types.find(({ name }) => name === (run.type || site.defaultType));
  if (!type) return refused(unknownType(run.type, site));
  const sizes = sizesOf(run, type);
  const wrong =
    countRefusal(run) ??
    nameRefusal(run) ??
    sizeRefusal(sizes) ??
    imageRefusal(run.image) ??
    expressionRefusal(run);
  if (wrong) return refused(wrong);
  const diskMiB = diskMiBOf(sizes);
  return ok({
    ...{
      instanceType: type.name,
      vcpus: sizes.vcpus,
      swapMiB: sizes.swapMiB,
      volatileMiB: sizes.volatileMiB,
      rootDiskMiB: sizes.rootDiskMiB,
    },
    resources: { cpuHundredths: sizes.cpuHundredths, memoryMiB: sizes.memoryMiB, diskMiB },
    ...{ image: run.image, networkClass: run.networkClass, wantedAddress: run.address },
    ...{ requirements: run.requirements, rank: run.rank },
    policy: run.policy ?? (run.rank === '' ? site.policy : 'rank'),
    ...{ onHostRestart: run.onHostRestart, volumeLabel: run.volumeLabel },
    stopDeadlineMs: site.stopDeadlineMs,
  });
}

/** All disks of a machine together. */
export function diskMiBOf(
  disks: Pick<Sizes, 'rootDiskMiB' | 'swapMiB'> & { readonly volatileMiB?: number },
): number {
  return disks.rootDiskMiB + disks.swapMiB + (disks.volatileMiB ?? 0);
}

/**
 * The name of machine `index` (from 0) of the request. Without one it is made of the label; where a user gave that name to
 * another machine, a number is added, so that nobody's name keeps others from running machines.
 */
export function machineName(
  run: RunRequest,
  label: number,
  index: number,
  isTaken: (name: string) => boolean = () => false,
): string {
  if (run.name !== '') return run.machineIds.length === 1 ? run.name : `${run.name}-${index + 1}`;
  let name = `one-${label}`;
  for (let more = 2; isTaken(name); more++) name = `one-${label}-${more}`;
  return name;
}

/** Would be taken for a label or a UUID wherever machines are named. */
function mayBeId(name: string): boolean {
  return /^\d+$/.test(name) || isUuidText(name);
}

export function isMachineName(name: string): boolean {
  return nameForm.test(name);
}

function sizesOf(run: RunRequest, type: InstanceType): Sizes {
  const vcpus = run.vcpus ?? type.vcpus;
  const imageMiB = Math.ceil((run.image.bytes ?? 0) / 1_048_576);
  return {
    vcpus,
    cpuHundredths: run.cpuHundredths ?? (run.vcpus === null ? type.cpuHundredths : 100 * vcpus),
    memoryMiB: run.memoryMiB ?? type.memoryMiB,
    swapMiB: run.swapMiB ?? type.swapMiB,
    volatileMiB: run.volatileMiB,
    rootDiskMiB: run.rootDiskMiB ?? Math.max(type.rootDiskMiB, imageMiB, 1),
  };
}

function sizeRefusal(sizes: Sizes): Refusal | null {
  for (const size of Object.keys(bounds) as (keyof Sizes)[]) {
    const [least, most] = bounds[size];
    const given = sizes[size];
    if (!Number.isInteger(given) || given < least || given > most) {
      const message = `${size} is ${given}`;
      return refusal('invalidSize', message, size, `give a whole number from ${least} to ${most}`);
    }
  }
  if (sizes.cpuHundredths > 100 * sizes.vcpus) {
    const message = `${sizes.cpuHundredths / 100} CPUs are reserved for ${sizes.vcpus} virtual ones`;
    return refusal(
      'invalidSize',
      message,
      'cpuHundredths',
      'reserve at most one CPU for each virtual CPU',
    );
  }
  return null;
}

function countRefusal(run: RunRequest): Refusal | null {
  const count = run.machineIds.length;
  if (count < 1 || count > machinesMax || new Set(run.machineIds).size !== count) {
    return refusal(
      'invalidCount',
      `${count} machines are asked for`,
      'count',
      `ask for 1 to ${machinesMax}`,
    );
  }
  if (run.address !== null && count > 1) {
    const message = `one address is asked for, and ${count} machines`;
    return refusal(
      'invalidCount',
      message,
      'address',
      'ask for a single machine, or leave the addresses to Stratus',
    );
  }
  return null;
}

function nameRefusal(run: RunRequest): Refusal | null {
  const last = run.name === '' ? 'one' : machineName(run, 0, run.machineIds.length - 1);
  if (nameForm.test(last) && !mayBeId(last)) return null;
  const whatToDo =
    'use lower-case letters, digits and dashes, at most 63, beginning with a letter or digit; not digits alone, which are a number of a machine, nor the form of a UUID';
  return refusal(
    'invalidName',
    `${JSON.stringify(last.slice(0, 80))} cannot be the name of a machine`,
    'name',
    whatToDo,
  );
}

function expressionRefusal(run: RunRequest): Refusal | null {
  if (run.requirements !== '') {
    const parsed = parseRequirement(run.requirements);
    if (!parsed.ok) return parsed.reason;
  }
  if (run.rank !== '') {
    const parsed = parseRank(run.rank);
    if (!parsed.ok) return parsed.reason;
  }
  return null;
}

function unknownType(name: string, site: SiteSettings): Refusal {
  const known = site.types.map((type) => type.name).join(', ');
  return refusal('unknownType', `Unknown instance type: ${name}`, 'type', `choose one of ${known}`);
}

function refusal(reason: Reason, message: string, where: string, whatToDo: string): Refusal {
  return { reason, message, where, whatToDo };
}
