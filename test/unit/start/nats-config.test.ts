import { describe, expect, test } from 'vitest';
import type { NatsConfigOptions, NatsUsersOptions } from '../../../start/nats/nats-config.mjs';
import {
  agentUserPattern,
  natsConfig,
  natsUsers,
  usersText,
} from '../../../start/nats/nats-config.mjs';
import { makeNkey } from '../../../start/nats/nats-nkeys.mjs';

const hostId = 'a'.repeat(32);
const keys = {
  ...{ scheduler: key(), api: key(), setup: key() },
  ...{ identities: key(), agent: key(), operator: key(), subscriber: key() },
};

function key(): string {
  return makeNkey().publicKey;
}

function config(changes: Partial<NatsConfigOptions> = {}): string {
  return natsConfig({
    port: 4222,
    storeDir: '/var/lib/stratus/local/nats',
    maxFileStoreBytes: 1_000_000_000,
    serverVersion: '2.10.27',
    cloudId: 'c'.repeat(32),
    ...changes,
  });
}

function users(changes: Partial<NatsUsersOptions> = {}): string {
  return usersText(
    natsUsers({
      cloudId: 'c'.repeat(32),
      parts: {
        ...{ ...keys, agents: [{ hostId, nkey: keys.agent }] },
        subscribers: [
          { project: null, nkey: keys.operator },
          { project: 'p1', nkey: keys.subscriber },
        ],
      },
      ...changes,
    }),
  );
}

/** The line that holds this key's rights. */
function rightsOf(nkey: string): string {
  return users()
    .split('\n')
    .find((line) => line.includes(nkey))!;
}

describe('the configuration of nats-server', () => {
  test('listens on loopback alone', () => {
    expect(config()).toContain('listen: "127.0.0.1:4222"');
    expect(config()).not.toMatch(/0\.0\.0\.0|http|cluster|leafnodes|websocket|mqtt/);
  });

  test('listens elsewhere with TLS alone, and nowhere that was not named', () => {
    const tls = { certFile: '/a/bus.pem', keyFile: '/a/bus.key' };
    const text = config({ listen: '10.1.2.3', tls });
    expect(text).toContain('listen: "10.1.2.3:4222"');
    expect(text).toContain('  key_file: "/a/bus.key"');
    expect(() => config({ listen: '10.1.2.3' })).toThrow(/beyond loopback only with TLS/);
    expect(() => config({ listen: '0.0.0.0', tls })).toThrow(/one IPv4 address/);
  });

  test('leaves the keys to the file that is written anew when a host joins', () => {
    expect(config()).toContain('include "nats-users.conf"');
    expect(config()).not.toContain('nkey');
    expect(rightsOf(keys.agent).trim()).toBe(
      agentUserPattern('c'.repeat(32)).replaceAll('HOST_ID', hostId).replace('NKEY', keys.agent),
    );
  });

  test('lets the part that admits hosts read the log and nothing else', () => {
    const rights = rightsOf(keys.identities);
    expect(rights).not.toContain('VAULT');
    expect(rights).not.toContain('.host.');
    expect(rights).not.toContain('.command');
  });

  test('writes before it acknowledges where the server can', () => {
    expect(config({ serverVersion: '2.10.0' })).toContain('sync_interval: always');
    expect(config({ serverVersion: '2.9.10' })).not.toContain('sync_interval');
  });

  test('gives an agent nothing of JetStream and nothing of another host', () => {
    const rights = rightsOf(keys.agent);
    expect(rights).not.toContain('$');
    expect(rights).not.toContain('*');
    expect(rights.match(/>/g)).toHaveLength(1);
    expect(rights).toContain(`"_INBOX_${hostId}.>"`);
    expect(rights).toContain('allow_responses: { max: 1');
  });

  test.each(['STREAM.UPDATE', 'STREAM.PURGE', 'CONSUMER', 'RESTORE', 'DIRECT'])(
    'gives nobody %s',
    (call) => {
      expect(users()).not.toContain(`$JS.API.${call}`);
    },
  );

  test('lets nobody but the set-up key remove a segment of the log, and nothing else', () => {
    for (const line of users().split('\n')) {
      const removed = line.match(/STREAM\.DELETE\.[^"]*/g) ?? [];
      if (!line.includes(keys.setup)) expect(removed).toEqual([]);
      expect(removed.filter((call) => !/^STREAM\.DELETE\.STRATUS-c+-LOG-\d+$/.test(call))).toEqual(
        [],
      );
    }
    expect(rightsOf(keys.setup)).toContain('STREAM.DELETE.STRATUS-');
  });

  test('deletes single messages of the vault alone, and by the scheduler alone', () => {
    const deletes = users().match(/\$JS\.API\.STREAM\.MSG\.DELETE\.[^"]+/g);
    expect(deletes).toEqual([`$JS.API.STREAM.MSG.DELETE.STRATUS-${'c'.repeat(32)}-VAULT`]);
    expect(rightsOf(keys.scheduler)).toContain('MSG.DELETE');
  });

  test('gives those who listen no word of their own, and of one project no reports', () => {
    for (const nkey of [keys.operator, keys.subscriber])
      expect(rightsOf(nkey)).toContain('publish: { deny: [">"] }');
    expect(rightsOf(keys.operator)).toContain('.host.*.report"');
    expect(rightsOf(keys.subscriber)).not.toContain('report');
    expect(rightsOf(keys.subscriber)).toContain('.event.p1.>"');
    const subscribers = [{ project: 'p.>', nkey: keys.subscriber }];
    expect(() => users({ parts: { ...keys, subscribers } })).toThrow(/project "p\.>"/);
  });

  test('quotes a path so that it stays one value', () => {
    expect(config({ storeDir: '/srv/a "b" \\c' })).toContain('store_dir: "/srv/a \\"b\\" \\\\c"');
  });

  test('works without agents and without the set-up key', () => {
    expect(users({ parts: { scheduler: keys.scheduler, api: keys.api } })).toContain(keys.api);
  });
});

test.each<[string, Partial<NatsConfigOptions>, RegExp]>([
  ['a port of 0', { port: 0 }, /port 0/],
  ['a fractional port', { port: 1.5 }, /port 1.5/],
  ['a relative store', { storeDir: 'nats' }, /storeDir/],
  ['a store with a line break', { storeDir: '/a\nb' }, /storeDir/],
  ['no room for the store', { maxFileStoreBytes: 0 }, /maxFileStoreBytes 0/],
  ['a tiny payload', { maxPayload: 10 }, /maxPayload 10/],
  ['another cloud id', { cloudId: 'X' }, /cloudId "X"/],
])('%s is refused by name', (_what, changes, message) => {
  expect(() => config(changes)).toThrow(message);
});

test.each<[string, Partial<NatsUsersOptions>, RegExp]>([
  ['no segment', { segments: 0 }, /segments 0/],
  [
    'a wildcard for a host',
    { parts: { ...keys, agents: [{ hostId: '*', nkey: keys.agent }] } },
    /hostId "\*"/,
  ],
  ['a seed for a key', { parts: { ...keys, api: makeNkey().seed } }, /nkey of api/],
  ['one key twice', { parts: { ...keys, api: keys.scheduler } }, /scheduler and api have the same/],
])('%s is refused by name', (_what, changes, message) => {
  expect(() => users(changes)).toThrow(message);
});
