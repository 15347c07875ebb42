/** How the result of a check reads on a terminal. Pure. */
import type { Check, Finding, Repaired } from '../rest-answers.ts';
import { printable } from './table.ts';

export function checkText({ hosts, silentHosts, findings }: Check): string {
  const told = hosts - silentHosts.length;
  const silent = silentHosts.map(({ id, name }) => name || id).join(', ');
  return [
    `${told} of ${hosts} hosts told what they hold.`,
    ...(silent === '' ? [] : [`Nothing is known of: ${printable(silent)}.`]),
    ...(findings.length === 0 ? ['Nothing was found.'] : findings.map(findingText)),
    '',
  ].join('\n');
}

export function repairText({ repaired, left }: Repaired): string {
  const mended = repaired.length === 0 ? ['Nothing was to be repaired.'] : ['Ordered:'];
  return [
    ...[...mended, ...repaired.map(findingText)],
    ...(left.length === 0 ? [] : ['Left as it is:', ...left.map(findingText)]),
    ...(repaired.length === 0 ? [] : ['The hosts carry it out now; `stratus check` tells.']),
    '',
  ].join('\n');
}

/** Three lines: what is so, since when, and what becomes of it. */
export function findingText({ invariant, text, since, remedy, whatToDo }: Finding): string {
  return `${invariant.padEnd(4)}${printable(text)}\n    since ${since}; ${remedies[remedy]}\n    ${printable(whatToDo)}`;
}

const remedies: Readonly<Record<Finding['remedy'], string>> = {
  itself: 'it mends itself',
  repair: '`stratus check --repair` mends it',
  administrator: 'an administrator has to look',
};
