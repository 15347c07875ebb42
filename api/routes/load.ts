/**
 * `/load/load.txt`: the page on which users of StratusLab look for room before they run a machine. Like there it is for
 * everybody: it names hosts and how much of them is free, and nothing of machines, projects, addresses or people
 * (docs/decisions/0046-classic-commands.md).
 */
import { machinesPlaced } from '../../shared/model/state-access.ts';
import type { Server, Services } from '../server.ts';
import { loadText } from '../views/load-text.ts';
import type { HostRoom } from '../views/load-text.ts';
import { refuse } from '../errors.ts';

/** Asked more often than this, everybody is told the same: nobody can make the cloud work by asking. */
const sameForMs = 1_000;

export function loadRoutes(app: Server, { model, hearing, clock }: Services): void {
  let told: { readonly text: string; readonly atMs: number } | null = null;
  app.get(
    '/load/load.txt',
    { config: { openToAll: true }, schema: { hide: true } },
    async (_request, reply) => {
      if (model.failure !== null)
        refuse('logUnavailable', 'The view of the cloud stopped.', 'log', 'Try again later.');
      void reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache');
      const elapsed = clock.elapsed();
      if (told === null || elapsed - told.atMs >= sameForMs)
        told = { text: currentText(), atMs: elapsed };
      return reply.send(told.text);
    },
  );

  function currentText(): string {
    const { state } = model;
    const hosts = [...state.hosts.values()].filter(({ removed }) => removed === null);
    const rooms = hosts.map((host): HostRoom => ({
      host,
      machines: machinesPlaced(state, host),
      load: hearing.host(host.hostId)?.hello?.load ?? null,
      note: hearing.note(host.hostId),
    }));
    const nothingPromised = { cpuOvercommitPercent: 0, memoryReservedMiB: 0, diskReservedMiB: 0 };
    return loadText(rooms, state.site ?? nothingPromised, clock.now());
  }
}
