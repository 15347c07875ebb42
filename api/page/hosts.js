/** How does a host stand, and what does each of its bars say? Pure. */
import { coresText, shareOf, sizeText } from './format.js';

/** The worst comes first. @returns {{kind: string, word: string, text: string}} kind: as of machines, for colour and shape */
export function standingOf(host) {
  const { heard, conflict, trouble, enabled, why } = host;
  if (conflict)
    return {
      kind: 'trouble',
      word: 'conflict',
      text: trouble || 'two agents claim to be this host; it gets no work',
    };
  if (!heard) return { kind: 'trouble', word: 'silent', text: trouble || 'it is not heard' };
  if (!enabled) return { kind: 'stopped', word: 'disabled', text: why || trouble };
  if (trouble) return { kind: 'trouble', word: 'trouble', text: trouble };
  return { kind: 'running', word: 'enabled', text: '' };
}

/** Those that need somebody come first, then by name. @param {any[]} hosts */
export function sortedHosts(hosts) {
  const rank = (host) => ['trouble', 'stopped', 'running'].indexOf(standingOf(host).kind);
  return [...hosts].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/**
 * The bars of a host. `promised` is what machines were given, `used` what was measured, `declared` what the host has for
 * them; all in per cent of the bar's length, which grows when more was promised than is declared. What nobody measured
 * is called so.
 */
export function barsOf({ capacity, promised, load, declared = [] }) {
  if (capacity === null) return [];
  const disk = load && Math.max(0, capacity.diskMiB - load.diskFreeMiB);
  const bar = (name, write, what, used) => {
    const mark = declared.includes(what) ? ' declared' : '';
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
    detail: `${write(promised)} of ${write(declared)}${mark} promised${used === null ? '' : `, ${write(used)} used`}`,
    promised: shareOf(promised, length),
    used: used === null ? null : shareOf(used, length),
    declared: shareOf(declared, length),
  };
}
