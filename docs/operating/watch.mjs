// What changes in this cloud? Prints the room of hosts and the states of machines: node docs/operating/watch.mjs [CURSOR]
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { machineStateAfter, subscribe } from 'stratus/subscribe';

const profile = process.env.STRATUS_PROFILE ?? `${homedir()}/.config/stratus/profile.json`;
const { endpoint, token, subscriber } = JSON.parse(readFileSync(profile, 'utf8'));
const api = { url: endpoint, token };
const from = process.argv[2] ?? 'now'; // a cursor: go on where an earlier run ended

for await (const item of subscribe({ ...subscriber, api, scope: 'all', from })) {
  if (item.kind === 'reset') console.log('another log: read the present state anew', item.cursor);
  if (item.kind === 'host' && item.word === 'hello') {
    const { cpu, memoryMiB } = item.capacity;
    const busy = `${item.load.cpuUsed} of ${cpu} cores, ${item.load.memoryUsedMiB} of ${memoryMiB} MiB`;
    console.log(`host ${item.name}: ${busy}, ${item.load.diskFreeMiB} MiB of disk free`);
  }
  const state = item.kind === 'event' ? machineStateAfter(item) : null;
  if (state) console.log(`machine ${item.machineId}: ${state} since ${item.at} (${item.cursor})`);
}
