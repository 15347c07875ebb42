import type { Resources } from './words.ts';

/** How a site makes promises out of what hosts declare (a part of `SiteSettings`). */
export interface PromiseRules {
  /** 100: a core is promised once; 200: twice. */
  readonly cpuOvercommitPercent: number;
  readonly memoryReservedMiB: number;
  readonly diskReservedMiB: number;
}

/**
 * How much of a host may be promised? Only CPU is overcommitted: too little of it makes machines slow, too little memory
 * or disk ends them. The reserved share is the host's own. Never below zero.
 */
export function promisableOf(declared: Resources, rules: PromiseRules): Resources {
  return {
    cpuHundredths: Math.floor((declared.cpuHundredths * rules.cpuOvercommitPercent) / 100),
    memoryMiB: Math.max(0, declared.memoryMiB - rules.memoryReservedMiB),
    diskMiB: Math.max(0, declared.diskMiB - rules.diskReservedMiB),
  };
}
