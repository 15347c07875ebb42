import { createMemoryVault } from '../../shared/log/memory-vault.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { vaultSuite } from './vault-suite.ts';

vaultSuite('in memory', async ({ bytesMax }) => {
  const vault = createMemoryVault({ clock: systemClock, bytesMax });
  return { writer: vault, keeper: vault, close: async () => undefined };
});
