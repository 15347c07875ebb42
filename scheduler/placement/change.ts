import { unreachable } from '../../shared/base/assert.ts';
import type { Resources } from '../../shared/model/words.ts';

/** One thing that would have to change so that a machine fits a host: about the request, or about a host. */
export type Change =
  | { readonly kind: 'lowerCpu'; readonly cpuHundredths: number }
  | { readonly kind: 'lowerMemory'; readonly memoryMiB: number }
  | { readonly kind: 'lowerDisk'; readonly diskMiB: number }
  | { readonly kind: 'dropRequirements' }
  | { readonly kind: 'enableHost'; readonly host: string }
  | { readonly kind: 'hearHost'; readonly host: string }
  | { readonly kind: 'endOverCommitment'; readonly host: string }
  | { readonly kind: 'freeCpu'; readonly host: string; readonly cpuHundredths: number }
  | { readonly kind: 'freeMemory'; readonly host: string; readonly memoryMiB: number }
  | { readonly kind: 'freeDisk'; readonly host: string; readonly diskMiB: number }
  | { readonly kind: 'addHost'; readonly resources: Resources; readonly requirements: string };

/** The change as a person would say it: `lower --ram to 1024`, `512 MiB more free memory on host a`. */
export function changeText(change: Change): string {
  switch (change.kind) {
    case 'lowerCpu':
      return `lower --cpu-amount to ${cores(change.cpuHundredths)}`;
    case 'lowerMemory':
      return `lower --ram to ${change.memoryMiB}`;
    case 'lowerDisk':
      return `lower root disk, swap and scratch disk together to ${change.diskMiB} MiB`;
    case 'dropRequirements':
      return 'drop the requirements';
    case 'enableHost':
      return `enable host ${change.host}`;
    case 'hearHost':
      return `bring back the agent of host ${change.host}`;
    case 'endOverCommitment':
      return `give host ${change.host} back what it is promised beyond its capacity`;
    case 'freeCpu':
      return `${cores(change.cpuHundredths)} more free CPU on host ${change.host}`;
    case 'freeMemory':
      return `${change.memoryMiB} MiB more free memory on host ${change.host}`;
    case 'freeDisk':
      return `${change.diskMiB} MiB more free disk on host ${change.host}`;
    case 'addHost':
      return addHostText(change.resources, change.requirements);
    default:
      return unreachable(change);
  }
}

/** Hundredths of a core as cores: 150 -> `1.5`. */
export function cores(cpuHundredths: number): string {
  return String(cpuHundredths / 100);
}

function addHostText(resources: Resources, requirements: string): string {
  const size = `${cores(resources.cpuHundredths)} CPU, ${resources.memoryMiB} MiB of memory and ${resources.diskMiB} MiB of disk to promise`;
  return `add a host with ${size}${requirements === '' ? '' : ` that meets ${requirements}`}`;
}
