// The process that holds the cables of all hosts' agents to the bus (lab/cable.mjs), beside the keeper, so that agents
// keep their connections when that one ends. On SIGHUP it looks again which hosts are cut off, and writes down what it
// did. One argument: the cloud's folder.

import { join } from 'node:path';
import { openCable } from '../../lab/cable.mjs';
import { readJson, writeWhole } from '../cloud/instance.mjs';
import { readPower } from './power.mjs';

const state = process.argv[2];
const { nats, hosts } = readJson(join(state, 'keeper.json'));
const cables = new Map();

function look() {
  const cut = hosts.map(({ name }) => name).filter((name) => readPower(state, name).cut);
  for (const [name, cable] of cables) {
    if (cut.includes(name)) cable.cut();
    else cable.join();
  }
  writeWhole(join(state, 'cables.json'), JSON.stringify({ cut }));
}

process.on('SIGHUP', look);
process.on('SIGINT', () => {});
for (const { name, busPort } of hosts) {
  const isCut = readPower(state, name).cut;
  cables.set(name, await openCable({ port: busPort, target: nats, isCut }));
}
look();
process.stdout.write('{"ready":true}\n');
