/**
 * A libvirt daemon of the tests: a UNIX socket that speaks the protocol by our own schema and does with each call what
 * the test says, wrong things too. It cannot show that the schema is libvirt's; test/real does.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  encodeFrame,
  FRAME_STATUS,
  FRAME_TYPE,
  FrameSplitter,
  type Frame,
} from '../../agent/libvirt/frame.ts';
import {
  calls,
  errorBody,
  events,
  KEEPALIVE_PONG,
  KEEPALIVE_PROGRAM,
  REMOTE_PROGRAM,
  type AnswerOf,
  type CallName,
  type EventOf,
} from '../../agent/libvirt/schema.ts';
import type { XdrType } from '../../agent/libvirt/xdr-types.ts';

export interface ReceivedCall {
  readonly name: CallName;
  readonly args: unknown;
  readonly serial: number;
  readonly connection: Socket;
}

/** What the daemon does with a call; returning leaves it unanswered. */
export type CallHandler = (call: ReceivedCall) => void;

export interface FakeLibvirtd {
  readonly socketPath: string;
  /** Every call that came, opening included. */
  readonly received: ReceivedCall[];
  /** Procedures of the keepalive program that came: 1 ping, 2 pong. */
  readonly pings: number[];
  readonly connections: Socket[];
  close(): Promise<void>;
}

/** Answers what opens a connection; `handle` gets all other calls. `answerPings` is libvirt's habit. */
export async function fakeLibvirtd(
  handle: CallHandler = () => {},
  { answerPings = true, authTypes = [0] }: { answerPings?: boolean; authTypes?: number[] } = {},
): Promise<FakeLibvirtd> {
  const folder = mkdtempSync(join(tmpdir(), 'stratus-fake-libvirtd-'));
  const socketPath = join(folder, 'socket');
  const received: ReceivedCall[] = [];
  const pings: number[] = [];
  const connections: Socket[] = [];
  const onCall = (call: ReceivedCall): void => {
    received.push(call);
    if (call.name === 'authList') answer(call, 'authList', { types: authTypes });
    else if (call.name === 'authPolkit') answer(call, 'authPolkit', { complete: 1 });
    else if (call.name === 'connectSupportsFeature')
      answer(call, 'connectSupportsFeature', { supported: 1 });
    else if (call.name === 'connectOpen') answer(call, 'connectOpen', undefined);
    else if (call.name === 'connectClose') answer(call, 'connectClose', undefined);
    else handle(call);
  };
  const server = createServer((connection) => {
    const splitter = new FrameSplitter();
    connections.push(connection);
    connection.on('error', () => {});
    connection.on('data', (chunk) =>
      splitter.push(chunk, (frame) => {
        if (frame.program !== KEEPALIVE_PROGRAM) return onCall(receivedCall(frame, connection));
        pings.push(frame.procedure);
        if (answerPings && frame.procedure === 1) connection.write(keepalive(KEEPALIVE_PONG));
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  const close = async (): Promise<void> => {
    for (const connection of connections) connection.destroy();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  };
  return { socketPath, received, pings, connections, close };
}

/** The bytes of an answer. */
export function answerBytes<Name extends CallName>(
  call: ReceivedCall,
  name: Name,
  value: AnswerOf<Name>,
): Buffer {
  const type = calls[name].answer as XdrType<unknown>;
  return encodeFrame(head(call, FRAME_STATUS.ok), (writer) => type.write(writer, value));
}

export function answer<Name extends CallName>(
  call: ReceivedCall,
  name: Name,
  value: AnswerOf<Name>,
): void {
  call.connection.write(answerBytes(call, name, value));
}

/** Refuses a call as libvirt does. */
export function refuse(call: ReceivedCall, code: number, message: string | null): void {
  const empty = { dom: null, str1: null, str2: null, str3: null, int1: 0, int2: 0, net: null };
  const body = { code, domain: 10, level: 2, message, ...empty };
  const frame = encodeFrame(head(call, FRAME_STATUS.error), (w) => errorBody.write(w, body));
  call.connection.write(frame);
}

/** The bytes of a lifecycle event. */
export function lifecycleEvent(event: EventOf<'domainLifecycle'>): Buffer {
  const { procedure, body } = events.domainLifecycle;
  const { message: type } = FRAME_TYPE;
  const status = FRAME_STATUS.ok;
  return encodeFrame({ program: REMOTE_PROGRAM, procedure, type, serial: 0, status }, (writer) =>
    body.write(writer, event),
  );
}

/** The bytes of a ping (1) or of its answer (2). */
export function keepalive(procedure: number): Buffer {
  const { message: type } = FRAME_TYPE;
  const status = FRAME_STATUS.ok;
  return encodeFrame({ program: KEEPALIVE_PROGRAM, procedure, type, serial: 0, status }, () => {});
}

function head(call: ReceivedCall, status: number): Parameters<typeof encodeFrame>[0] {
  const { procedure } = calls[call.name];
  const { serial } = call;
  return { program: REMOTE_PROGRAM, procedure, type: FRAME_TYPE.reply, serial, status };
}

function receivedCall({ procedure, serial, body }: Frame, connection: Socket): ReceivedCall {
  for (const [name, shape] of Object.entries(calls))
    if (shape.procedure === procedure)
      return { name: name as CallName, args: shape.args.read(body), serial, connection };
  throw new Error(`a call of procedure ${procedure}, which is not in the schema`);
}
