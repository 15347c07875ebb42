/** Which facts are shown of a machine when somebody looks closer? Pure: name, text, and how it is written. */
import { bytesText, coresText, sizeText } from './format.js';
import { wordsOf } from './words.js';

/** @returns {Array<{name: string, text: string, form?: 'code' | 'ago'}>} without those that say nothing */
export function factsOf(machine) {
  const { image, counters } = machine;
  return [
    { name: 'Address', text: machine.nics.map(({ address }) => address).join(', '), form: 'code' },
    { name: 'MAC', text: machine.nics.map(({ mac }) => mac).join(', '), form: 'code' },
    { name: 'Host', text: machine.host?.name ?? '' },
    { name: 'Size', text: sizeOf(machine) },
    { name: 'Image', text: image.identifier ?? image.locations[0] ?? '', form: 'code' },
    { name: 'Network', text: machine.networkClass },
    { name: 'Placed by', text: wordsOf(machine.policy) },
    { name: 'Requirement', text: machine.requirements, form: 'code' },
    { name: 'Rank', text: machine.rank, form: 'code' },
    { name: 'Used', text: counters.cpuTimeMs > 0 ? usedBy(counters) : '' },
    { name: 'In this state', text: machine.since, form: 'ago' },
    { name: 'Created', text: machine.createdAt, form: 'ago' },
    { name: 'By', text: machine.createdBy },
    { name: 'UUID', text: machine.id, form: 'code' },
  ].filter(({ text }) => text !== '');
}

function sizeOf({ type, cpu, memoryMiB, diskMiB }) {
  return `${type}: ${coresText(cpu)}, ${sizeText(memoryMiB)} memory, ${sizeText(diskMiB)} disk`;
}

function usedBy({ cpuTimeMs, netReceiveBytes, netSendBytes }) {
  const seconds = Math.round(cpuTimeMs / 1000);
  return `${seconds} s of CPU, ${bytesText(netReceiveBytes)} received, ${bytesText(netSendBytes)} sent`;
}
