// Who makes a running cloud's certificates again before they end? Its keeper, which looks at them now and then: a leaf of
// which less than a third of its life is left is made again under the same authority, so nobody who knows the cloud has to
// be told. nats-server reads it by a reload, which keeps connections; the API notices the file by itself (api/entrance.ts).

import { openCertificates } from './certificates.mjs';

/** A month lies between the first look at which a leaf is due and its end. */
export const LOOK_MS = 3_600_000;

/**
 * @param {{state: string, settings: {cloudId: string, listen: {address: string}}, now: () => number, reload: () => void,
 *   say: (line: string) => void}} what now: ms since 1970; reload: has nats-server read its certificate again
 * @returns {() => Promise<void>} one look
 */
export function certificateLook({ state, settings, now, reload, say }) {
  const { cloudId, listen } = settings;
  return async () => {
    const wanted = { state, cloudId, names: [listen.address], nowMs: now() };
    const { renewed } = await openCertificates(wanted);
    for (const [leaf, why] of Object.entries(renewed))
      say(`the certificate of the ${leaf} was made again: ${why}`);
    if ('bus' in renewed) reload();
  };
}
