/**
 * A proxy between a client and a server that can hold back what one side says. Held bytes are let through later or
 * thrown away with the connection: so a request is lost, arrives late, or is carried out and never answered.
 */
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';

export type Direction = 'toServer' | 'toClient';

export interface TcpProxy {
  readonly port: number;
  /** From now on bytes in this direction wait. */
  hold(direction: Direction): void;
  /** Lets everything that waits through. */
  release(): void;
  /** Throws away what waits and cuts every connection; new ones pass again. */
  cut(): void;
  close(): Promise<void>;
}

export function startTcpProxy(serverPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const held: Record<Direction, (() => void)[]> = { toServer: [], toClient: [] };
  const holding: Record<Direction, boolean> = { toServer: false, toClient: false };

  const pipe = (from: Socket, to: Socket, direction: Direction): void => {
    from.on('data', (chunk: Buffer) => {
      const pass = (): void => void to.write(chunk);
      if (holding[direction]) held[direction].push(pass);
      else pass();
    });
    from.on('error', () => from.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    sockets.add(from);
  };

  const server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1');
    pipe(client, upstream, 'toServer');
    pipe(upstream, client, 'toClient');
  });

  const proxy = (port: number): TcpProxy => ({
    port,
    hold(direction) {
      holding[direction] = true;
    },
    release() {
      holding.toServer = holding.toClient = false;
      for (const pass of [...held.toServer.splice(0), ...held.toClient.splice(0)]) pass();
    },
    cut() {
      holding.toServer = holding.toClient = false;
      held.toServer.length = held.toClient.length = 0;
      for (const socket of sockets) socket.destroy();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  });

  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(proxy(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
