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

/**
 * Those that need somebody come first, then by name.
 * @template Host
 * @param {Host[]} hosts
 * @returns {Host[]}
 */
export function sortedHosts(hosts) {
  const rank = (host) =>
    ['trouble', 'waiting', 'stopped', 'running'].indexOf(standingOf(host).kind);
  return [...hosts].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/**
 * The bars of a host. `promised` is what machines were given, `used` what was measured, `whole` what the host has for
 * them; all in per cent of the bar's length, which grows when more was promised than it has. What the host only
 * declares, and nobody measured, is called so.
 */
export function barsOf({ capacity, promised, load, declared }) {
  if (capacity === null) return [];
  // Hosts that share a machine measure all of it: what cannot be of this one alone says nothing of its use.
  const disk =
    load && capacity.diskMiB > load.diskFreeMiB ? capacity.diskMiB - load.diskFreeMiB : null;
  const memory = load && load.memoryUsedMiB <= capacity.memoryMiB ? load.memoryUsedMiB : null;
  const bar = (name, what, used, write, brief = write) =>
    barOf({
      name,
      write,
      brief,
      used,
      whole: capacity[what],
      promised: promised[what],
      isDeclared: declared.includes(what),
    });
  return [
    bar('CPU', 'cpu', load && load.cpuUsed, coresText, (cores) => String(Number(cores.toFixed(2)))),
    bar('Memory', 'memoryMiB', memory, sizeText),
    bar('Disk', 'diskMiB', disk, sizeText),
  ];
}

function barOf({ name, write, brief, used, whole, promised, isDeclared }) {
  const length = Math.max(whole, promised);
  const over = promised > whole;
  const of = `${brief(promised)} promised of ${write(whole)}${isDeclared ? ' declared' : ''}`;
  return {
    name,
    room: over ? `${write(promised - whole)} over` : `${write(whole - promised)} free`,
    over,
    detail: used === null ? of : `${of}, ${brief(used)} used`,
    promised: shareOf(promised, length),
    used: used === null ? null : shareOf(used, length),
    whole: shareOf(whole, length),
  };
}
