/** Which words, and which of six kinds of state, does the page show for the words of the API? Pure tables. */

/** In the order in which they are shown; each has its own colour and its own shape (glyphs.js). */
export const kinds = /** @type {const} */ ([
  'running',
  'moving',
  'waiting',
  'stopped',
  'trouble',
  'ended',
]);

export const kindTexts = {
  running: 'running',
  moving: 'changing',
  waiting: 'waiting',
  stopped: 'stopped',
  trouble: 'in trouble',
  ended: 'ended',
};

const kindByState = {
  pending: 'waiting',
  prolog: 'moving',
  boot: 'moving',
  running: 'running',
  stopping: 'moving',
  stopped: 'stopped',
  suspended: 'stopped',
  migrating: 'moving',
  epilog: 'moving',
  unknown: 'trouble',
  failed: 'trouble',
  done: 'ended',
};

/** A state that this page does not know yet is shown as it is called, among those in trouble. */
export function kindOf(state) {
  return kindByState[state] ?? 'trouble';
}

const reasonTexts = {
  noHosts: 'there is no host',
  noHostEnabled: 'no host is enabled',
  noHostHeard: 'no host is heard',
  noHostMeetsRequirement: 'no host meets its requirement',
  noHostWithCpu: 'no host has the CPU free',
  noHostWithMemory: 'no host has the memory free',
  noHostWithDisk: 'no host has the disk free',
  noFreeAddress: 'no address is free',
  hostSilent: 'its host is silent',
  tooLargeForEveryHost: 'too large for every host',
  hostAwaited: 'a host has not spoken since the log was recovered',
  mayBePlaced: 'a host that has not spoken since the log was recovered may run it',
  noContext: 'its context is not there yet',
  stoppedOnRequest: 'on request',
  halted: 'it halted itself',
  hostRestarted: 'its host restarted',
  destroyedOutside: 'ended outside of Stratus',
  stopDeadlinePassed: 'it did not halt in time',
  addressInUse: 'somebody answers at its address',
  diskFull: 'the disk of the host is full',
};

/** `imageDigestMismatch` -> `image digest mismatch` where there is nothing better to say. */
export function reasonText(reason) {
  return reasonTexts[reason] ?? wordsOf(reason);
}

/** `evidenceSealed` -> `evidence sealed`. */
export function wordsOf(name) {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
}

/** Why a machine is as it is, in one line; empty when there is nothing to say. */
export function causeText({ waiting, reason, message, progress }) {
  if (waiting) return reasonText(waiting);
  const cause = reason ? reasonText(reason) : '';
  if (cause || message) return [cause, message].filter(Boolean).join(': ');
  return progress && progress.phase !== 'running' ? progressText(progress) : '';
}

/** What its host does with it now. */
export function progressText({ phase, doneBytes, totalBytes, message }) {
  const part = totalBytes > 0 ? ` ${Math.floor((100 * doneBytes) / totalBytes)} %` : '';
  return `${message || phase}${part}`;
}

/** What an action comes to, asked before it is done. */
export const actionTexts = {
  start: {
    verb: 'Start',
    ask: 'It starts again with its disks.',
    done: 'is to start',
  },
  stop: {
    verb: 'Stop',
    ask: 'It is asked to halt, and ended if it does not. Its disks, address and place are kept.',
    done: 'is to stop',
  },
  shutdown: {
    verb: 'Shut down',
    ask: 'It is asked to halt, and then it is gone: its address is freed and its disks go to quarantine.',
    done: 'is to shut down',
  },
  kill: {
    verb: 'Kill',
    ask: 'It ends at once, without being asked. Its address is freed and its disks go to quarantine.',
    done: 'is to end',
  },
  hold: {
    verb: 'Hold',
    ask: 'It is kept until somebody releases it, however long that takes.',
    done: 'is held',
  },
  release: {
    verb: 'Release',
    ask: 'The hold ends: once its time is over, it is removed for good.',
    done: 'is released',
  },
};
