// How is an agent cut off from the bus without being stopped? It reaches the bus through a cable: a relay of its own on
// loopback. A cable that is cut carries nothing either way and tells neither end; what was under way arrives when it is
// whole again, as a network sends again what was lost. Ends that gave up meanwhile are let go then.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * @param {{port: number, target: {host: string, port: number}, isCut?: boolean}} wanted port: on 127.0.0.1; 0: any that
 *   is free; target: where the bus listens
 * @returns {Promise<{port: number, cut: () => void, join: () => void, close: () => void}>}
 */
export async function openCable({ port, target, isCut = false }) {
  const pairs = new Set();
  let dead = isCut;

  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (near) => {
    const pair = { near, far: null };
    pairs.add(pair);
    watch(near, pair);
    if (!dead) carry(pair);
  });

  function watch(socket, pair) {
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('close', () => dead || letGo(pair));
  }

  function carry(pair) {
    if (pair.near.destroyed || pair.far?.destroyed) return letGo(pair);
    if (pair.far === null) {
      pair.far = connect({ ...target, allowHalfOpen: true });
      watch(pair.far, pair);
    }
    pair.near.pipe(pair.far);
    pair.far.pipe(pair.near);
  }

  function hold({ near, far }) {
    if (far === null) return;
    near.unpipe(far).pause();
    far.unpipe(near).pause();
  }

  function letGo(pair) {
    pairs.delete(pair);
    pair.near.destroy();
    pair.far?.destroy();
  }

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: server.address().port,
    cut() {
      if (dead) return;
      dead = true;
      pairs.forEach(hold);
    },
    join() {
      if (!dead) return;
      dead = false;
      pairs.forEach(carry);
    },
    close() {
      server.close();
      pairs.forEach(letGo);
    },
  };
}
