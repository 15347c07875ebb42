/** libvirt's numbers for a domain's state and for the reason of it (libvirt-domain.h), in words. */
import type { DomainState } from './hypervisor.ts';

interface StateWords {
  readonly state: DomainState;
  /** By libvirt's number of the reason. */
  readonly reasons: readonly string[];
}

const STATES: readonly StateWords[] = [
  { state: 'unknown', reasons: ['unknown'] },
  {
    state: 'running',
    reasons: [
      'unknown',
      'booted',
      'migrated',
      'restored',
      'fromSnapshot',
      'unpaused',
      'migrationCanceled',
      'saveCanceled',
      'wakeup',
      'crashed',
      'postCopy',
      'postCopyFailed',
    ],
  },
  { state: 'blocked', reasons: ['unknown'] },
  {
    state: 'paused',
    reasons: [
      'unknown',
      'user',
      'migration',
      'save',
      'dump',
      'ioError',
      'watchdog',
      'fromSnapshot',
      'shuttingDown',
      'snapshot',
      'crashed',
      'startingUp',
      'postCopy',
      'postCopyFailed',
      'apiError',
    ],
  },
  { state: 'shuttingDown', reasons: ['unknown', 'user'] },
  {
    state: 'shutOff',
    reasons: [
      'unknown',
      'shutdown',
      'destroyed',
      'crashed',
      'migrated',
      'saved',
      'failed',
      'fromSnapshot',
      'daemon',
    ],
  },
  { state: 'crashed', reasons: ['unknown', 'panicked'] },
  { state: 'suspended', reasons: ['unknown'] },
];

/** The words for libvirt's numbers; numbers of a newer libvirt are `unknown`. */
export function stateWords(
  state: number,
  reason: number,
): { readonly state: DomainState; readonly reason: string } {
  const words = STATES[state] ?? { state: 'unknown', reasons: [] };
  return { state: words.state, reason: words.reasons[reason] ?? 'unknown' };
}

/** Whether a domain in this state has a QEMU. A state that does not tell leaves it to libvirt's domain number. */
export function isActive(state: DomainState, domainId: number): boolean {
  if (state === 'shutOff') return false;
  return state === 'crashed' || state === 'unknown' ? domainId >= 0 : true;
}
