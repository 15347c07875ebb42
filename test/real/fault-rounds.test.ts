// Does anything get lost, doubled or stuck when real processes are killed, stopped and filled up? Each run draws other rounds.

import { SHORT } from '../../start/test/left-out.mjs';
import { faultRounds } from '../support/fault-rounds/rounds.ts';

await faultRounds(
  process.env[SHORT]
    ? { rounds: 5, pausesMs: [1_500, 6_000] }
    : { rounds: 25, pausesMs: [1_500, 6_000, 15_000] },
);
