import { expect, test } from 'vitest';
import {
  calls,
  events,
  KEEPALIVE_PROGRAM,
  MESSAGE_MAX_BYTES,
  REMOTE_PROGRAM,
} from '../../../../agent/libvirt/schema.ts';

// libvirt promises never to change these: a difference here is a mistake in the schema.
test('the numbers are those of libvirt', () => {
  expect([REMOTE_PROGRAM, KEEPALIVE_PROGRAM, MESSAGE_MAX_BYTES]).toEqual([
    536_903_814, 1_801_807_216, 33_554_432,
  ]);
  const numbers = Object.entries(calls).map(([name, { procedure }]) => [name, procedure]);
  expect(Object.fromEntries(numbers)).toEqual({
    connectOpen: 1,
    connectClose: 2,
    connectGetVersion: 4,
    nodeGetInfo: 6,
    connectGetCapabilities: 7,
    domainGetXmlDesc: 14,
    domainGetInfo: 16,
    domainLookupByUuid: 24,
    connectSupportsFeature: 60,
    authList: 66,
    authPolkit: 70,
    nodeGetFreeMemory: 102,
    connectGetLibVersion: 157,
    nwfilterLookupByName: 175,
    nwfilterDefineXml: 180,
    nwfilterUndefine: 181,
    domainCreateWithFlags: 196,
    domainGetState: 212,
    nodeGetMemoryStats: 228,
    domainUndefineFlags: 231,
    domainDestroyFlags: 234,
    domainShutdownFlags: 258,
    domainGetMetadata: 265,
    connectListAllDomains: 273,
    registerDomainEvent: 316,
    connectGetAllDomainStats: 344,
    domainDefineXmlFlags: 350,
  });
  expect(events.domainLifecycle).toMatchObject({ eventId: 0, procedure: 318 });
});
