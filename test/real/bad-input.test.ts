// What does a cloud do with input that nobody in his right mind sends? Real API, scheduler and nats-server as processes, the
// real agent without a hypervisor: everything is refused or answered, nothing dies, nothing is left, nothing else changes.

import { randomInt } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventView } from '../../api/views/event-view.ts';
import { readSeed } from '../../shared/base/config-reader.ts';
import { systemRandom } from '../../shared/base/random.ts';
import { connectNats } from '../../shared/bus/connect.ts';
import { partInbox, subjectsOf } from '../../shared/bus/subjects.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { answerMessage, commandMessage } from '../../shared/wire/command.ts';
import { helloMessage } from '../../shared/wire/conversation.ts';
import { openTerminal } from '../support/a-terminal.ts';
import { anImage } from '../support/an-api.ts';
import { badRequests, largeRequests } from '../support/bad-inputs.ts';
import { badCommands } from '../support/bad-commands.ts';
import type { Attempt } from '../support/bad-request.ts';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { drawFrom } from '../support/draw.ts';
import { neverEnding, notHttp, rawAnswer } from '../support/not-http.ts';
import { natsProgram } from '../support/nats-server.ts';
import { until } from '../support/until.ts';

const program = await natsProgram();
if (typeof program === 'string') console.log(`skipped: bad input on a real bus: ${program}`);
const draw = drawFrom(Number(process.env['STRATUS_SEED'] ?? randomInt(2 ** 31)));

/** Above the two seconds that each may take, because the machine that tests run on is shared. */
const answerWithinMs = 20_000;

describe.skipIf(typeof program === 'string')('bad input', () => {
  let cloud: ControlPlane;
  let filesBefore: string[];
  const tried = new Map<string, number>();
  const worst = { ms: 0, what: '' };
  let accepted = 0;

  beforeAll(async () => {
    console.log(`bad input: STRATUS_SEED=${draw.seed} repeats this run`);
    cloud = await startControlPlane();
    filesBefore = filesOf(cloud.folder);
  });
  afterAll(async () => {
    const sum = [...tried.values()].reduce((all, one) => all + one, 0);
    console.log(`bad input: ${sum} tried (${[...tried].map((one) => one.join(' ')).join(', ')})`);
    console.log(
      `bad input: slowest ${Math.round(worst.ms)} ms, ${worst.what}; ${accepted} accepted`,
    );
    await cloud?.end();
  });

  const count = (by: string): void => void tried.set(by, (tried.get(by) ?? 0) + 1);

  async function timed<Answer>(what: string, work: Promise<Answer>): Promise<Answer> {
    const begin = performance.now();
    const answer = await work;
    const ms = performance.now() - begin;
    if (ms > worst.ms) Object.assign(worst, { ms, what });
    return answer;
  }

  async function send({ method, path, body, headers }: Attempt) {
    const answer = await fetch(`${cloud.endpoint}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${cloud.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const json = (await answer.json()) as { machineIds?: string[]; reason?: string };
    return { status: answer.status, json };
  }

  /** What is wrong with the answer, or null. */
  async function problemOf(attempt: Attempt): Promise<string | null> {
    count('by API');
    const { row, method, path, end } = attempt;
    const what = `row ${row}: ${method} ${path.slice(0, 60)} ${(attempt.body ?? '').slice(0, 300)} ${JSON.stringify(attempt.headers ?? {}).slice(0, 200)}`;
    try {
      const { status, json } = await timed(
        `row ${row}: ${method} ${path.slice(0, 60)}`,
        send(attempt),
      );
      if (path === '/machines' && status < 300) accepted += json.machineIds?.length ?? 0;
      const isRefused = status >= 400 && status < 500 && typeof json.reason === 'string';
      return isRefused || (end === 'answered' && status < 300)
        ? null
        : `${status} ${json.reason ?? ''} to ${what}`;
    } catch (error) {
      return `${String(error)} to ${what}`;
    }
  }

  async function problemsOf(attempts: readonly Attempt[]): Promise<string[]> {
    const problems: string[] = [];
    const waiting = [...attempts];
    const worker = async (): Promise<void> => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const problem = await problemOf(next);
        if (problem) problems.push(problem);
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    return problems;
  }

  async function commandsAfter(cursor: string): Promise<EventView[]> {
    const events: EventView[] = [];
    for (let after = cursor; ;) {
      const { body } = await cloud.ask('GET', `/events?after=${after}`);
      const page = body as { events: EventView[]; next: string };
      events.push(...page.events.filter(({ origin }) => origin === 'command'));
      if (page.events.length === 0) return events;
      after = page.next;
    }
  }

  const end = async (): Promise<string> => {
    const { body } = await cloud.ask('GET', '/events?last=1');
    return body['next'] as string;
  };

  test('by the API is refused or answered, and changes what was accepted and nothing else', async () => {
    const before = await end();
    expect(await problemsOf(badRequests(draw, cloud.token, 70))).toEqual([]);
    expect(await problemsOf(largeRequests())).toEqual([]);
    const commands = await commandsAfter(before);
    const made = commands.filter(({ type }) => type === 'machineAccepted');
    expect(made).toHaveLength(accepted);
    const ids = new Set(made.map(({ machineId }) => machineId));
    const strange = commands.filter(
      ({ type, machineId }) =>
        !/^(machine|address|context)/.test(type) || (machineId !== null && !ids.has(machineId)),
    );
    expect(strange).toEqual([]);
    for (const id of ids) await cloud.act(id!, 'kill');
    for (const id of ids) await cloud.reaches(id!, 'done');
  });

  test('equal keys make one machine, and for another request are a conflict', async () => {
    const before = await end();
    const headers = { 'idempotency-key': `k-${draw.seed}` };
    const once = (memoryMiB: number): Attempt => ({
      ...{ row: 34, method: 'POST', path: '/machines', headers, end: 'answered' },
      body: JSON.stringify({ image: anImage, type: 't1.micro', memoryMiB }),
    });
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, async () => {
        count('by API');
        let answer = await send(once(64)); // the last waits for all: 503 may be meant
        for (let again = 0; answer.json.reason === 'noAnswer' && again < 5; again++) {
          count('repeated after a meant 503');
          answer = await send(once(64));
        }
        const { status, json } = answer;
        return `${status} ${json.machineIds?.join(' ') ?? json.reason}`;
      }),
    );
    expect(new Set(answers)).toHaveLength(1);
    expect(answers[0]).toMatch(/^20[12] /);
    const others = await Promise.all(
      Array.from({ length: 50 }, (_, index) => (count('by API'), send(once(65 + index)))),
    );
    expect(new Set(others.map(({ status, json }) => `${status} ${json.reason}`))).toEqual(
      new Set(['409 keyConflict']),
    );
    const made = (await commandsAfter(before)).filter(({ type }) => type === 'machineAccepted');
    expect(made).toHaveLength(1);
    await cloud.act(made[0]!.machineId!, 'kill');
  });

  test('that is no HTTP, or never ends, costs its own connection', async () => {
    const port = Number(new URL(cloud.endpoint).port);
    for (const [what, text, wanted] of notHttp(cloud.token)) {
      count('by socket');
      expect(
        `${what}: ${await timed(`row 16: ${what}`, rawAnswer(port, text, answerWithinMs))}`,
      ).toMatch(new RegExp(`^${what}: (?:${wanted.source.replaceAll('^', '')})`));
    }
    const slow = Array.from({ length: 200 }, () => {
      count('by socket');
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      socket.write(neverEnding(cloud.token));
      return socket;
    });
    await until('they are connected', () => slow.every((socket) => !socket.connecting));
    const answer = await timed('beside 200 that wait', cloud.ask('GET', '/machines'));
    expect(answer.status).toBe(200);
    slow.forEach((socket) => socket.destroy());
  });

  test('by the command line ends with 1 or 2 and a sentence', async () => {
    const terminal = openTerminal({ STRATUS_ENDPOINT: cloud.endpoint, STRATUS_TOKEN: cloud.token });
    const before = await end();
    const words = badCommands(badRequests(draw, cloud.token, 30));
    const wrong: string[] = [];
    for (const args of words) {
      count('by command line');
      const { exitCode, err, programs } = await timed(
        `stratus ${args.join(' ').slice(0, 60)}`,
        terminal.run(args),
      );
      const isWell =
        [1, 2].includes(exitCode) && err !== '' && !/\n {4}at /.test(err) && programs.length === 0;
      if (!isWell)
        wrong.push(`${exitCode} ${err.slice(0, 200)} to ${JSON.stringify(args).slice(0, 300)}`);
    }
    terminal.close();
    expect([wrong, words.length > 60]).toEqual([[], true]);
    expect(await commandsAfter(before)).toEqual([]);
  });

  async function connectionOf(part: string, inboxPrefix: string) {
    const { connection } = await connectNats({
      ...{ servers: cloud.servers, inboxPrefix, name: 'bad input' },
      seed: readSeed(cloud.seedFiles[part]!),
      ...{ clock: systemClock, random: systemRandom },
    });
    return connection;
  }

  test('on the bus is dropped or refused', async () => {
    const S = subjectsOf(cloud.cloudId);
    const before = await end();
    const api = await connectionOf('api', partInbox('api'));
    const host = await connectionOf('agent', S.inbox(cloud.hostId));
    const command = (projectId: string): Uint8Array =>
      commandMessage.encode({
        ...{ cloudId: cloud.cloudId, actor: 'admin', projectId, key: '', administrator: true },
        request: { kind: 'kill', machines: ['no-such-machine'] },
      });
    const isGood = (bytes: Uint8Array): boolean => {
      try {
        const hello = helloMessage.decode(bytes);
        return hello.cloudId === cloud.cloudId && hello.hostId === cloud.hostId;
      } catch {
        return false;
      }
    };
    const answers = new Set<string>();
    for (let turn = 0; turn < 400; turn++) {
      const right = command(draw.mutated(projects, (text) => notAProject(text)));
      const noise = draw.chance(3) ? draw.bytes(draw.below(3_000)) : draw.damaged(right);
      count('on the bus');
      const asked = api.request(S.command, draw.chance(2) ? right : noise, {
        timeout: answerWithinMs,
      });
      answers.add(answerMessage.decode((await timed('a command', asked)).data).kind);
      const word = draw.pick([S.hello, S.report, S.context])(cloud.hostId);
      const bytes = draw.chance(20) ? draw.bytes(900_000) : draw.damaged(command('p1'));
      if (isGood(bytes)) continue;
      count('on the bus');
      host.publish(word, bytes);
    }
    await host.flush();
    expect(answers).toEqual(new Set(['refused']));
    expect(await commandsAfter(before)).toEqual([]);
    await Promise.all([api.close(), host.close()]);
  });

  test('leaves a cloud that works, no file, and no word of a failure', async () => {
    const id = await cloud.run({ image: anImage, type: 't1.micro' });
    await cloud.reaches(id, 'running');
    await cloud.act(id, 'kill');
    await cloud.reaches(id, 'done');
    expect(filesOf(cloud.folder)).toEqual(filesBefore);
    for (const part of ['api', 'scheduler'] as const) {
      const grave = cloud
        .logOf(part)
        .split('\n')
        .filter((line) => /"level":[56]0|^\s+at |uncaught/i.test(line));
      expect(grave).toEqual([]);
      expect(cloud.logOf(part)).not.toContain(cloud.token);
    }
  });
});

const projects = ['*', '>', 'a.b', 'p 1', '', 'p1.>', 'P1', '$SYS'];

/** What the contract can carry and no project is called. */
function notAProject(text: string): boolean {
  const fits = text.isWellFormed() && !text.includes('\0') && Buffer.byteLength(text) <= 64;
  return fits && !/^[a-z][a-z0-9]*$/.test(text);
}

/** All files of the cloud but the server's store and what is logged. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !/^(nats|logs)\//.test(path))
    .map((path) => join(folder, path))
    .sort();
}
