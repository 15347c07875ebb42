/**
 * Records the golden log of the release in work: `npm run golden`. A small simulated cloud lives through
 * machines, a host that is lost, and several segments; its log and the digest of its state are kept as `format-N.json`, which this
 * and every later release must fold to that state. Recorded anew only until the release is out.
 */
import { writeFileSync } from 'node:fs';
import { stateDigest } from '../../shared/model/state-digest.ts';
import { messageHash } from '../../shared/log/fold.ts';
import { logFormat } from '../../shared/wire/commit.ts';
import { aCloud } from '../sim/a-cloud.ts';

const { world, user, untilQuiet } = await aCloud(2, { seed: 3, segmentBytesMax: 4_000 });
user.run(3);
await untilQuiet();
const [first, second] = [...world.witness.follower.state.machines.keys()];
user.ask({ kind: 'stop', machines: [first!] });
user.ask({ kind: 'kill', machines: [second!] });
await untilQuiet();
world.network.cut('host-2');
await world.run(180_000);
world.network.heal('host-2');
user.ask({ kind: 'start', machines: [first!] });
user.run(2, { policy: 'striping' });
await untilQuiet();
world.schedulers[0]!.crash(1_000);
await world.run(120_000);
await untilQuiet();

const messages = world.log.messages();
const recorded = {
  format: logFormat,
  lastHash: messageHash(messages.at(-1)!.bytes),
  stateDigest: stateDigest(world.witness.follower.state),
  commits: messages.map(({ bytes }) => Buffer.from(bytes).toString('base64')),
};
const file = new URL(`format-${logFormat}.json`, import.meta.url);
writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`);
console.log(
  `${messages.length} commits in ${world.log.count()} segments, state ${recorded.stateDigest}`,
);
