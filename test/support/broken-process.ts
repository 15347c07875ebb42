/**
 * A process with a bug, as a part of Stratus is a process: what would keep it alive goes on, so that only the bug can end it.
 * One argument says where the bug is.
 */
import type { NatsConnection } from '@nats-io/transport-node';
import { AssertionFailed } from '../../shared/base/assert.ts';
import { ok } from '../../shared/base/result.ts';
import { aborted, runPart } from '../../shared/base/run-part.ts';
import { openNatsBus } from '../../shared/bus/nats-bus.ts';
import { aJoin, aLeader } from './a-leader.ts';

/** A client that, like the real one, ends its reading and nothing else when a listener throws. */
function aClient(): { readonly connection: NatsConnection; receive(): void } {
  let listener: (error: null, message: object) => void = () => undefined;
  const connection = {
    info: { max_payload: 1_000_000 },
    isClosed: () => false,
    async *status() {
      await new Promise(() => undefined);
      yield { type: 'close' };
    },
    subscribe(_subject: string, options: { callback: typeof listener }) {
      listener = options.callback;
      return { unsubscribe: () => undefined };
    },
  };
  return {
    connection: connection as unknown as NatsConnection,
    receive() {
      try {
        listener(null, { subject: 'a', data: new Uint8Array(), respond: () => undefined });
      } catch (error) {
        console.log('reader closed', error);
      }
    },
  };
}

const bug = (where: string): never => {
  throw new AssertionFailed(`the bug ${where}`);
};

/** Where the bug is, and what meets it. */
const bugs: Readonly<Record<string, () => Promise<unknown>>> = {
  async deciding() {
    const { leader } = await aLeader();
    return leader.submit(aJoin(1, { decide: () => bug('in deciding') }));
  },
  async applying() {
    const { leader } = await aLeader();
    const unknown = 'ffffffff-ffff-4fff-8fff-ffffffffffff';
    const event = {
      type: 'machineAdvanced',
      machineId: unknown,
      generation: 1,
      to: 'boot',
    } as const;
    return leader.submit(aJoin(1, { decide: () => ok([event]) }));
  },
  async committed() {
    const { leader } = await aLeader({ onCommitted: () => bug('after the append') });
    return leader.submit(aJoin(1));
  },
  async listening() {
    const { connection, receive } = aClient();
    openNatsBus(connection).subscribe('a', () => bug('in a listener'));
    receive();
  },
};

runPart('test', async ({ args, signal }) => {
  const alive = setInterval(() => undefined, 1_000);
  await bugs[args[0] ?? '']!();
  process.stdout.write('it went on\n');
  await aborted(signal);
  clearInterval(alive);
});
