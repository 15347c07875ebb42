import type { PeerCertificate } from 'node:tls';
import { expect, test } from 'vitest';
import { identityCheck, whyUnsafe } from '../../../../shared/bus/bus-safety.ts';

const certificate = { subjectaltname: 'IP Address:10.1.2.3, DNS:localhost' } as PeerCertificate;

test.each<[string, string[], string | undefined, RegExp | null]>([
  ['loopback in the clear', ['nats://127.0.0.1:4222'], undefined, null],
  ['loopback by name', ['nats://localhost:4222'], undefined, null],
  ['elsewhere, encrypted', ['tls://10.1.2.3:4222'], '/ca.pem', null],
  ['elsewhere in the clear', ['nats://10.1.2.3:4222'], undefined, /not encrypted: write tls/],
  ['elsewhere in the clear, with an authority', ['nats://10.1.2.3:1'], '/ca.pem', /not encrypted/],
  ['one of two in the clear', ['tls://10.1.2.3:1', 'nats://10.1.2.4:1'], '/ca.pem', /10\.1\.2\.4/],
  [
    'a name that only begins like loopback',
    ['nats://127.0.0.1.evil.example:1'],
    undefined,
    /beyond/,
  ],
  ['encrypted under any authority', ['tls://10.1.2.3:4222'], undefined, /caFile is missing/],
])('%s', (_what, servers, caFile, message) => {
  const why = whyUnsafe(servers, caFile);
  if (message === null) expect(why).toBeNull();
  else expect(why).toMatch(message);
});

test('a server named by its address is certified for that address, not for localhost', () => {
  expect(identityCheck(['tls://10.1.2.3:4222'])('localhost', certificate)).toBeUndefined();
  expect(identityCheck(['tls://10.1.2.4:4222'])('localhost', certificate)?.message).toMatch(
    /10\.1\.2\.4 is not in the cert/,
  );
});
