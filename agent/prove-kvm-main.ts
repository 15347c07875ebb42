/**
 * Says whether machines of this host may run on KVM, for a starter that must know it before libvirtd runs: where KVM is
 * advertised and does not work, libvirt must not see it. Prints one JSON line.
 */
import { systemClock } from '../shared/time/system-clock.ts';
import { ConfigRefused } from '../shared/base/config-reader.ts';
import { runPart } from '../shared/base/run-part.ts';
import { domainType } from './libvirt/domain-type.ts';

runPart('prove-kvm', async ({ args, signal, ready }) => {
  const [image, marker, cacheFile] = args;
  if (!image || !marker || !cacheFile) {
    throw new ConfigRefused('usage: agent/prove-kvm IMAGE MARKER CACHE-FILE');
  }
  const proof = { image, marker };
  ready({
    domainType: await domainType({ wanted: 'auto', proof, cacheFile, clock: systemClock, signal }),
  });
});
