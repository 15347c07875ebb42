import Type from 'typebox';
import { describe, expect, test } from 'vitest';
import {
  fromHex,
  isUuidText,
  toHex,
  uuidBytes,
  uuidFromRandom,
  uuidText,
} from '../../../../shared/base/bytes.ts';
import {
  closed,
  parseCloudKey,
  parseConfig,
  readConfig,
} from '../../../../shared/base/config-reader.ts';

const schema = Type.Object({ nats: Type.Object({ port: Type.Integer() }, closed) }, closed);

describe('a configuration', () => {
  test.each([
    ['a wrong type', '{"nats":{"port":"x"}}', 'nats.port'],
    ['a missing field', '{"nats":{}}', 'port'],
    ['an unknown field', '{"nats":{"port":1,"prot":2}}', 'prot'],
    ['no object', '7', 'the whole'],
    ['no JSON', '{', 'is not JSON'],
  ])('with %s is refused with file and field', (_what, text, named) => {
    expect(() => parseConfig(schema, text, '/etc/part.json')).toThrow('/etc/part.json');
    expect(() => parseConfig(schema, text, '/etc/part.json')).toThrow(named);
  });

  test('cannot be changed once it is read', () => {
    const config = parseConfig(schema, '{"nats":{"port":1}}', 'x');
    expect(() => Object.assign(config.nats, { port: 2 })).toThrow(TypeError);
  });

  test('is one file, that is there', () => {
    expect(() => readConfig(schema, [], 'agent')).toThrow('usage: agent CONFIG.json');
    expect(() => readConfig(schema, ['/nowhere/x.json'], 'agent')).toThrow('/nowhere/x.json');
  });

  test('a cloud key is 32 bytes or their digits, and is not printed', () => {
    const digits = 'ab'.repeat(32);
    const key = parseCloudKey(new TextEncoder().encode(`${digits}\n`), 'key');
    expect(toHex(key.reveal())).toBe(digits);
    expect(`${String(key)}${JSON.stringify(key)}`).not.toContain('ab');
    expect(() => parseCloudKey(new Uint8Array(31), 'key')).toThrow('key: the cloud key');
  });
});

describe('bytes and their texts', () => {
  test('hexadecimal both ways, upper case is read', () => {
    expect(fromHex('00fFAb')).toEqual(Uint8Array.of(0, 255, 171));
    expect(toHex(Uint8Array.of(0, 255, 171))).toBe('00ffab');
    for (const text of ['0', '0g', ' 00', '00\n']) expect(() => fromHex(text)).toThrow(RangeError);
  });

  test('UUIDs both ways, in one form', () => {
    const text = '01234567-89ab-4cde-8f01-23456789abcd';
    expect(uuidText(uuidBytes(text))).toBe(text);
    expect(isUuidText(text.toUpperCase())).toBe(false);
    for (const other of ['', text.replaceAll('-', ''), `${text}0`])
      expect(() => uuidBytes(other)).toThrow(RangeError);
    expect(uuidFromRandom(new Uint8Array(16).fill(255))).toBe(
      'ffffffff-ffff-4fff-bfff-ffffffffffff',
    );
    expect(() => uuidFromRandom(new Uint8Array(4))).toThrow(RangeError);
  });
});
