// Does anything get lost, doubled or stuck when real processes are killed, stopped and filled up, 200 times?

import { faultRounds } from '../support/fault-rounds/rounds.ts';

const rounds = Number(process.env['STRATUS_FAULT_ROUNDS'] ?? 200);
await faultRounds({ rounds, pausesMs: [1_500, 6_000, 15_000] });
