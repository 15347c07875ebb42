// Does a leader that stood still, and goes on when another leads, do anything? Two tries; npm run test:faults has twenty.

import { pausedLeader } from '../support/fault-rounds/paused-leader.ts';

await pausedLeader({ tries: 2, leastMs: 4_000, mostMs: 16_000 });
