/** How does a host stand, and what does each of its bars say? Pure. */
import { coresText, countText, shareOf, sizeText } from './format.js';
import { wordsOf } from './words.js';

const words = {
  heard: { kind: 'running', word: 'enabled', text: '' },
  troubled: { kind: 'trouble', word: 'in trouble', text: 'it gets no work' },
  conflict: {
    kind: 'trouble',
    word: 'conflict',
    text: 'two agents claim to be this host; it gets no work',
  },
  silent: { kind: 'trouble', word: 'silent', text: 'nothing was heard of it lately' },
  neverHeard: { kind: 'waiting', word: 'never heard', text: 'it joined and has not spoken yet' },
  confirmedDown: { kind: 'stopped', word: 'confirmed down', text: '' },
};

/** The worst comes first. @returns {{kind: string, word: string, text: string}} kind: as of machines, for colour and shape */
export function standingOf({ state, enabled, why, trouble, waitingMachines, confirmedDown }) {
  if (state === 'heard' && !enabled) return { kind: 'stopped', word: 'disabled', text: why };
  const { kind, word, text } = words[state] ?? { kind: 'trouble', word: wordsOf(state), text: '' };
  const waiting =
    waitingMachines > 0 ? `${countText(waitingMachines, 'machine')} wait for its word` : '';
  const cause = trouble || confirmedDown?.why || text;
  return { kind, word, text: [cause, waiting].filter(Boolean).join('; ') };
}

/** Those that need somebody come first, then by name. @param {any[]} hosts */
export function sortedHosts(hosts) {
  const rank = (host) =>
    ['trouble', 'waiting', 'stopped', 'running'].indexOf(standingOf(host).kind);
  return [...hosts].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/**
 * The bars of a host. `promised` is what machines were given, `used` what was measured, `declared` what the host has for
 * them; all in per cent of the bar's length, which grows when more was promised than is declared. What nobody measured
 * is called so.
 */
export function barsOf({ capacity, promised, load, declared }) {
  if (capacity === null) return [];
  const disk = load && Math.max(0, capacity.diskMiB - load.diskFreeMiB);
  const bar = (name, write, what, used) => {
    const mark = declared.includes(what) ? ' (declared, not measured)' : '';
    return barOf(name, write, capacity[what], promised[what], used, mark);
  };
  return [
    bar('CPU', coresText, 'cpu', load && load.cpuUsed),
    bar('Memory', sizeText, 'memoryMiB', load && load.memoryUsedMiB),
    bar('Disk', sizeText, 'diskMiB', disk),
  ];
}

function barOf(name, write, declared, promised, used, mark) {
  const length = Math.max(declared, promised);
  const over = promised > declared;
  return {
    name,
    room: over ? `${write(promised - declared)} over` : `${write(declared - promised)} free`,
    over,
    detail: `${write(promised)} of ${write(declared)} promised${used === null ? '' : `, ${write(used)} used`}${mark}`,
    promised: shareOf(promised, length),
    used: used === null ? null : shareOf(used, length),
    declared: shareOf(declared, length),
  };
}
