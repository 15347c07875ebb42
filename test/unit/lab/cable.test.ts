// Does a cable carry bytes both ways, nothing while it is cut, and then what was held back?

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCable } from '../../../lab/cable.mjs';
import { until } from '../../support/until.ts';

let bus: Server;
let callers: Socket[];
let cable: Awaited<ReturnType<typeof openCable>>;

/** A bus that says everything back. */
beforeEach(async () => {
  callers = [];
  bus = createServer((socket) => {
    callers.push(socket);
    socket.on('error', () => undefined).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(bus, 'listening');
  const { port } = bus.address() as { port: number };
  cable = await openCable({ port: 0, target: { host: '127.0.0.1', port } });
});
afterEach(() => {
  cable.close();
  for (const socket of callers) socket.destroy();
  bus.close();
});

async function anAgent() {
  const socket = connect(cable.port, '127.0.0.1');
  let heard = '';
  socket.on('error', () => undefined).on('data', (bytes) => (heard += bytes.toString()));
  await once(socket, 'connect');
  return {
    socket,
    say: (text: string) => void socket.write(text),
    hears: (text: string) => until(`"${text}" is heard`, () => heard === text),
    heard: () => heard,
  };
}

test('what is said arrives, and the answer too', async () => {
  const agent = await anAgent();
  agent.say('one');
  await agent.hears('one');
});

test('a cut one holds back what is said, the connection lives on, and it arrives when joined', async () => {
  const [agent, other] = [await anAgent(), await anAgent()];
  agent.say('one');
  await agent.hears('one');
  cable.cut();
  agent.say(' two');
  // Whatever was to come through would have: a round trip of another socket of this process takes as long.
  const direct = connect((bus.address() as { port: number }).port, '127.0.0.1');
  direct.write('x');
  await once(direct, 'data');
  direct.destroy();
  expect(agent.heard()).toBe('one');
  expect(agent.socket.destroyed).toBe(false);
  cable.join();
  await agent.hears('one two');
  other.say('here');
  await other.hears('here');
});

test('who connects meanwhile waits; who gave up is let go at the other end when it is joined', async () => {
  const before = await anAgent();
  before.say('one');
  await before.hears('one');
  cable.cut();
  const late = await anAgent();
  late.say('late');
  before.socket.destroy();
  await once(before.socket, 'close');
  expect(callers).toHaveLength(1);
  expect(callers[0]!.destroyed).toBe(false);
  cable.join();
  await late.hears('late');
  await until('the lost one is let go', () => callers[0]!.destroyed);
});

test('where the bus is away the connection ends at once', async () => {
  bus.close();
  await once(bus, 'close');
  const agent = await anAgent();
  await once(agent.socket, 'close');
});
