import { describe, expect, it } from 'vitest';
import { createGuestNetwork, NetworkUnready } from '../../../../agent/network/guest-network.ts';
import type { Nic } from '../../../../shared/model/machine-record.ts';
import { macOf } from '../../../../shared/net/mac.ts';

const nic = (address: number): Nic => ({
  ...{ networkClass: 'public', address, mac: macOf('02:00', address) },
  ...{ prefixLength: 24, gateway: null },
});

function aNetwork() {
  const told: number[][] = [];
  const bench = { told, failing: false };
  const network = createGuestNetwork([
    async (cards) => {
      if (bench.failing) throw new NetworkUnready('nft failed', 'install it');
      told.push(cards.map(({ address }) => address));
    },
  ]);
  return Object.assign(bench, { network });
}

describe('the network of the guests', () => {
  it('is told all cards whenever one comes or goes', async () => {
    const { network, told } = aNetwork();
    await network.admit('a', [nic(5)]);
    await network.admit('b', [nic(6)]);
    await network.release('a');
    expect(told).toEqual([[5], [5, 6], [6]]);
  });

  it('is not told again what it knows', async () => {
    const { network, told } = aNetwork();
    await network.admit('a', [nic(5)]);
    await network.admit('a', [nic(5)]);
    await network.release('never here');
    expect(told).toEqual([[5]]);
  });

  it('hears of a card that was replaced', async () => {
    const { network, told } = aNetwork();
    await network.admit('a', [nic(5)]);
    await network.admit('a', [nic(7)]);
    expect(told.at(-1)).toEqual([7]);
  });

  it('names a card once, whoever has it', async () => {
    const { network, told } = aNetwork();
    await network.admit('a', [nic(5)]);
    await network.admit('b', [nic(5)]);
    expect(told.at(-1)).toEqual([5]);
  });

  it('is told again after a failure, which whoever asked hears', async () => {
    const bench = aNetwork();
    bench.failing = true;
    await expect(bench.network.admit('a', [nic(5)])).rejects.toThrow('nft failed');
    bench.failing = false;
    await bench.network.admit('a', [nic(5)]);
    expect(bench.told).toEqual([[5]]);
  });

  it('is told of many at once in few calls, and each waits until it is known', async () => {
    const { network, told } = aNetwork();
    await Promise.all([5, 6, 7].map((address) => network.admit(`m${address}`, [nic(address)])));
    expect(told).toEqual([[5, 6, 7]]);
  });
});
