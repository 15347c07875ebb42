/** `stratus drill`: kills the control parts of a healthy cloud one after the other and measures what that does. */
import type { Command } from 'commander';
import { toHex } from '../../shared/base/bytes.ts';
import { createClient } from '../client.ts';
import type { Client } from '../client.ts';
import { broken, drill } from '../drill/drill.ts';
import type { DrilledCloud } from '../drill/drill.ts';
import { startLoad } from '../drill/load.ts';
import { partsIn } from '../drill/parts.ts';
import type { Parts } from '../drill/parts.ts';
import { startWatcher } from '../drill/watcher.ts';
import { machineBody } from '../machine-options.ts';
import { drillPlan, drillTable } from '../render/drill.ts';
import type { Change, Host, Machine, Status } from '../rest-answers.ts';
import { inPath, show, withOutput } from '../session.ts';
import type { OutputOptions, Session } from '../session.ts';
import { CommandFailed, wrongUsage } from '../surroundings.ts';

interface DrillOptions extends OutputOptions {
  readonly yes?: boolean;
}

/** A request that is not answered within this is sent again, ms. */
const answerWithinMs = 2_000;

export function addDrill(
  program: Command,
  session: Session,
  setExitCode: (code: number) => void,
): void {
  withOutput(program.command('drill'))
    .description('kill the control parts one after the other, and measure what that does')
    .option('--yes', 'do it; without it, say what would be done')
    .action(async (options: DrillOptions) => {
      const { surroundings } = session;
      const folder =
        session.profile().folder ??
        wrongUsage(
          'the profile does not name the folder of a cloud that runs here.\n' +
            '  A drill is run on the machine that runs the cloud, with the profile that the starter wrote.',
        );
      const parts = partsIn(folder);
      const names = partNames(parts);
      const hosts = await healthyHosts(session.client());
      surroundings.err(drillPlan(names, hosts.length));
      if (!options.yes)
        throw new CommandFailed('nothing was done. To do it: `stratus drill --yes`');
      const measured = await carryOut(session, parts, names);
      show(
        session,
        options,
        { drill: measured, broken: broken(measured) },
        {
          table: () => drillTable(measured),
        },
      );
      if (broken(measured).length > 0) setExitCode(1);
    });
}

/** Scheduler, one agent, the server between them, the API. Throws `CommandFailed` when one of them does not run. */
function partNames(parts: Parts): readonly string[] {
  const running = parts.ready().map(({ name }) => name);
  const agent = running.filter((name) => name.startsWith('agent-')).sort()[0] ?? 'agent-host-1';
  const wanted = ['scheduler', agent, 'nats-server', 'api'];
  const missing = wanted.filter((name) => !running.includes(name));
  if (missing.length === 0) return wanted;
  throw new CommandFailed(
    `this cloud is not well: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not ready.\n` +
      '  Nothing was killed. `npm run status` shows more.',
  );
}

/** Throws `CommandFailed` unless somebody leads and every host is heard. */
async function healthyHosts(client: Client): Promise<readonly Host[]> {
  const status = await client.get<Status>('/status');
  const { hosts } = await client.get<{ readonly hosts: readonly Host[] }>('/hosts');
  const ill = hosts.filter(({ heard, trouble }) => !heard || trouble !== '');
  const problems = [
    ...(status.leader.heard ? [] : ['no scheduler leads']),
    ...(hosts.length > 0 ? [] : ['it has no host']),
    ...ill.map(({ name, trouble }) => `${name}: ${trouble || 'not heard'}`),
  ];
  if (problems.length === 0) return hosts;
  throw new CommandFailed(
    `this cloud is not well: ${problems.join('; ')}.\n  Nothing was killed. A drill begins when all is well.`,
  );
}

async function carryOut(session: Session, parts: Parts, names: readonly string[]) {
  const { surroundings } = session;
  const { clock, random } = surroundings;
  const watching = new AbortController();
  // An interrupt ends the drill and not the requests that clean up after it.
  const toTheEnd = { ...surroundings, signal: new AbortController().signal };
  const limits = { answerWithinMs, attemptsMax: 1 };
  const client = createClient(session.profile(), toTheEnd, limits);
  const mark = `drill-${toHex(random.bytes(3))}`;
  const watched = createClient(session.profile(), { ...surroundings, signal: watching.signal });
  try {
    return await drill(
      {
        ...{ clock, parts, signal: surroundings.signal },
        cloud: drilledCloud(session, client, createClient(session.profile(), toTheEnd)),
        watcher: startWatcher({
          ...{ clock, signal: watching.signal },
          open: (after) =>
            watched.stream(`/events${after === '' ? '' : `?after=${inPath(after)}`}`, {
              accept: 'text/event-stream',
            }),
        }),
        startLoad: (machineId) =>
          startLoad({
            ...{ clock, random },
            async send(action, key) {
              const path = `/quarantine/${machineId}/${action}`;
              const { cursor } = await client.post<{ readonly cursor: string }>(
                path,
                { why: mark },
                key,
              );
              return cursor;
            },
          }),
        say: (line) => surroundings.err(`${line}\n`),
      },
      names,
      mark,
    );
  } finally {
    watching.abort();
  }
}

/** `patient` repeats a change by itself until it is answered. */
function drilledCloud(session: Session, client: Client, patient: Client): DrilledCloud {
  return {
    hosts: async () => (await client.get<{ readonly hosts: readonly Host[] }>('/hosts')).hosts,
    machines: async () =>
      (await client.get<{ readonly machines: readonly Machine[] }>('/machines')).machines,
    machine: (id) => client.get<Machine>(`/machines/${id}`),
    async run(name) {
      const body = machineBody(session, undefined, { name, type: 't1.micro' });
      const { machineIds } = await patient.post<Change>('/machines', body);
      return machineIds[0] ?? '';
    },
    kill: async (id) => void (await patient.post(`/machines/${id}/kill`)),
  };
}
