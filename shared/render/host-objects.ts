/** What a host has and how busy it is, as everybody outside sees it. */
import type { Load } from '../model/conversation.ts';
import type { Resources } from '../model/words.ts';
import { coresOf } from './units.ts';

export interface ResourcesObject {
  /** Cores, in steps of 0.01. */
  cpu: number;
  memoryMiB: number;
  diskMiB: number;
}

export interface LoadObject {
  /** Cores. */
  cpuUsed: number;
  memoryUsedMiB: number;
  diskFreeMiB: number;
  netReceiveBytes: number;
  netSendBytes: number;
  /** Cores of domains that are not ours. */
  foreignCpu: number;
  foreignMemoryMiB: number;
}

export function resourcesObject(resources: Resources): ResourcesObject {
  const { cpuHundredths, memoryMiB, diskMiB } = resources;
  return { cpu: coresOf(cpuHundredths), memoryMiB, diskMiB };
}

export function loadObject({ cpuUsedHundredths, foreignCpuHundredths, ...rest }: Load): LoadObject {
  return {
    ...rest,
    cpuUsed: coresOf(cpuUsedHundredths),
    foreignCpu: coresOf(foreignCpuHundredths),
  };
}
