/**
 * One message of libvirt's protocol: its length, a head of six numbers, and a body. Splits a stream of bytes, however
 * it was cut, into messages, and refuses a length that no message can have before it waits for its bytes.
 */
import { MESSAGE_MAX_BYTES } from './schema.ts';
import { XdrError, XdrReader, XdrWriter } from './xdr.ts';

export const FRAME_TYPE = { call: 0, reply: 1, message: 2 } as const;
export const FRAME_STATUS = { ok: 0, error: 1 } as const;

export interface FrameHead {
  readonly program: number;
  readonly procedure: number;
  readonly type: number;
  readonly serial: number;
  readonly status: number;
}

export interface Frame extends FrameHead {
  readonly body: XdrReader;
}

const LENGTH_BYTES = 4;
const HEAD_BYTES = 24;
const PROTOCOL_VERSION = 1;

/** The bytes of a message. Throws `XdrError` when the body does not fit its type or a message. */
export function encodeFrame(head: FrameHead, writeBody: (writer: XdrWriter) => void): Buffer {
  const writer = new XdrWriter();
  writer.uint32(0);
  writer.uint32(head.program);
  writer.uint32(PROTOCOL_VERSION);
  writer.int32(head.procedure);
  writer.int32(head.type);
  writer.uint32(head.serial);
  writer.int32(head.status);
  writeBody(writer);
  const bytes = writer.finish();
  if (bytes.length > MESSAGE_MAX_BYTES + LENGTH_BYTES)
    throw new XdrError(`a message of ${bytes.length} bytes is too long for libvirt`);
  bytes.writeUInt32BE(bytes.length, 0);
  return bytes;
}

export class FrameSplitter {
  #chunks: Buffer[] = [];
  #held = 0;
  #wanted = LENGTH_BYTES;

  /** Takes the next bytes, calls `onFrame` for each message they complete. Throws `XdrError` on what is none. */
  push(chunk: Buffer, onFrame: (frame: Frame) => void): void {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    if (this.#held < this.#wanted) return;
    const bytes = Buffer.concat(this.#chunks, this.#held);
    let at = 0;
    for (;;) {
      this.#wanted = LENGTH_BYTES;
      if (bytes.length - at < LENGTH_BYTES) break;
      this.#wanted = checkedLength(bytes.readUInt32BE(at));
      if (bytes.length - at < this.#wanted) break;
      const end = at + this.#wanted;
      onFrame(decodeFrame(bytes.subarray(at + LENGTH_BYTES, end)));
      at = end;
    }
    this.#chunks = [bytes.subarray(at)];
    this.#held = bytes.length - at;
  }
}

function checkedLength(length: number): number {
  const most = MESSAGE_MAX_BYTES + LENGTH_BYTES;
  if (length >= LENGTH_BYTES + HEAD_BYTES && length <= most) return length;
  throw new XdrError(`a message of ${length} bytes cannot be`);
}

function decodeFrame(bytes: Buffer): Frame {
  const body = new XdrReader(bytes);
  const program = body.uint32();
  const version = body.uint32();
  if (version !== PROTOCOL_VERSION) throw new XdrError(`protocol version ${version} is not known`);
  return {
    program,
    procedure: body.int32(),
    type: body.int32(),
    serial: body.uint32(),
    status: body.int32(),
    body,
  };
}
