/** Which machines are known, what changed by a new answer, and which of them does a filter show? Pure. */
import { causeText, kindOf, kinds } from './words.js';

/**
 * Takes an answer into `known`. A machine that is as it was keeps its object, so that nothing of it is drawn again.
 * @param {Map<string, any>} known by id
 * @param {any[]} answer
 * @param {boolean} whole all that there are: others are gone
 * @returns {{changed: boolean, sentences: string[]}} sentences: what somebody who cannot see the page is told
 */
export function mergeMachines(known, answer, whole) {
  const sentences = [];
  let changed = false;
  const seen = new Set(answer.map(({ id }) => id));
  for (const machine of answer) {
    const before = known.get(machine.id);
    if (before ? sameText(before) === sameText(machine) : machine.state === 'done') continue;
    changed = true;
    if (machine.state === 'done') known.delete(machine.id);
    else known.set(machine.id, machine);
    if (before?.state !== machine.state) sentences.push(`${machine.name} is ${machine.state}`);
  }
  if (whole) for (const id of [...known.keys()]) if (!seen.has(id)) changed = known.delete(id);
  return { changed, sentences };
}

/** When it was heard says nothing about it. */
function sameText(machine) {
  return JSON.stringify({
    ...machine,
    progress: machine.progress && { ...machine.progress, heardAt: '' },
  });
}

/**
 * Newest first.
 * @template Machine
 * @param {Iterable<Machine>} machines
 * @param {{kind: string | null, text: string}} filter
 * @returns {Machine[]}
 */
export function shownMachines(machines, { kind, text }) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return [...machines]
    .filter((machine) => kind === null || kindOf(machine.state) === kind)
    .filter((machine) => words.every((word) => textOf(machine).includes(word)))
    .sort((a, b) => b.label - a.label);
}

function textOf(machine) {
  const { name, label, state, address, host, type, createdBy } = machine;
  return `${name} ${label} ${state} ${address ?? ''} ${host?.name ?? ''} ${type} ${createdBy} ${causeText(machine)}`.toLowerCase();
}

/** How many of each kind, in their order. @returns {Array<{kind: string, count: number}>} */
export function countByKind(machines) {
  const counts = new Map(kinds.map((kind) => [kind, 0]));
  for (const { state } of machines) counts.set(kindOf(state), counts.get(kindOf(state)) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count }));
}

/** One sentence for many. @param {string[]} sentences */
export function spokenText(sentences) {
  if (sentences.length <= 3) return sentences.join(', ');
  return `${sentences.length} machines changed, the last one: ${sentences.at(-1)}`;
}
