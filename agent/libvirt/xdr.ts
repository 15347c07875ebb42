/**
 * The bytes of libvirt's messages (XDR, RFC 4506): big-endian, everything padded to four bytes. The reader trusts
 * nothing: each length is compared with its limit and with what is left before anything is allocated.
 */

/** The bytes do not say what the message's type promises, or a value does not fit its type. */
export class XdrError extends Error {
  override readonly name = 'XdrError';
  readonly code = 'xdr';
}

export class XdrWriter {
  #bytes = Buffer.alloc(512);
  #length = 0;

  int32(value: number): void {
    this.#checkInteger(value, -0x8000_0000, 0x7fff_ffff);
    const at = this.#grow(4);
    this.#bytes.writeInt32BE(value, at);
  }

  uint32(value: number): void {
    this.#checkInteger(value, 0, 0xffff_ffff);
    const at = this.#grow(4);
    this.#bytes.writeUInt32BE(value, at);
  }

  int64(value: bigint): void {
    if (BigInt.asIntN(64, value) !== value)
      throw new XdrError(`${value} is no signed 64-bit number`);
    const at = this.#grow(8);
    this.#bytes.writeBigInt64BE(value, at);
  }

  uint64(value: bigint): void {
    if (BigInt.asUintN(64, value) !== value) throw new XdrError(`${value} is no 64-bit number`);
    const at = this.#grow(8);
    this.#bytes.writeBigUInt64BE(value, at);
  }

  double(value: number): void {
    const at = this.#grow(8);
    this.#bytes.writeDoubleBE(value, at);
  }

  /** The bytes as they are, padded; their length is not written. */
  bytes(value: Uint8Array): void {
    const padded = paddedLength(value.length);
    const at = this.#grow(padded);
    this.#bytes.set(value, at);
    this.#bytes.fill(0, at + value.length, at + padded);
  }

  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(size: number): number {
    const at = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(2 * this.#bytes.length, this.#length));
      larger.set(this.#bytes.subarray(0, at));
      this.#bytes = larger;
    }
    return at;
  }

  #checkInteger(value: number, least: number, most: number): void {
    if (Number.isInteger(value) && value >= least && value <= most) return;
    throw new XdrError(`${value} is not an integer from ${least} to ${most}`);
  }
}

export class XdrReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** How many bytes have not been read. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#take(4));
  }

  uint32(): number {
    return this.#bytes.readUInt32BE(this.#take(4));
  }

  int64(): bigint {
    return this.#bytes.readBigInt64BE(this.#take(8));
  }

  uint64(): bigint {
    return this.#bytes.readBigUInt64BE(this.#take(8));
  }

  double(): number {
    return this.#bytes.readDoubleBE(this.#take(8));
  }

  /** `length` bytes without their padding: a view, valid as long as the message. */
  bytes(length: number): Buffer {
    const at = this.#take(paddedLength(length));
    return this.#bytes.subarray(at, at + length);
  }

  /** Reads a count of things of at least `leastSize` bytes each; refuses what is over `max` or cannot be there. */
  count(max: number, leastSize: number): number {
    const count = this.uint32();
    if (count > max) throw new XdrError(`a length of ${count} is over the limit of ${max}`);
    if (count * leastSize > this.left)
      throw new XdrError(`a length of ${count}, and only ${this.left} bytes are left`);
    return count;
  }

  #take(size: number): number {
    if (size > this.left)
      throw new XdrError(`the message ends ${size - this.left} bytes before its contents do`);
    const at = this.#at;
    this.#at += size;
    return at;
  }
}

function paddedLength(length: number): number {
  return Math.ceil(length / 4) * 4;
}
