/**
 * A nats-server newer than this machine's own: from a later Debian suite, unpacked into a folder of the tests and kept there.
 * Nothing is installed, and nothing of the machine changes.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { NatsProgram } from '../../start/nats/nats-program.mjs';
import { fetchNatsServer, findNatsServer } from '../../start/nats/nats-program.mjs';
import { isBelow } from '../../start/nats/nats-version.mjs';

const laterSuites = ['trixie', 'sid'];

/** A server of at least this version, or why there is none. */
export async function newerNats(minimum: string): Promise<NatsProgram | string> {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'stratus', 'nats-server-for-tests');
  const here = await findNatsServer({ minimum, unpackedFolder: folder });
  if (here) return here;
  const reasons: string[] = [];
  for (const suite of laterSuites) {
    const unpackedFolder = join(folder, suite);
    try {
      const found =
        (await findNatsServer({ minimum, unpackedFolder })) ??
        (await fetchNatsServer({ unpackedFolder, suite }));
      if (!isBelow(found.version, minimum)) return found;
      reasons.push(`${suite} has ${found.version}`);
    } catch (error) {
      reasons.push(`${suite}: ${String(error)}`);
    }
  }
  return `there is no nats-server ${minimum} or later (${reasons.join('; ')})`;
}
