import { expect, test } from 'vitest';
import { inHostNetwork } from '../../../../agent/network/in-host-network.ts';

const command = ['busybox', 'arping', '-I', 'br0'];
const entered = ['nsenter', '--net=/proc/1/ns/net', '--', ...command];

test.each([
  ['in the network of its host already', 'net:[1]', 'net:[1]', command],
  ['in the network of the control plane', 'net:[2]', 'net:[1]', entered],
  ['not allowed to look at the first process', null, 'net:[1]', command],
])('an agent that is %s', async (_what, host, own, expected) => {
  const networkOf = async (path: string) => (path === '/proc/1/ns/net' ? host : own);
  expect(await inHostNetwork(command, networkOf)).toEqual(expected);
});
